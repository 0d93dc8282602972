import NeuralNetwork
import Testing

@testable import DigitReader

/// Digits that touch, and digits in parts.
struct TouchingTests {
  /// Two beside each other, so that as few pixels as possible touch, at least one.
  private func pair(_ left: Plane, _ right: Plane) -> (plane: Plane, touching: Int)? {
    let height = max(left.height, right.height)
    for overlap in stride(from: 0, through: min(left.width, right.width), by: 1) {
      func part(_ plane: Plane, at x: Int) -> Plane {
        let top = (height - plane.height) / 2
        return .each(left.width + right.width - overlap, height) { row, column in
          let (y, inside) = (row - top, column - x)
          return y >= 0 && y < plane.height && inside >= 0 && inside < plane.width
            ? Int(plane[y, inside]) : 0
        }
      }
      let (first, second) = (part(left, at: 0), part(right, at: left.width - overlap))
      func dark(_ plane: Plane) -> Plane {
        .each(plane.width, plane.height) { plane[$0, $1] >= 128 ? 1 : 0 }
      }
      let touching = dark(first).dilated(by: 3).places.intersection(dark(second).places).count
      if touching > 0 {
        let both = Plane(
          width: first.width, height: first.height,
          bytes: zip(first.bytes, second.bytes).map { max($0, $1) })
        return touching <= 2 ? (both, touching) : nil
      }
    }
    return nil
  }

  private func pairs(_ count: Int) throws -> [(plane: Plane, labels: [Int])] {
    let clear = try Stamps.clear.get()
    var found: [(plane: Plane, labels: [Int])] = []
    var position = 0
    while found.count < count, position + 1 < clear.count {
      let (left, right) = (try Stamps.digit(clear[position]), try Stamps.digit(clear[position + 1]))
      if let pair = pair(left.plane, right.plane) {
        found.append((pair.plane, [left.label, right.label]))
      }
      position += 2
    }
    return found
  }

  /// Digits in a row, the pair in the middle.
  private func canvas(_ planes: [Plane]) -> Canvas {
    let width = planes.reduce(30) { $0 + 3 * $1.width + 30 }
    var canvas = Canvas(width: width, height: 140)
    var x = 30
    for plane in planes {
      canvas.stamp(plane, x: x, y: 35, factor: 3)
      x += 3 * plane.width + 30
    }
    return canvas
  }

  /// Twenty pairs; 12 were read.
  ///
  /// Where the network takes both for one digit, nothing asks for a cut.
  @Test func twoDigitsThatTouchAreTwo() throws {
    let reader = try Stamps.reader.get()
    let pairs = try pairs(20)
    var (right, surelyOne) = (0, 0)
    for (seed, pair) in pairs.enumerated() {
      let page = try reader.read(canvas([pair.plane]).image(seed: UInt64(seed)))
      right += page.digits.map(\.label) == pair.labels ? 1 : 0
      surelyOne += page.digits.map(\.isSure) == [true] ? 1 : 0
    }
    #expect(pairs.count == 20 && right >= 10)
    #expect(surelyOne <= 2)
  }

  /// Others tell how large digits are; 13 were read.
  @Test func twoDigitsThatTouchAmongOthersAreTwo() throws {
    let reader = try Stamps.reader.get()
    let others = try Stamps.clear.get().suffix(4).map { try Stamps.digit($0) }
    let (before, after) = (others.prefix(2), others.suffix(2))
    let right = try pairs(20).enumerated().count { seed, pair in
      let planes = before.map(\.plane) + [pair.plane] + after.map(\.plane)
      let page = try reader.read(canvas(planes).image(seed: UInt64(seed)))
      return page.digits.map(\.label) == before.map(\.label) + pair.labels + after.map(\.label)
    }
    #expect(right >= 11)
  }

  /// Every 5 of the test set that falls into two marks, each a good part of it; all 23 were read.
  @Test func aFiveWhoseBarIsApartIsOne() throws {
    let reader = try Stamps.reader.get()
    let digits = try Stamps.digits.get()
    var (right, all) = (0, 0)
    for position in 0..<digits.count where digits.label(at: position) == 5 {
      let plane = try Stamps.digit(position).plane
      let mask = Plane.each(plane.width, plane.height) { plane[$0, $1] > 0 ? 1 : 0 }
      let marks = Mark.all(in: mask)
      guard marks.count == 2, marks.allSatisfy({ $0.area >= 12 }) else { continue }
      all += 1
      let page = try reader.read(canvas([plane]).image(seed: UInt64(position)))
      if page.digits.map(\.label) == [5] { right += 1 }
    }
    #expect(all == 23 && right >= 21)
  }
}
