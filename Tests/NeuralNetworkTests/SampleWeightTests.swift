import Testing

@testable import NeuralNetwork

/// Weights of classes and of samples in `fit`.
@Suite struct SampleWeightTests {
  /// Of plain descent, weights of 2 and a doubled rate are the same, bit for bit.
  @Test(arguments: [1, 2, 3])
  func twiceTheWeightIsTwiceTheRate(threads: Int) throws {
    let data = try Samples.dataset(count: 11)
    let doubled = try Samples.model(optimizer: SGD(learningRate: 0.2), threads: threads)
    let wanted = try doubled.fit(data, batchSize: 4, epochs: 2, verbose: .silent)
    let fits: [(Sequential) throws -> History] = [
      {
        try $0.fit(
          data, batchSize: 4, epochs: 2, verbose: .silent, classWeight: [0: 2, 1: 2, 2: 2])
      },
      {
        try $0.fit(
          data, batchSize: 4, epochs: 2, verbose: .silent,
          sampleWeight: [Float](repeating: 2, count: 11))
      },
      {
        try $0.fit(
          data, batchSize: 4, epochs: 2, verbose: .silent, classWeight: [0: 8, 1: 8, 2: 8, 7: 3],
          sampleWeight: [Float](repeating: 0.25, count: 11))
      },
      {
        try $0.fit(
          data.weighted(by: [Float](repeating: 4, count: 11)), batchSize: 4, epochs: 2,
          verbose: .silent, sampleWeight: [Float](repeating: 0.5, count: 11))
      },
    ]
    for fit in fits {
      let model = try Samples.model(optimizer: SGD(learningRate: 0.1), threads: threads)
      let history = try fit(model)
      #expect(model.fingerprint == doubled.fingerprint)
      #expect(history[.loss] == wanted[.loss].map { 2 * $0 })
      #expect(history[.accuracy] == wanted[.accuracy])
    }
  }

  /// A class of weight 0 might as well have other labels' samples in its place.
  @Test func weightlessClassTeachesNothing() throws {
    let data = try Samples.dataset(count: 11)
    let without = (0..<11).map { data.label(at: $0) == 2 ? data.labels.firstIndex(of: 2) ?? 0 : $0 }
    let models = [try Samples.model(), try Samples.model()]
    try models[0].fit(
      data, batchSize: 4, verbose: .silent, shuffle: false, classWeight: [2: 0])
    try models[1].fit(
      data.selecting(without), batchSize: 4, verbose: .silent, shuffle: false, classWeight: [2: 0])
    #expect(without != Array(0..<11))
    #expect(models[0].fingerprint == models[1].fingerprint)
    #expect(models[0].fingerprint != (try Samples.model()).fingerprint)
  }

  /// Weights go with their samples: into the split, and into another order.
  @Test func weightsFollowTheirSamples() throws {
    let data = try Samples.dataset(count: 10)
    let weights = (0..<10).map { Float($0) / 4 }
    let weighted = data.weighted(by: weights)
    let split = weighted.selecting([7, 2, 9]).split(validation: 0.4)
    #expect(split.training.weight(at: 0) == weights[7])
    #expect((0..<2).map(split.validation.weight) == [weights[2], weights[9]])
    let model = try Samples.model(optimizer: SGD(learningRate: 0))
    let history = try model.fit(
      data, verbose: .silent, validationSplit: 0.3, classWeight: [0: 100, 1: 100, 2: 100],
      sampleWeight: weights)
    // Keras takes sample weights along for the validation, class weights not.
    let wanted = try model.evaluate(weighted[7..<10]).loss
    #expect(history[.validationLoss] == [wanted])
  }

  /// A sample that a view holds twice has two weights.
  @Test func repeatedSamples() throws {
    for data in [try Samples.dataset(count: 4), try Self.bytes()] {
      let view = data.selecting([2, 0, 2, 3]).weighted(by: [1, 2, 3, 4])
      #expect((0..<4).map(view.weight) == [1, 2, 3, 4])
      #expect(view.labels == [2, 0, 2, 3].map { data.labels[$0] })
      var (values, wanted): ([[Float]], [[Float]]) = ([], [])
      view.forEachSample { values.append(Array($0)) }
      data.selecting([2, 0, 2, 3]).forEachSample { wanted.append(Array($0)) }
      #expect(values == wanted)
      #expect((0..<4).map(view.weighted(by: [2, 2, 2, 2]).weight) == [2, 4, 6, 8])
    }
  }

  @Test(arguments: [0, 10, 12])
  func wrongCount(count: Int) throws {
    let data = try Samples.dataset(count: 11)
    let model = try Samples.model()
    let before = model.fingerprint
    let error = ModelError.invalidArgument(
      "Expected a weight for each of 11 samples; received \(count).")
    #expect(throws: error) {
      try model.fit(
        data, verbose: .silent, validationSplit: 0.1,
        sampleWeight: [Float](repeating: 1, count: count))
    }
    #expect(model.fingerprint == before)
  }

  private static func bytes() throws -> Dataset {
    try Dataset(
      bytes: (0..<8).map { UInt8($0 * 9) }, shape: [2], labels: [0, 1, 2, 1], classes: 3)
  }
}
