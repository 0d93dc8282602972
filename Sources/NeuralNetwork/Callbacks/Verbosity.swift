/// How `fit` shows its progress.
///
/// Keras' numbers may be written, too: `verbose: 0`.
public enum Verbosity: Sendable, ExpressibleByIntegerLiteral {
  /// A bar on a terminal, a line an epoch elsewhere.
  case automatic
  /// Keras' bar, redrawn in place: `verbose=1`.
  case progressBar
  /// One plain line an epoch: `verbose=2`.
  case linePerEpoch
  /// Nothing: `verbose=0`.
  case silent

  /// As Keras counts them; what it does not know is ``automatic``.
  public init(integerLiteral verbose: Int) {
    let known: [Int: Verbosity] = [0: .silent, 1: .progressBar, 2: .linePerEpoch]
    self = known[verbose] ?? .automatic
  }
}
