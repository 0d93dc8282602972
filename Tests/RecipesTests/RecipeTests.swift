import MNIST
import NeuralNetwork
import Recipes
import Testing

struct RecipeTests {
  static let input: Shape = [28, 28, 1]

  /// What Keras' `count_params()` says of the same layers.
  @Test(arguments: zip(["dense", "lenet5", "convnet"], [101_770, 61_706, 34_826]))
  func parameterCountIsKeras(name: String, count: Int) throws {
    let recipe = try #require(Recipe.named(name))
    #expect(try recipe.model(input: Self.input, classes: 10).parameterCount == count)
  }

  @Test func namesFindTheirRecipes() {
    #expect(Recipe.all.map(\.name) == ["dense", "lenet5", "convnet"])
    for recipe in Recipe.all { #expect(Recipe.named(recipe.name)?.summary == recipe.summary) }
    #expect(Recipe.named("Dense") == nil)
    #expect(Recipe.named("") == nil)
  }

  @Test func layersFollowTheClassesAndTheActivation() throws {
    let model = try Recipe.dense.model(input: [3, 5, 1], classes: 7, activation: .tanh)
    #expect(model.outputShape == [7])
    #expect(model.parameterCount == 15 * 128 + 128 + 128 * 7 + 7)
    let rectified = try Recipe.dense.model(input: [3, 5, 1], classes: 7, activation: .relu)
    #expect(model.fingerprint == rectified.fingerprint)
    let data = try Dataset(
      floats: (0..<15).map { Float($0) - 7 }, shape: [3, 5, 1], labels: [3], classes: 7)
    #expect(try model.predict(data) != rectified.predict(data))
  }

  @Test(arguments: [Recipe.lenet5, Recipe.convnet])
  func tooSmallPicturesAreRefused(recipe: Recipe) {
    #expect(throws: ModelError.self) { try recipe.model(input: [3, 4, 1], classes: 10) }
  }

  @Test(arguments: Recipe.all)
  func oneEpochLowersTheLoss(recipe: Recipe) throws {
    let data = try MNIST.load().train[0..<200]
    let model = try recipe.model(input: Self.input, classes: 10, threads: 1)
    let before = try model.evaluate(data).loss
    try model.fit(data, batchSize: 10, epochs: 1, verbose: .silent)
    #expect(try model.evaluate(data).loss < before - 0.1)
  }

  @Test func seedDecidesEverything() throws {
    let data = try MNIST.load().train[0..<100]
    func fingerprint(seed: UInt64) throws -> String {
      let model = try Recipe.dense.model(
        input: Self.input, classes: 10, seed: seed, threads: 1)
      try model.fit(data, batchSize: 20, epochs: 1, verbose: .silent)
      return model.fingerprint
    }
    let first = try fingerprint(seed: 1)
    #expect(try fingerprint(seed: 1) == first)
    #expect(try fingerprint(seed: 2) != first)
  }

  @Test func denseReadsDigitsAfterSixThousand() throws {
    let mnist = try MNIST.load()
    let model = try Recipe.dense.model(input: Self.input, classes: 10)
    try model.fit(mnist.train[0..<6000], epochs: 2, verbose: .silent)
    let accuracy = try #require(try model.evaluate(mnist.test).accuracy)
    #expect(accuracy >= 0.88)
  }
}

extension Recipe: CustomTestStringConvertible {
  /// Its name.
  public var testDescription: String { name }
}
