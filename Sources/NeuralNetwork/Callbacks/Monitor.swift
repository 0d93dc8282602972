internal import Foundation

/// What a callback watches, and which of two values is the better one.
struct Monitor {
  let quantity: Quantity
  let mode: MonitorMode
  let minDelta: Double
  private var isBetterHigher = false

  init(_ quantity: Quantity, _ mode: MonitorMode, minDelta: Double = 0) {
    self.quantity = quantity
    self.mode = mode
    self.minDelta = abs(minDelta)
  }

  /// Finds out the direction, and makes sure that the quantity will be reported.
  mutating func begin(_ session: TrainingSession, for watcher: String) throws(ModelError) {
    try session.require(quantity, for: watcher)
    isBetterHigher =
      switch mode {
      case .auto: session.isBetterHigher(quantity)
      case .min: false
      case .max: true
      }
  }

  /// Better by more than `minDelta`; anything is better than nothing.
  ///
  /// What is equal as Float is no better, as in Keras.
  func isImprovement(_ value: Double, over best: Double?) -> Bool {
    guard let best else { return true }
    return isBetterHigher
      ? Float(value - minDelta) > Float(best) : Float(value + minDelta) < Float(best)
  }
}

/// Which values of a quantity are better.
public enum MonitorMode: Sendable {
  /// As the metric says; of losses the smaller ones.
  case auto
  /// Smaller ones.
  case min
  /// Larger ones.
  case max
}

/// Who hears what callbacks tell, instead of whoever reads the standard output.
enum Voice {
  @TaskLocal static var listener: (@Sendable (String) -> Void)?
}

/// Prints a line at once, where `verbose` asks a callback to tell what it does.
func say(_ text: String, if verbose: Bool) {
  guard verbose else { return }
  if let listener = Voice.listener { return listener(text) }
  print(text)
  fflush(nil)
}
