import ArgumentParser
import DigitReader
import Foundation
import Images
import MNIST
import TestPages

/// `digits benchmark frame`: how long a camera's frame takes, and a photograph.
struct BenchmarkFrame: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frame",
    abstract: "Time one frame of 640 by 480 with ten digits, and a photograph of 12 megapixels.",
    discussion: "On one core; the photograph is a JPEG, and decoding it is included.")

  @Option(help: "Times that each is read.") var rounds = 25

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("There is at least 1 round, not \(rounds).") }
  }

  func run() throws {
    let test = try MNIST.load().test
    let reader = try DigitReader(threads: 1)
    for condition in [TestPage.Condition.plain, .shaded, .noisy, .squared, .everything] {
      let page = TestPage(condition, seed: 3, digits: test, count: 10).image
      let frame = try fitted(page, width: 640, height: 480, enlargedBy: 1)
      let milliseconds = try median { _ = try reader.read(frame) }
      print("Frame, \(condition): \(milliseconds) ms")
    }
    let page = TestPage(.shaded, seed: 3, digits: test, count: 20).image
    let file = try fitted(page, width: 4_000, height: 3_000, enlargedBy: 5).jpeg()
    let milliseconds = try median { _ = try reader.read(GreyImage(data: file)) }
    print("Photograph, 4000 × 3000, \(file.count / 1_000) kB: \(milliseconds) ms")
  }

  private func median(_ work: () throws -> Void) rethrows -> String {
    let times = try (0..<rounds).map { _ in try Benchmark.seconds(work) * 1_000 }
    return String(format: "%.1f", Benchmark.median(times))
  }

  /// A page in another size: cropped, or with its last pixels repeated.
  private func fitted(
    _ page: GreyImage, width: Int, height: Int, enlargedBy factor: Int
  ) throws -> GreyImage {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      let line = min(row / factor, page.height - 1) * page.width
      for column in 0..<width {
        pixels.append(page.pixels[line + min(column / factor, page.width - 1)])
      }
    }
    return try GreyImage(width: width, height: height, pixels: pixels)
  }
}
