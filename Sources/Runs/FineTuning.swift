internal import NeuralNetwork
internal import Recipes

/// A training that goes on from a network that has learnt, to fit it to somebody's own hand.
///
/// It learns from that person's drawings, each of them several times in an epoch and changed anew each
/// time, among digits of MNIST, so that it does not forget what others write like.
public struct FineTuning: Codable, Sendable {
  /// Name of the network that it began from.
  public let model: String
  /// Times that each drawing is met in an epoch.
  public let copies: Int
  /// MNIST's digits in an epoch.
  public let digits: Int
  /// How many of the drawings that network had right.
  public let accuracyBefore: Double

  /// Digits of MNIST in an epoch.
  private static let mostDigits = 4000
  /// Drawings in an epoch, copies counted, where there are not more than these.
  private static let fairShare = 2000

  /// A training for so many drawings.
  ///
  /// - Parameters:
  ///   - model: Name of the network that it begins from.
  ///   - drawings: Number of drawings.
  ///   - digits: Number of MNIST's training digits that there are.
  ///   - accuracyBefore: How many of the drawings that network has right.
  public init(of model: String, drawings: Int, digits: Int, accuracyBefore: Double) {
    self.model = model
    copies = min(max(1, Self.fairShare / max(1, drawings)), 100)
    self.digits = min(digits, Self.mostDigits)
    self.accuracyBefore = accuracyBefore
  }

  /// Small steps: the network is good already.
  ///
  /// Measured with `best` on forty digits turned by 38° and slanted, in three epochs: of 500 others in
  /// that hand it has 96.6 % right rather than 88.0 %, of MNIST's test digits 99.51 % rather than 99.66 %;
  /// with half the rate 94.6 % and 99.57 %.
  static let learningRate: Float = 2e-4

  /// How it is trained: with what the network's own recipe does to pictures, or a little of it if that
  /// does nothing.
  func recipe(for name: String) -> Recipe {
    let own = Recipe.named(name)
    return Recipe(
      name: name, summary: own?.summary ?? "", batchSize: 64, epochs: 3,
      augmentations: own.map(\.augmentations).flatMap { $0.isEmpty ? nil : $0 }
        ?? Recipe.fast.augmentations,
      optimizer: { _ in Adam(learningRate: .constant(Self.learningRate)) }
    ) { classes, activation in
      own?.layers(classes, activation) ?? []
    }
  }

  /// An epoch's samples, before they are changed: the drawings as often as they are met, since copies
  /// of one sample would all be changed alike, and digits from all over the training set.
  func samples(
    _ drawings: OwnDrawings, among training: Dataset, scaling: Dataset.Scaling
  ) throws(DatasetError) -> Dataset {
    var pictures: [UInt8] = []
    var labels: [Int] = []
    for _ in 0..<copies {
      pictures += drawings.pictures
      labels += drawings.labels
    }
    for number in 0..<min(digits, training.count) {
      let position = number * training.count / digits
      guard let picture = training.bytes(at: position) else { continue }
      pictures += picture
      labels.append(training.label(at: position))
    }
    return try Dataset(
      bytes: pictures, shape: training.shape, labels: labels, classes: 10, scaling: scaling)
  }
}
