import NeuralNetwork
import Recipes
import Testing

/// The gradient of a digit's logit by its 784 pixels, against what the network says of pictures that
/// differ in one pixel.
struct SaliencyTests {
  /// How far a pixel is moved, either way.
  ///
  /// ReLU and the largest of a pool make a network linear between kinks: a slope over a step that meets
  /// none is exact but for rounding, which short steps enlarge. One of four must be right.
  private static let steps: [Float] = [0.0005, -0.0005, 0.002, -0.002]

  /// How far the nearest slope may be from the gradient, as a share of the largest.
  ///
  /// Reached are 0.0008 by `dense`, 0.003 by `lenet5`, 0.004 by `convnet`, 0.019 by `tiny`, whose
  /// pixels have the most kinks nearby, and 0.007 by `best`.
  private static let share: Float = 0.03

  private static let pixels = 28 * 28

  @Test(arguments: ["dense", "lenet5", "convnet", "tiny", "best"])
  func gradientIsTheSlopeAtEveryPixel(name: String) throws {
    var random = Numbers(state: 5)
    // No two pixels alike: where paper is even, many values of a pool are the largest at once.
    let picture = (0..<Self.pixels).map { _ in random.next() }
    let model = try #require(Recipe.named(name)).model(for: dataset([picture]), threads: 2)
    // Biases that are not 0, where ReLU has its kink.
    for variable in model.variables where variable.name.hasSuffix("/bias") {
      try model.setVariable(variable.name, to: variable.values.map { _ in random.next() / 5 - 0.1 })
    }
    let output = 3
    let gradient = try Inspector(model).gradient(ofOutput: output, at: picture)
    try #require(gradient.count == Self.pixels)

    let allowed = Self.share * (gradient.map(abs).max() ?? 0)
    let value = try model.predict(dataset([picture]))[0][output]
    // Pixels that no slope is right for yet.
    var wrong = Array(picture.indices)
    for step in Self.steps where !wrong.isEmpty {
      let moved = wrong.map { pixel in
        var moved = picture
        moved[pixel] += step
        return moved
      }
      let values = try model.predict(dataset(moved))
      wrong = wrong.indices.filter { place in
        abs((values[place][output] - value) / step - gradient[wrong[place]]) > allowed
      }.map { wrong[$0] }
    }
    #expect(wrong == [], "of \(Self.pixels) pixels")
    // Nearly all pixels matter, or this would say nothing.
    #expect(gradient.count { abs($0) > allowed } > Self.pixels / 2)
  }

  private func dataset(_ pictures: [[Float]]) throws -> Dataset {
    try Dataset(
      floats: pictures.flatMap(\.self), shape: [28, 28, 1], labels: pictures.map { _ in 0 },
      classes: 10)
  }

  /// Even numbers from 0 to 1: Knuth's linear congruential generator.
  private struct Numbers {
    var state: UInt64

    mutating func next() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24)
    }
  }
}
