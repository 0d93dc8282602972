import Foundation
import Images
import MNIST
import NeuralNetwork

@testable import DigitReader

/// A picture made by hand: paper, what is stamped on it, and a camera's noise.
struct Canvas {
  let width, height: Int
  /// From 0 for paper to 1 for full ink.
  private var ink: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    ink = .init(repeating: 0, count: width * height)
  }

  /// Blown up by a factor, smoothly; what falls beyond the edge is lost.
  mutating func stamp(_ plane: Plane, x: Int, y: Int, factor: Int = 1) {
    let bordered = plane.bordered(across: 1, down: 1)
    let large = bordered.enlarged(
      toWidth: bordered.width * factor, height: bordered.height * factor)
    for row in 0..<large.height where (0..<height).contains(y - factor + row) {
      for column in 0..<large.width where (0..<width).contains(x - factor + column) {
        let place = (y - factor + row) * width + x - factor + column
        ink[place] = max(ink[place], Float(large[row, column]) / 255)
      }
    }
  }

  /// Every pixel from paper to pen by its ink; noise of so many shades either way.
  func image(
    paper: Double = 205, pen: Double = 60, noise: Double = 2, seed: UInt64 = 1
  ) throws -> GreyImage {
    var random = SplitMix(state: seed)
    let pixels = ink.map { ink -> UInt8 in
      // Three of a third are nearly normal.
      let unit = (0..<3).reduce(0) { sum, _ in sum + Double.random(in: -1...1, using: &random) }
      let shade = paper + Double(ink) * (pen - paper) + (noise > 0 ? noise * unit : 0)
      return UInt8(min(max(shade, 0), 255).rounded())
    }
    return try GreyImage(width: width, height: height, pixels: pixels)
  }
}

/// What is stamped.
enum Stamps {
  static let digits = Result { try MNIST.load().test }
  /// Letters that are like no digit, in handwriting typefaces; see `Reference/strangers.py`.
  static let letters = Result {
    try MNIST.pictures(
      contentsOf: root.appending(path: "Reference/strangers/letters-images-idx3-ubyte.gz").path)
  }
  static let reader = Result { try DigitReader(threads: 2) }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func digit(_ position: Int) throws -> (plane: Plane, label: Int) {
    let digits = try digits.get()
    return (cropped(digits, position), digits.label(at: position))
  }

  static func letter(_ position: Int) throws -> Plane { cropped(try letters.get(), position) }

  /// Those of which the network is surest that none could be another.
  static let clear = Result {
    let some = try digits.get().prefix(1000)
    let classifier = try reader.get().classifier
    return try classifier.classify(some).enumerated().filter { position, answer in
      answer.digit == some.label(at: position) && answer.confidence > 0.999
        && answer.familiarity > classifier.calibration.usualFamiliarity ?? .infinity
    }.map(\.offset)
  }

  /// The tight box of a picture of 28 × 28.
  private static func cropped(_ pictures: Dataset, _ position: Int) -> Plane {
    let whole = Plane(width: 28, height: 28, bytes: pictures.bytes(at: position) ?? [])
    guard let box = whole.boxOfInk else { return whole }
    return Plane.each(box.width, box.height) { Int(whole[box.y + $0, box.x + $1]) }
  }
}
