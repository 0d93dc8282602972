/// One training of a sweep, and what came of it.
public struct TrialRecord: Codable, Hashable, Sendable, Identifiable {
  /// Its place in the sweep's plan.
  public var id: Int
  /// What it is for.
  public var phase: Phase
  /// What is compared; its learning rate is known here.
  public var setting: Setting
  /// Where everything random comes from.
  public var seed: UInt64
  /// Times through the training data.
  public var epochs: Int
  /// How far it is.
  public var state: State
  /// What each epoch brought, in order.
  public var history: [Epoch]
  /// Why it failed, in a sentence.
  public var failure: String?
  /// SHA-256 of the weights at its end, in hexadecimal.
  public var weights: String?

  /// What a training is for.
  public enum Phase: String, Codable, Sendable {
    /// One of those that find a setting's learning rate.
    case search
    /// One of those that are compared.
    case comparison
  }

  /// How far a training is.
  public enum State: String, Codable, Sendable {
    /// It has not begun, or was interrupted.
    case waiting
    /// It is at work.
    case running
    /// All its epochs are done.
    case finished
    /// Its loss became no number: a result like any other.
    case diverged
    /// It could not go on for another reason.
    case failed
    /// Successive halving left it behind.
    case dropped
  }

  /// What an epoch brought.
  public struct Epoch: Codable, Hashable, Sendable {
    /// Means over the training pictures, while the network was learning from them.
    public var loss, accuracy: Double
    /// On digits of writers whom the network never met.
    public var validationLoss, validationAccuracy: Double
    /// Seconds of training, without validation.
    public var seconds: Double
  }

  /// Accuracy on the validation digits after the last epoch; nil if there is none, or it diverged.
  public var accuracy: Double? { state == .finished ? history.last?.validationAccuracy : nil }
}
