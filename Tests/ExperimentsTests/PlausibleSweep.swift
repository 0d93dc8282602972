import Foundation
import NeuralNetwork
import Runs

@testable import Experiments

/// Records as a sweep could leave them, the same for the same seed.
struct PlausibleSweep {
  /// SplitMix64: equal numbers on every machine.
  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var value = state
      value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
      value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
      return value ^ (value >> 31)
    }

    /// From the normal distribution, by Box and Muller.
    mutating func normal() -> Double {
      let first = Double.random(in: Double.leastNormalMagnitude..<1, using: &self)
      let second = Double.random(in: 0..<1, using: &self)
      return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }
  }

  var optimizers: [RunSettings.OptimizerName] = [.adam]
  var activations: [ActivationFunction] = [.relu]
  var batchSizes: [Int?] = [nil]
  var widths = [1.0]
  var seeds = 3
  var epochs = 3
  /// Validation pictures: accuracies are whole numbers of them.
  var pictures = 6_000.0
  /// Standard deviation over seeds, in shares.
  var noise = 0.0012
  /// Rates for each setting's search; none if empty.
  var rates: [Float] = []
  /// Accuracy after the last epoch without noise; nil diverges.
  var accuracy: @Sendable (Setting) -> Double? = PlausibleSweep.usual
  /// Seconds of an epoch.
  var pace: @Sendable (Setting) -> Double = PlausibleSweep.usualPace

  static let nineOptimizers: [RunSettings.OptimizerName] = [
    .sgd, .momentum, .rmsprop, .adagrad, .adam, .adamw, .nadam, .lion, .muon,
  ]
  static let nineActivations: [ActivationFunction] = [
    .relu, .leakyReLU(), .elu(), .selu, .gelu(), .silu, .mish, .tanh, .sigmoid,
  ]

  /// The brief's sweep: nine by nine, three seeds, rates found by search.
  static let eightyOne = PlausibleSweep(
    optimizers: nineOptimizers, activations: nineActivations,
    rates: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1])

  @Sendable static func usual(_ setting: Setting) -> Double? {
    let optimizers: [RunSettings.OptimizerName: Double] = [
      .sgd: 0.9635, .momentum: 0.9745, .rmsprop: 0.9758, .adagrad: 0.9655, .adam: 0.9768,
      .adamw: 0.9769, .nadam: 0.9771, .lion: 0.9742, .muon: 0.9803,
    ]
    let activations = [
      "relu": 0.0005, "leaky_relu": -0.0012, "elu": -0.0025, "selu": -0.0035, "gelu": 0.0011,
      "silu": 0.0006, "mish": 0.0008, "tanh": -0.003, "sigmoid": -0.009,
    ]
    if setting.optimizer == .lion, setting.activation == .selu { return nil }
    let slow = setting.optimizer == .sgd && setting.activation == .sigmoid ? -0.06 : 0
    return (optimizers[setting.optimizer] ?? 0.97) + (activations[setting.activation.name] ?? 0)
      + slow + 0.004 * log2(setting.width) - 0.002 * log2(Double(setting.batchSize ?? 64) / 64)
  }

  @Sendable static func usualPace(_ setting: Setting) -> Double {
    let optimizers: [RunSettings.OptimizerName: Double] = [.sgd: 0.42, .muon: 1.1, .momentum: 0.45]
    let smooth = ["gelu", "silu", "mish"].contains(setting.activation.name) ? 1.3 : 1
    return (optimizers[setting.optimizer] ?? 0.52) * smooth * setting.width
      * (64 / Double(setting.batchSize ?? 64)).squareRoot()
  }

  /// The record, all trainings finished or diverged.
  func record(seed: UInt64 = 1, name: String = "dense, 3 epochs") -> SweepRecord {
    var random = Random(state: seed)
    var record = SweepRecord(
      name: name, begunAt: Date(timeIntervalSince1970: 1_795_000_000), trials: [], chosen: nil,
      testAccuracy: nil, seconds: 0)
    for setting in settings {
      var found = setting
      if !rates.isEmpty {
        let best = Int.random(in: 1..<rates.count, using: &random)
        for (index, rate) in rates.enumerated() {
          var one = setting
          one.learningRate = rate
          let distance = Double((index - best).magnitude)
          let end = accuracy(setting).map { $0 - 0.01 - 0.012 * distance * distance }
          let trial = trial(
            one, .search, seed: 1, epochs: 1, end: index > best + 2 ? nil : end, &random)
          record.trials.append(trial)
        }
        found.learningRate = rates[best]
      }
      for number in 0..<seeds {
        record.trials.append(
          trial(
            found, .comparison, seed: UInt64(number + 1), epochs: epochs, end: accuracy(setting),
            &random))
      }
    }
    for index in record.trials.indices { record.trials[index].id = index }
    record.seconds =
      record.trials.flatMap(\.history).reduce(0) { $0 + $1.seconds } / 2
    return record
  }

  private var settings: [Setting] {
    optimizers.flatMap { optimizer in
      activations.flatMap { activation in
        batchSizes.flatMap { batchSize in
          widths.map { width in
            var setting = Setting()
            setting.optimizer = optimizer
            setting.activation = activation
            setting.batchSize = batchSize
            setting.width = width
            return setting
          }
        }
      }
    }
  }

  private func trial(
    _ setting: Setting, _ phase: TrialRecord.Phase, seed: UInt64, epochs: Int, end: Double?,
    _ random: inout Random
  ) -> TrialRecord {
    let last = (end ?? 0.9) + noise * random.normal()
    let pace = pace(setting)
    var history = (1...max(1, epochs)).map { epoch -> TrialRecord.Epoch in
      // The error falls to its end like a power of the epochs.
      let error = (1 - last) * pow(Double(epochs) / Double(epoch), 0.55)
      let share = epoch == epochs ? last : 1 - error + noise * random.normal()
      let accuracy = (min(max(share, 0.1), 1) * pictures).rounded() / pictures
      return TrialRecord.Epoch(
        loss: 3.3 * (1 - accuracy), accuracy: accuracy + 0.004,
        validationLoss: 3.4 * (1 - accuracy),
        validationAccuracy: accuracy, seconds: pace * (1 + 0.03 * random.normal()))
    }
    if end == nil {
      history = Array(history.prefix(1))
      history[0].loss = .nan
      history[0].validationLoss = .nan
    }
    return TrialRecord(
      id: 0, phase: phase, setting: setting, seed: seed, epochs: epochs,
      state: end == nil ? .diverged : .finished, history: history,
      failure: end == nil ? "The loss became no number in epoch 1." : nil, weights: nil)
  }
}
