import MNIST
import NeuralNetwork
import Testing

@testable import DigitReader

/// Paper with squares, seen at a slant.
struct PrintedLinesTests {
  private static let (width, height) = (260, 240)

  /// Lines of two pixels, 60 levels strong, 50 apart, that lean by so much a row.
  private func grid(slope: Double) -> Plane {
    .each(Self.width, Self.height) { row, column in
      let (x, y) = (Double(column), Double(row))
      func isLine(_ place: Double) -> Bool {
        let beside = (place + 1000).truncatingRemainder(dividingBy: 50)
        return beside >= 20 && beside < 22
      }
      return isLine(x - slope * y) || isLine(y + slope * x) ? 60 : 0
    }
  }

  /// As `Threshold` does: both directions from the whole.
  private func erased(_ strength: Plane) -> Plane {
    let lines = PrintedLines(extent: min(strength.width, strength.height))
    var (standing, lying) = (strength, strength.transposed)
    let took = (
      lines.erase(from: &standing, least: 15), lines.erase(from: &lying, least: 15)
    )
    #expect(took.0 == strength.places.count - standing.places.count)
    #expect(took.1 == strength.places.count - lying.places.count)
    return .least(of: standing, lying.transposed)
  }

  @Test(arguments: [0, 0.05, -0.1, 0.2]) func aThinGridIsErased(slope: Double) {
    let grid = grid(slope: slope)
    let left = erased(grid).places.count
    #expect(Double(left) < 0.03 * Double(grid.places.count))
  }

  @Test(arguments: [0, 0.05, -0.1, 0.2]) func digitsThatCrossItKeepTheirPixels(slope: Double) throws
  {
    let digits = try MNIST.load().test
    let grid = grid(slope: slope)
    var (both, ink) = (grid, Set<Int>())
    for (index, position) in [0, 1, 2, 3, 4, 7].enumerated() {
      let picture = try #require(digits.bytes(at: position))
      let (left, top) = (15 + index % 3 * 80, 20 + index / 3 * 110)
      for row in 0..<84 {
        for column in 0..<84 where left + column < Self.width {
          let place = (top + row) * Self.width + left + column
          let level = UInt8(Int(picture[row / 3 * 28 + column / 3]) * 200 / 255)
          both.bytes[place] = max(both.bytes[place], level)
          if level > 100 { ink.insert(place) }
        }
      }
    }
    let left = erased(both).places
    #expect(Double(ink.subtracting(left).count) < 0.02 * Double(ink.count))
    // Beside them, most of the grid is gone.
    let lines = grid.places.subtracting(ink)
    #expect(Double(lines.intersection(left).count) < 0.25 * Double(lines.count))
  }

  @Test(arguments: [8, 12, 20]) func aThickStrokeIsKept(pen: Int) {
    var plane = Plane.even(Self.width, Self.height)
    plane.fill(Box(x: 70, y: 10, width: pen, height: 220), with: 150)
    plane.fill(Box(x: 20, y: 100, width: 200, height: pen), with: 150)
    #expect(erased(plane) == plane)
  }

  /// A 1 is as thin and as straight, and much shorter.
  @Test func aShortStrokeIsKept() {
    var plane = Plane.even(Self.width, Self.height)
    plane.fill(Box(x: 70, y: 60, width: 3, height: 60), with: 150)
    #expect(erased(plane) == plane)
  }

  @Test(arguments: Plane.sizes) func anySizeIsTaken(width: Int, height: Int) {
    for plane in [Plane.even(width, height), .even(width, height, 200), .random(width, height)] {
      let left = erased(plane)
      #expect(zip(left.bytes, plane.bytes).allSatisfy { $0 == $1 || $0 == 0 })
    }
  }

  @Test func aPathKnowsWhereItLeads() {
    func path(from first: Int, _ count: Int, slope: Float, start: Float) -> LinePath {
      var path = LinePath()
      for row in first..<first + count {
        path.append(
          .init(middle: start + slope * Float(row), length: row % 2 + 1, level: 40), row: row)
      }
      return path
    }
    let upper = path(from: 10, 60, slope: 0.2, start: 30)
    #expect(upper.length == 60 && upper.lastRow == 69 && upper.level == 40)
    #expect(upper.thickness == 1.5)
    #expect(abs(upper.direction - 0.2) < 1e-4 && abs(upper.slope - 0.2) < 1e-4)
    #expect(abs(upper.column(at: 100) - 50) < 0.01)
    #expect(upper.continues(in: path(from: 90, 20, slope: 0.2, start: 30)))
    #expect(upper.continues(in: path(from: 0, 8, slope: 0.2, start: 30)))
    #expect(!upper.continues(in: path(from: 90, 20, slope: 0.2, start: 36)))
    #expect(!upper.continues(in: upper))
    var shorter = upper
    shorter.removeLast()
    #expect(shorter.length == 59 && shorter.columns.count == 59)
    #expect(shorter.levels.count == 59 && shorter.thicknesses.count == 59)
  }
}
