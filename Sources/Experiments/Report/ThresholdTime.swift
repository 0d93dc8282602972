/// How long a setting trains until it reaches an accuracy on validation.
///
/// Times end with epochs, for validation is looked at only then.
public struct ThresholdTime: Codable, Hashable, Sendable {
  /// The accuracies that are asked for.
  public static let shares = [0.97, 0.98]

  /// The accuracy.
  public var share: Double
  /// Trainings that have come to an end, and those of them that reached it.
  public var trials, reached: Int
  /// Seconds of training, of the middle one; nil if that one did not reach it.
  public var median: Double?
  /// Of those that reached it, from the fastest to the slowest.
  public var range: ClosedRange<Double>?

  /// The time of a setting.
  init(_ share: Double, of result: SettingResult) {
    self.share = share
    // What was left behind halfway might have come there.
    let ended = result.trials.filter {
      !$0.isOpen && ($0.state != .dropped || $0.seconds(to: share) != nil)
    }
    let times = ended.compactMap { $0.seconds(to: share) }.sorted()
    trials = ended.count
    reached = times.count
    // Those that never reached it took longer than all others.
    let middle = (ended.count - 1) / 2
    median = times.indices.contains(middle) && !ended.isEmpty ? times[middle] : nil
    if let first = times.first, let last = times.last { range = first...last }
  }
}
