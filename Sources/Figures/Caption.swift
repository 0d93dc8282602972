/// What is said of a digit: a word, and how probable it is.
public struct Caption: Hashable, Sendable {
  /// How far a reader may rely on it.
  public enum Emphasis: String, Hashable, Sendable {
    /// It may be relied on.
    case sure
    /// Better look twice.
    case unsure
    /// Not a digit at all.
    case leftOut
  }

  /// What it is, in a word.
  public var text: String
  /// How probable that is, 0 to 1; nil where nothing is said of it.
  public var share: Double?
  /// How far a reader may rely on it.
  public var emphasis: Emphasis

  /// A caption.
  public init(_ text: String, share: Double? = nil, emphasis: Emphasis = .sure) {
    self.text = text
    self.share = share
    self.emphasis = emphasis
  }

  /// The share in whole per cent.
  var detail: String? { share.map { percentage($0, decimals: 0) } }
}

extension Caption.Emphasis {
  var role: Role {
    switch self {
    case .sure: .right
    case .unsure: .wrong
    case .leftOut: .muted
    }
  }
}
