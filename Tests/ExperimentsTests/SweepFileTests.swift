import NeuralNetwork
import Runs
import Testing

@testable import Experiments

/// Sweep files with Weights & Biases' keys.
struct SweepFileTests {
  @Test func readsEveryKey() throws {
    let sweep = try SweepSpecification(
      yaml: """
        program: train.py
        method: random
        run_cap: 20
        metric: {name: val_accuracy, goal: maximize}
        early_terminate: {type: hyperband, min_iter: 2, eta: 4}
        parameters:
          optimizer: {values: [sgd, AdamW]}
          activation: {value: leaky_relu}
          learning_rate: {min: 0.0001, max: 0.1, distribution: log_uniform_values}
          batch_size: {min: 16, max: 64}
          dropout: {min: 0.0, max: 0.5}
          width: 2
          schedule: {values: [constant, cosine]}
          augmentation: {values: [true, false]}
          epochs: {value: 8}
          seed: {values: [4, 5]}
        """)
    var expected = SweepSpecification()
    expected.selection = .random(count: 20, seed: 0)
    expected.halving = .init(eta: 4, firstEpochs: 2)
    expected.optimizers = [.sgd, .adamw]
    expected.activations = [.leakyReLU()]
    expected.learningRates = .range(from: 0.0001, to: 0.1, scale: .logarithmic)
    expected.batchSizes = .range(from: 16, to: 64, scale: .whole)
    expected.dropouts = .range(from: 0, to: 0.5, scale: .linear)
    expected.widths = .list([2])
    expected.schedules = [.constant, .cosine]
    expected.augmentation = [true, false]
    expected.epochs = 8
    expected.seeds = [4, 5]
    #expect(sweep == expected)
  }

  @Test(arguments: [
    ("method: bayes\nparameters: {optimizer: {value: adam}}", "grid, random"),
    ("metod: grid", "“metod”"),
    ("parameters: {optimiser: {value: adam}}", "“optimiser”"),
    ("parameters: {optimizer: {value: adma}}", "“adma”"),
    ("parameters: {optimizer: {values: []}}", "empty"),
    ("parameters: {}", "empty"),
    ("method: grid", "empty"),
    ("parameters: {lr: {min: 0.1, max: 0.2}}", "random search"),
    ("method: random\nparameters: {lr: {min: 0.1, max: 0.2}}", "run_cap"),
    ("method: random\nrun_cap: 2\nparameters: {lr: {min: 0.1}}", "both min and max"),
    ("method: random\nrun_cap: 2\nparameters: {lr: {min: 0.1, max: 1, distribution: q}}", "“q”"),
    ("parameters: {lr: {value: fast}}", "“fast”"),
    ("parameters: {lr: {vlaue: 0.1}}", "“vlaue”"),
    ("parameters: {epochs: {values: [1, 2]}}", "one number"),
    ("parameters: {seed: {value: -1}}", "-1"),
    ("metric: {name: loss}\nparameters: {epochs: 1}", "“loss”"),
    ("run_cap: 1\nparameters: {optimizer: {values: [adam, sgd]}}", "at least the 2"),
    ("early_terminate: {type: hyperband, max_iter: 27, s: -60}\nparameters: {epochs: 27}", "-60"),
    (
      "early_terminate: {type: hyperband, max_iter: 9223372036854775807, s: 0}\n"
        + "parameters: {epochs: 27}", "1000000"
    ),
    ("parameters: [", "line"),
    ("- a", "keys with values"),
    ("", "keys with values"),
  ])
  func oneSentenceForWhatIsWrong(yaml: String, words: String) {
    #expect {
      try SweepSpecification(yaml: yaml)
    } throws: { error in
      let text = "\(error)"
      return error is SpecificationError && text.contains(words) && text.hasSuffix(".")
    }
  }
}
