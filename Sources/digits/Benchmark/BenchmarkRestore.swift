import ArgumentParser
import DigitReader
import Foundation
import Images
import Kernels
import MNIST
import NeuralNetwork

/// `digits benchmark restore`: whether MNIST's digits come back from pictures they were enlarged into.
struct BenchmarkRestore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Enlarge MNIST's test digits 3 to 12 times, and find them again.",
    discussion: """
      Each is put somewhere on a larger picture of one shade, dark on light or light on dark: once \
      enlarged by a whole factor, when the reader should see the original 28 by 28 pixels again, \
      and once by any.
      """)

  @Option(help: "Digits, from the first on.") var count = 10_000

  func validate() throws {
    guard (1...10_000).contains(count) else {
      throw ValidationError("There are 1 to 10000 test digits, not \(count).")
    }
  }

  func run() throws {
    let test = try MNIST.load().test
    let reader = try DigitReader(threads: 1)
    let originals = try reader.classifier.classify(test.prefix(count))
    var (identical, sameWhole, sameAny) = (0, 0, 0)
    for (index, original) in originals.enumerated() {
      guard let digit = test.bytes(at: index) else { continue }
      var random = RandomNumbers(
        of: RandomStream(seed: 1, purpose: .distortion), sample: index, time: 0)
      let factor = Float(3 + random.integer(below: 10))
      let whole = try reader.read(picture(of: digit, enlargedBy: factor, &random)).digits
      if whole.count == 1, whole[0].label == original.label { sameWhole += 1 }
      if whole.count == 1, whole[0].picture == digit { identical += 1 }
      let anyFactor = random.uniform(in: 3...12)
      let any = try reader.read(picture(of: digit, enlargedBy: anyFactor, &random)).digits
      if any.count == 1, any[0].label == original.label { sameAny += 1 }
    }
    func share(_ part: Int, of all: Int) -> String {
      "\(part) of \(all), \(percent(Double(part) / Double(all)))"
    }
    print("Identical, enlarged by a whole factor: \(share(identical, of: count)).")
    print("The same class as the original, by a whole factor: \(share(sameWhole, of: count)).")
    print("The same class, by any factor: \(share(sameAny, of: count)).")
    print("The same class, of all: \(share(sameWhole + sameAny, of: 2 * count)).")
  }

  /// The digit with square pixels, somewhere on a ground of black or white.
  private func picture(
    of digit: [UInt8], enlargedBy factor: Float, _ random: inout RandomNumbers
  ) throws -> GreyImage {
    let side = Int(28 * factor)
    let (width, height) = (side + random.integer(below: 300), side + random.integer(below: 300))
    let left = random.integer(below: width - side + 1)
    let top = random.integer(below: height - side + 1)
    let isDark = random.happens(0.5)
    var pixels = [UInt8](repeating: isDark ? 255 : 0, count: width * height)
    for row in 0..<side {
      for column in 0..<side {
        let ink = digit[
          min(27, Int(Float(row) / factor)) * 28 + min(27, Int(Float(column) / factor))]
        pixels[(top + row) * width + left + column] = isDark ? 255 - ink : ink
      }
    }
    return try GreyImage(width: width, height: height, pixels: pixels)
  }
}
