import Testing

@testable import NeuralNetwork

@Suite struct LearningRateFinderTests {
  @Test func findsWhereTheLossFalls() throws {
    let model = try Samples.model(optimizer: Adam())
    let data = try Samples.dataset(count: 60)
    let (weights, iteration) = (model.fingerprint, model.compilation?.state.iteration)
    let curve = try LearningRateFinder(from: 1e-5, to: 10, steps: 60, batchSize: 8)
      .run(model, on: data)
    #expect(curve.learningRates.count == curve.losses.count)
    #expect(curve.learningRates.count > 20)
    #expect(zip(curve.learningRates.dropFirst(), curve.learningRates).allSatisfy { $0 > $1 })
    // Below 1e-4 nothing moves within so few steps, above 1 everything breaks.
    let suggestion = try #require(curve.suggestion)
    #expect((1e-4...1).contains(suggestion))
    // The model is as it was.
    #expect(model.fingerprint == weights)
    #expect(model.compilation?.state.iteration == iteration)
    #expect(model.learningRate == 0.001)
    #expect(model.scaling == nil)
  }

  /// The search ends where there is nothing more to see.
  @Test func endsWhereTheLossDiverges() throws {
    let curve = try LearningRateFinder(from: 1e-3, to: 1e6, steps: 100, batchSize: 8)
      .run(try Samples.model(), on: Samples.dataset(count: 60))
    #expect(curve.learningRates.count < 100)
    #expect(curve.losses.allSatisfy { $0.isFinite })
  }

  @Test func noSuggestionWhereTheLossOnlyRises() {
    let steps = (0..<40).map(Double.init)
    #expect(LearningRateFinder.Curve(learningRates: steps, losses: steps).suggestion == nil)
    let falling = LearningRateFinder.Curve(
      learningRates: steps, losses: steps.map { $0 < 30 ? 30 - $0 : 3 * $0 })
    #expect(falling.suggestion == 15)
    #expect(LearningRateFinder.Curve(learningRates: [], losses: []).suggestion == nil)
  }

  @Test(arguments: [
    LearningRateFinder(from: 0), LearningRateFinder(from: 1, to: 0.1),
    LearningRateFinder(steps: 1), LearningRateFinder(batchSize: 0),
  ])
  func senselessSettings(finder: LearningRateFinder) throws {
    let model = try Samples.model()
    #expect(throws: ModelError.self) { try finder.run(model, on: Samples.dataset(count: 4)) }
  }
}
