/// A claim about a sweep, with the numbers that it stands on.
///
/// Whatever the sentence says can be recomputed from the record.
public struct Finding: Codable, Hashable, Sendable {
  /// What is claimed.
  public enum Kind: String, Codable, Sendable {
    /// Nothing has come to an end yet.
    case nothing
    /// A setting is the best, and some cannot be told from it.
    case setting
    /// A level of a knob is better than the next one by more than seed noise.
    case clearLevel
    /// A level has the best mean, but some others cannot be told from it.
    case sharedLevel
    /// No level can be told from any other.
    case noDifference
    /// A level has the best mean, but with one seed nothing is known of noise.
    case unknownNoise
    /// No two levels were trained with the same of everything else.
    case notComparable
    /// What diverged, failed, or was slow.
    case trouble
  }

  /// What is claimed.
  public var kind: Kind
  /// The claim, in one sentence or two.
  public var sentence: String
  /// What it is about; nil for settings and trouble.
  public var knob: Knob?
  /// The best setting or level.
  public var best: String?
  /// Its mean accuracy on validation.
  public var accuracy: Double?
  /// Standard deviation of the best setting over its seeds.
  public var spread: Double?
  /// Settings or levels that cannot be told from the best.
  public var alike: [String] = []
  /// Levels that are worse by more than seed noise.
  public var worse: [String] = []
  /// The best less the next.
  public var next: PairedDifference?
  /// The best less the last.
  public var last: PairedDifference?
  /// Trainings that were compared, and those of them that diverged, and that failed.
  public var trials, diverged, failed: Int?
  /// Where something diverged, most often first.
  public var divergedAt: [String] = []
  /// The slowest level over the fastest, in seconds for an epoch.
  public var slowness: Double?
  /// Names of the slowest level and of the fastest.
  public var slowest, fastest: String?

  init(_ kind: Kind, _ sentence: String = "") {
    self.kind = kind
    self.sentence = sentence
  }
}
