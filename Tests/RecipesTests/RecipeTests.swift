import MNIST
import NeuralNetwork
import Recipes
import Testing

struct RecipeTests {

  /// What Keras' `count_params()` says of the same layers, and the model cards say.
  @Test(
    arguments: zip(
      ["dense", "dense-augmented", "tiny", "fast", "lenet5", "convnet", "best"],
      [101_770, 1_863_690, 8_858, 215_194, 61_706, 34_826, 634_090]))
  func parameterCountIsKeras(name: String, count: Int) throws {
    let recipe = try #require(Recipe.named(name))
    #expect(try recipe.model(for: MNIST.load().train).parameterCount == count)
  }

  @Test func namesFindTheirRecipes() {
    #expect(
      Recipe.all.map(\.name) == [
        "dense", "dense-augmented", "tiny", "fast", "lenet5", "convnet", "best", "ensemble",
      ])
    for recipe in Recipe.all { #expect(Recipe.named(recipe.name)?.summary == recipe.summary) }
    #expect(Recipe.named("Dense") == nil)
    #expect(Recipe.named("") == nil)
  }

  @Test func layersFollowTheClassesAndTheActivation() throws {
    let data = try Dataset(
      floats: (0..<15).map { Float($0) - 7 }, shape: [3, 5, 1], labels: [3], classes: 7)
    let model = try Recipe.dense.model(for: data, activation: .tanh)
    #expect(model.outputShape == [7])
    #expect(model.parameterCount == 15 * 128 + 128 + 128 * 7 + 7)
    let rectified = try Recipe.dense.model(for: data, activation: .relu)
    #expect(model.fingerprint == rectified.fingerprint)
    #expect(try model.predict(data) != rectified.predict(data))
  }

  @Test(arguments: [Recipe.lenet5, Recipe.convnet])
  func tooSmallPicturesAreRefused(recipe: Recipe) throws {
    let data = try Dataset(bytes: [UInt8](0..<12), shape: [3, 4, 1], labels: [0], classes: 10)
    #expect(throws: ModelError.self) { try recipe.model(for: data) }
  }

  /// The ensemble's members are those of best.
  ///
  /// It is the loss in training: the statistics of batch normalisation move too slowly for the other.
  @Test(arguments: Recipe.all.filter { $0.members == 1 })
  func fewEpochsLowerTheLoss(recipe: Recipe) throws {
    let data = try MNIST.load().train[0..<200]
    let model = try recipe.model(for: data, batchSize: 10, epochs: 4, threads: 1)
    let before = try model.evaluate(data).loss
    let history = try recipe.fit(model, on: data, batchSize: 10, epochs: 4, verbose: .silent)
    #expect(try #require(history[.loss].last) < before - 0.1)
  }

  /// With fewer epochs than are plain, all are; with more, the last ones.
  @Test func lastEpochsArePlain() throws {
    let few = try MNIST.load().train.prefix(1)
    let plain = few.values(at: 0)
    func isPlain(_ epoch: Int, of epochs: Int) throws -> Bool {
      try Recipe.best.training(on: few, epochs: epochs).augmentedValues(at: 0, epoch: epoch)
        == plain
    }
    let last = Recipe.best.plainEpochs
    #expect(last > 0)
    #expect(try isPlain(0, of: last))
    #expect(try !isPlain(0, of: last + 1) && isPlain(1, of: last + 1))
    #expect(try isPlain(44, of: 45) && !isPlain(44 - last, of: 45))
  }

  @Test func ensembleIsFiveOfBest() {
    #expect(Recipe.ensemble.members == 5)
    #expect(Recipe.ensemble.epochs == Recipe.best.epochs)
    #expect(Recipe.ensemble.plainEpochs == Recipe.best.plainEpochs)
    #expect(Recipe.ensemble.augmentations.count == Recipe.best.augmentations.count)
  }

  @Test func seedDecidesEverything() throws {
    let data = try MNIST.load().train[0..<100]
    func fingerprint(seed: UInt64) throws -> String {
      let model = try Recipe.dense.model(
        for: data, seed: seed, threads: 1)
      try model.fit(data, batchSize: 20, epochs: 1, verbose: .silent)
      return model.fingerprint
    }
    let first = try fingerprint(seed: 1)
    #expect(try fingerprint(seed: 1) == first)
    #expect(try fingerprint(seed: 2) != first)
  }

  @Test func denseReadsDigitsAfterSixThousand() throws {
    let mnist = try MNIST.load()
    let model = try Recipe.dense.model(for: mnist.train[0..<6000])
    try model.fit(mnist.train[0..<6000], epochs: 2, verbose: .silent)
    let accuracy = try #require(try model.evaluate(mnist.test).accuracy)
    #expect(accuracy >= 0.88)
  }
}

extension Recipe: CustomTestStringConvertible {
  /// Its name.
  public var testDescription: String { name }
}
