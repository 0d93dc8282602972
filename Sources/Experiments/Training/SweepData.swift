public import MNIST
public import NeuralNetwork
internal import Runs

/// The pictures of a sweep.
public struct SweepData: Sendable {
  /// What settings learn from, and what they are compared on.
  public let training, validation: Dataset
  /// Both: what the chosen setting learns from.
  public let all: Dataset
  /// What it is measured on, once.
  public let test: Dataset

  /// MNIST parted by writers, or, where nobody knows them, with its last sixth held out.
  ///
  /// - Parameter data: The data set.
  /// - Throws: `RunError.emptySplit` if it is too small to part.
  public init(_ data: MNIST) throws {
    let choice = data.writerDisjoint == nil ? ValidationChoice.fraction(1.0 / 6) : .writers
    let parts = try choice.split(data)
    training = parts.training
    validation = parts.validation ?? data.test
    all = data.train
    test = data.test
  }

  /// Pictures of one's own.
  ///
  /// - Parameters:
  ///   - training: What settings learn from.
  ///   - validation: What they are compared on.
  ///   - all: What the chosen setting learns from.
  ///   - test: What it is measured on.
  public init(training: Dataset, validation: Dataset, all: Dataset, test: Dataset) {
    self.training = training
    self.validation = validation
    self.all = all
    self.test = test
  }
}
