import Images
import MNIST
import NeuralNetwork
import TestPages

/// A page in front of a camera.
struct Scene {
  let page: TestPage
  /// Digits that are covered, as positions.
  var hidden: Set<Int> = []
  /// Digits written in the place of others, as positions of both.
  var replaced: [Int: Int] = [:]
  /// Where there is a blot of a digit's height.
  var blot: (x: Int, y: Int)?

  /// Paper around the digits.
  static let margin = 50
  /// What the camera sees of the page, before it moves.
  let view: TestPage.Box
  private static let digits = Result { try MNIST.load().test }

  init(seed: UInt64, count: Int) throws {
    page = TestPage(.plain, seed: seed, digits: try Self.digits.get(), count: count)
    let boxes = page.digits.map(\.box)
    let left = (boxes.map(\.x).min() ?? 0) - Self.margin
    let top = (boxes.map(\.y).min() ?? 0) - Self.margin
    view = TestPage.Box(
      x: left, y: top,
      width: (boxes.map { $0.x + $0.width }.max() ?? 0) + Self.margin - left,
      height: (boxes.map { $0.y + $0.height }.max() ?? 0) + Self.margin - top)
  }

  private var paper: UInt8 { page.image.pixels[0] }

  /// What the camera sees of a page that moved, under fresh noise of up to two shades.
  func frame(_ number: Int, x: Int = 0, y: Int = 0) throws -> GreyImage {
    var noise = SplitMix(state: UInt64(number))
    var pixels: [UInt8] = []
    for row in view.y - y..<view.y - y + view.height {
      for column in view.x - x..<view.x - x + view.width {
        let shade = Int(shade(column, row)) + Int(noise.next() % 5) - 2
        pixels.append(UInt8(min(max(shade, 0), 255)))
      }
    }
    return try GreyImage(width: view.width, height: view.height, pixels: pixels)
  }

  /// What is on the page, counted from its corner.
  private func shade(_ column: Int, _ row: Int) -> UInt8 {
    if let blot, column >= blot.x, column < blot.x + 5, row >= blot.y, row < blot.y + 30 {
      return 255 - paper
    }
    for (index, digit) in page.digits.enumerated() where digit.box.contains(column, row) {
      guard let other = replaced[index].map({ page.digits[$0].box }) else {
        return hidden.contains(index) ? paper : pixel(column, row)
      }
      let (x, y) = (
        column - digit.box.x - (digit.box.width - other.width) / 2, row - digit.box.y
      )
      let isInside = x >= 0 && x < other.width && y >= 0 && y < other.height
      return isInside ? pixel(other.x + x, other.y + y) : paper
    }
    return pixel(column, row)
  }

  private func pixel(_ column: Int, _ row: Int) -> UInt8 {
    guard 0..<page.image.width ~= column, 0..<page.image.height ~= row else { return paper }
    return page.image.pixels[row * page.image.width + column]
  }
}

extension TestPage.Box {
  /// With what is half ink around it.
  fileprivate func contains(_ column: Int, _ row: Int) -> Bool {
    column >= x - 2 && column < x + width + 2 && row >= y - 2 && row < y + height + 2
  }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
