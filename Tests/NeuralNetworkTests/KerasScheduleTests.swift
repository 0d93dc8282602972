import Foundation
import Testing

@testable import NeuralNetwork

/// Learning rates over the steps: Keras' schedules against Keras, the others against their
/// formulas.
@Suite struct KerasScheduleTests {
  struct Case: Decodable {
    let schedule: LearningRate
    let values: [Double]

    enum CodingKeys: CodingKey { case values }

    init(from decoder: any Decoder) throws {
      schedule = try KerasSpecification(from: decoder).schedule()
      values = try decoder.container(keyedBy: CodingKeys.self).decode(
        [Double].self, forKey: .values)
    }
  }

  static func cases() throws -> [Case] {
    struct File: Decodable { let cases: [Case] }
    return try JSONDecoder().decode(File.self, from: Data(Golden.text("schedules.json").utf8)).cases
  }

  /// The formula is in Double; the arguments, and what comes out, are rounded to Float.
  @Test func agreesWithKeras() throws {
    let cases = try Self.cases()
    #expect(cases.count == 18)
    for golden in cases {
      #expect(golden.values.count == 31)
      expectRates(golden.schedule, golden.values)
    }
  }

  /// PyTorch's `OneCycleLR(max_lr, total_steps)`: the rise ends at step 0.3 · total − 1, on a step
  /// or between two.
  ///
  /// Numbers by its formula in Python. PyTorch refuses to go on beyond the last step; here the rate
  /// stays.
  @Test func oneCycle() {
    expectRates(
      .oneCycle(peak: 0.25, steps: 20),
      [
        0.01, 0.0329179607, 0.0929179607, 0.167082039, 0.227082039, 0.25, 0.246866002, 0.237621158,
        0.222729044, 0.202936413, 0.17923575, 0.152815505, 0.1250005, 0.0971854945, 0.0707652496,
        0.0470645865, 0.0272719556, 0.012379842, 0.00313499844, 1e-6, 1e-6,
      ])
    expectRates(
      .oneCycle(peak: 0.5, steps: 11),
      [
        0.02, 0.211170557, 0.480130712, 0.489873284, 0.442237862, 0.363043525, 0.265291354,
        0.165029014, 0.0787162564, 0.0205227716, 2e-6, 2e-6,
      ])
    // The end is so small beside the peak that only a comparison of its own sees it.
    #expect(LearningRate.oneCycle(peak: 0.25, steps: 20).value(at: 19) == 1e-6)
  }

  @Test func step() {
    expectRates(
      .step(from: 0.8, every: 3, factor: 0.25),
      [0.8, 0.8, 0.8, 0.2, 0.2, 0.2, 0.05, 0.05, 0.05, 0.0125])
  }

  @Test func constant() {
    #expect([0, 7, 1 << 40].map(LearningRate.constant(0.3).value) == [0.3, 0.3, 0.3])
    #expect([0.25, 2] as [LearningRate] == [.constant(0.25), .constant(2)])
  }

  /// As a file's metadata hold it.
  @Test func storage() throws {
    let others: [LearningRate] = [
      0.1, .step(from: 0.8, every: 3, factor: 0.25), .oneCycle(peak: 0.25, steps: 20),
    ]
    for schedule in try Self.cases().map(\.schedule) + others {
      let json = try ModelDescription.json(schedule)
      let read: LearningRate? = try ModelDescription.value("rate", in: ["rate": json])
      #expect(read == schedule, "\(json)")
    }
  }

  /// Steps are counted over all epochs, and over calls of `fit`.
  @Test func currentRateDuringFit() throws {
    let schedule = LearningRate.exponentialDecay(from: 0.1, decaySteps: 4, decayRate: 0.5)
    let model = try Samples.model(optimizer: SGD(learningRate: schedule))
    let data = try Samples.dataset(count: 8)
    var rates = [model.learningRate]
    let reader = LambdaCallback(onEpochEnd: { _, session in
      rates.append(session.model.learningRate)
      return .goOn
    })
    try model.fit(data, batchSize: 3, epochs: 2, verbose: .silent, callbacks: [reader])
    try model.fit(data, batchSize: 4, verbose: .silent, callbacks: [reader])
    #expect(rates == [0, 3, 6, 8].map(schedule.value))
    model.learningRate = 0.75
    try model.fit(data, verbose: .silent, callbacks: [reader])
    #expect(rates.last == 0.75)
  }

  /// The step itself has the rate: with one sample and a linear loss, steps are as long as rates.
  @Test func stepsFollowTheSchedule() throws {
    let rates: [Float] = [0.5, 0.25, 0.125]
    let bench = try DescentBench(
      SGD(learningRate: .piecewiseConstant(boundaries: [0, 1], values: rates)), variables: [[1]],
      workers: 1)
    var weights: [Float] = []
    for _ in 0..<4 {
      bench.step([1])
      weights += bench.weights
    }
    #expect(weights == [-0.5, -0.75, -0.875, -1])
  }

  private func expectRates(
    _ schedule: LearningRate, _ wanted: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let rates = wanted.indices.map(schedule.value)
    expect(
      Tensor(shape: [rates.count], values: rates),
      equals: Tensor(shape: [rates.count], values: wanted.map { Float($0) }), within: .layer,
      "\(schedule)", sourceLocation: sourceLocation)
  }
}
