import Foundation
import Testing

/// Sweeps of a moment, for tests to run.
enum Sweeps {
  /// Two activation functions by two seeds, each after a search: 18 trainings.
  static var quick: [String] {
    get throws {
      [
        "experiment", "--dataset", try Drawings.directory.get(), "--activations", "relu,tanh",
        "--seeds", "2", "--epochs", "2", "--batch-sizes", "24",
      ]
    }
  }

  /// One setting by two seeds, after a search: nine trainings.
  static var single: [String] {
    get throws {
      [
        "experiment", "--dataset", try Drawings.directory.get(), "--seeds", "2", "--epochs", "2",
        "--batch-sizes", "24",
      ]
    }
  }

  /// Four settings of which one comes to the end, with checkpoints on its way.
  static var halving: [String] {
    get throws {
      [
        "experiment", "--dataset", try Drawings.directory.get(), "--optimizers", "sgd,adam",
        "--learning-rates", "0.01,0.001", "--strategy", "halving", "--eta", "2", "--seeds", "1",
        "--epochs", "4", "--batch-sizes", "24",
      ]
    }
  }

  /// Three trainings that would take an hour.
  static var endless: [String] {
    get throws {
      [
        "experiment", "--dataset", try Drawings.directory.get(), "--learning-rates", "0.0001",
        "--epochs", "10000", "--batch-sizes", "1",
      ]
    }
  }

  /// All that a sweep came to, but not when it was or how long it took.
  static func content(of store: String, in place: Workplace) throws -> String {
    let outcome = try Program.run(
      ["experiment", "export", "--format", "json", "--store", store], in: place)
    try #require(outcome.ending == .exit(0), "\(outcome.error)")
    return outcome.output.split(separator: "\n").filter {
      !$0.contains("\"seconds\"") && !$0.contains("\"begun_at\"")
    }.joined(separator: "\n")
  }
}
