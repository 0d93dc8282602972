import Testing

@testable import NeuralNetwork

@Suite struct OptimizerOptionTests {
  /// The weights after two steps.
  private func weights(_ optimizer: any Optimizer) throws -> [Float] {
    let model = try Samples.model(optimizer: optimizer)
    try model.fit(Samples.dataset(count: 20), batchSize: 10, verbose: .silent)
    return model.variables.flatMap(\.values)
  }

  /// As in Keras; a division of 0 by 0 would else make weights that are no numbers.
  @Test(arguments: [0, -1] as [Float])
  func limitsThatAreNoneClipNothing(limit: Float) throws {
    let free = try weights(SGD(learningRate: 0.1))
    #expect(try weights(SGD(learningRate: 0.1).clipnorm(limit)) == free)
    #expect(try weights(SGD(learningRate: 0.1).clipvalue(limit)) == free)
    #expect(try weights(SGD(learningRate: 0.1).globalClipnorm(limit)) == free)
    #expect(try weights(SGD(learningRate: 0.1).clipnorm(0.1)) != free)
  }

  @Test func muonDecaysOnce() throws {
    let named = try weights(Muon(weightDecay: 0.3, adamWeightDecay: 0.3))
    #expect(try weights(Muon().weightDecay(0.3)) == named)
    // However it is asked.
    #expect(try weights(Muon().ema(momentum: 0).weightDecay(0.3)) == named)
    let optimizer: any Optimizer = Muon()
    #expect(try weights(optimizer.weightDecay(0.3)) == named)
    #expect(try weights(Muon()) != named)
  }

  /// Adam keeps one thing more then, with an average behind it.
  @Test func muonWithAmsgrad() throws {
    var muon = Muon()
    muon.adam.adam.amsgrad = true
    #expect(try weights(muon).allSatisfy(\.isFinite))
    let averaged = try weights(muon.ema(momentum: 0.5))
    #expect(try zip(averaged, weights(muon)).allSatisfy { ($0 - $1).magnitude < 0.05 })
  }
}
