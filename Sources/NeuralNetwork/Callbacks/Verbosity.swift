/// How `fit` shows its progress.
public enum Verbosity: Sendable {
  /// A bar on a terminal, a line an epoch elsewhere.
  case automatic
  /// Keras' bar, redrawn in place: `verbose=1`.
  case progressBar
  /// One plain line an epoch: `verbose=2`.
  case linePerEpoch
  /// Nothing: `verbose=0`.
  case silent
}
