public import Foundation

/// A sweep as its store holds it: what a report is made of.
public struct SweepRecord: Codable, Hashable, Sendable {
  /// Its name in the store.
  public var name: String
  /// When it was begun.
  public var begunAt: Date
  /// Every training, in the order of the plan.
  public var trials: [TrialRecord]
  /// The setting with the best mean accuracy on validation, once all are done.
  public var chosen: Setting?
  /// Its accuracy on the test set, which is looked at once, and for nothing else.
  public var testAccuracy: Double?
  /// Seconds from its beginning to its end, pauses left out.
  public var seconds: Double
}
