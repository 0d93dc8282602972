import Foundation
import Kernels
import NeuralNetwork
import Testing

@testable import MNIST

struct CorruptionTests {
  private struct Golden: Decodable {
    let index: Int
    let outputs: [String: [Float]]
  }

  private let golden: [Golden]
  private let train: Dataset

  init() throws {
    let file = try #require(
      Bundle.module.url(forResource: "corruptions", withExtension: "json", subdirectory: "Golden"))
    golden = try JSONDecoder().decode([Golden].self, from: Data(contentsOf: file))
    train = try MNIST.load().train
  }

  private func picture(_ index: Int) throws -> CorruptedPicture {
    CorruptedPicture(try #require(train.bytes(at: index)).map { Float($0) / 255 })
  }

  /// Values come from float64 and are rounded to six places; ours are float32.
  private static let tolerance: Float = 2e-5

  @Test(arguments: [
    "shear", "scale", "rotate", "translate", "blur", "wide blur", "canny edges",
  ])
  func isAsScikitImageHasIt(name: String) throws {
    for one in golden {
      let x = try picture(one.index)
      let y =
        switch name {
        case "shear": x.sheared(by: 0.4)
        case "scale": x.warped(zoom: 1 / 0.7)
        case "rotate": x.warped(angle: 0.4)
        case "translate": x.warped(rowShift: 3, columnShift: -3)
        case "blur": x.blurred(sigma: 0.7)
        case "wide blur": x.blurred(sigma: 1.5)
        default: x.edges
        }
      let expected = try #require(one.outputs[name])
      let far = zip(y.values, expected).map { abs($0 - $1) }
      #expect(far.count == 784 && (far.max() ?? 1) <= Self.tolerance, "\(one.index)")
    }
  }

  /// Every corruption changes most pictures, keeps values within 0…1 and labels in place, and is the
  /// same when drawn again.
  @Test(arguments: Corruption.allCases)
  func isDrawnAnewAlike(corruption: Corruption) throws {
    let few = train.selecting([5, 5, 700, 4, 59_999])
    let once = try few.corrupted(by: corruption, seed: 3)
    let again = try few.corrupted(by: corruption, seed: 3)
    let other = try few.corrupted(by: corruption, seed: 4)
    for i in 0..<few.count {
      #expect(once.bytes(at: i) == again.bytes(at: i))
      #expect(once.bytes(at: i) != few.bytes(at: i))
    }
    #expect(once.labels == few.labels)
    let isRandom = ![.scale, .brightness, .stripe, .cannyEdges].contains(corruption)
    #expect((0..<few.count).contains { once.bytes(at: $0) != other.bytes(at: $0) } == isRandom)
    #expect(!corruption.summary.isEmpty)
  }

  @Test func strengthsAreThoseReleased() throws {
    let blank = CorruptedPicture([Float](repeating: 0, count: 784))
    let white = CorruptedPicture([Float](repeating: 1, count: 784))
    let stream = RandomStream(seed: 1, purpose: .distortion)
    func share(_ corruption: Corruption, _ picture: CorruptedPicture, _ holds: (Float) -> Bool)
      -> Double
    {
      var count = 0
      for sample in 0..<40 {
        var random = RandomNumbers(of: stream, sample: sample, time: 0)
        count += corruption.apply(to: picture, &random).values.count(where: holds)
      }
      return Double(count) / Double(40 * 784)
    }
    // Of 31,360 pixels: five standard deviations are below 1.2 %.
    #expect(abs(share(.impulseNoise, blank) { $0 == 1 } - 0.085) < 0.012)
    #expect(abs(share(.impulseNoise, white) { $0 == 0 } - 0.085) < 0.012)
    // Poisson with mean 3: P(0) = e⁻³, P(≥ 3) = 1 − 8.5 e⁻³.
    #expect(abs(share(.shotNoise, white) { $0 == 0 } - 0.0498) < 0.012)
    #expect(abs(share(.shotNoise, white) { $0 == 1 } - 0.5768) < 0.015)
    #expect(share(.shotNoise, blank) { $0 > 0 } == 0)
    #expect(share(.brightness, blank) { $0 == 0.5 } == 1)
    #expect(share(.stripe, blank) { $0 == 1 } == 0.5)
    #expect(share(.spatter, blank) { $0 > 63.01 / 255 } == 0)
    #expect((0.01...0.5).contains(share(.spatter, blank) { $0 > 0 }))
  }

  @Test func onlyPicturesOfMNISTsSizeAreTaken() throws {
    let small = try Dataset(bytes: [1, 2, 3, 4], shape: [2, 2, 1], labels: [0], classes: 10)
    #expect(throws: ModelError.self) { try small.corrupted(by: .fog) }
  }
}
