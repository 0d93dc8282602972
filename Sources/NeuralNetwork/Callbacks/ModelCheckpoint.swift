internal import Foundation

/// Saves the model after every epoch, or after every one that was the best so far: Keras' callback
/// of this name.
///
///     ModelCheckpoint(filepath: "best.safetensors", monitor: .validationAccuracy, saveBestOnly: true)
///     ModelCheckpoint(filepath: "models/{epoch:02d}-{val_loss:.2f}.safetensors")
///
/// A file is written whole or not at all. Unlike in Keras it always holds the network too, and a
/// quantity that is not reported is an error, not a warning.
public final class ModelCheckpoint: Callback {
  private let filepath: String
  private var monitor: Monitor
  private let saveBestOnly, verbose: Bool
  private let initialValueThreshold: Double?
  private var best: Double?

  /// - Parameters:
  ///   - filepath: Where to save, with `{epoch}`, counted from 1, and `{name}` for reported
  ///     numbers, formatted as in Python by what follows a colon: `{epoch:02d}`, `{val_loss:.2f}`.
  ///   - monitor: What the best epoch is best at.
  ///   - verbose: Tells of every saving.
  ///   - saveBestOnly: Only epochs better than all before are saved.
  ///   - mode: Which values are better.
  ///   - initialValueThreshold: What the first one has to be better than.
  public init(
    filepath: String, monitor: Quantity = .validationLoss, verbose: Bool = false,
    saveBestOnly: Bool = false, mode: MonitorMode = .auto,
    initialValueThreshold: Double? = nil
  ) {
    self.filepath = filepath
    self.monitor = Monitor(monitor, mode)
    self.verbose = verbose
    self.saveBestOnly = saveBestOnly
    self.initialValueThreshold = initialValueThreshold
    best = initialValueThreshold
  }

  /// Looks whether there is what it watches; the best so far holds from one training to the next.
  public func onTrainBegin(_ session: TrainingSession) throws {
    if saveBestOnly { try monitor.begin(session, for: "ModelCheckpoint") }
  }

  /// Saves, if there is reason to.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
    let path = try Self.path(filepath, epoch)
    let number = epoch.epoch + 1
    if saveBestOnly {
      guard let current = epoch[monitor.quantity] else { return .goOn }
      guard monitor.isImprovement(current, over: best) else {
        say(
          "\nEpoch \(number): \(monitor.quantity) did not improve from \(Self.text(best))",
          if: verbose)
        return .goOn
      }
      say(
        "\nEpoch \(number): \(monitor.quantity) improved from \(Self.text(best)) to "
          + "\(Self.text(current)), saving model to \(path)", if: verbose)
      best = current
    } else {
      say("\nEpoch \(number): saving model to \(path)", if: verbose)
    }
    let directory = (path as NSString).deletingLastPathComponent
    if !directory.isEmpty {
      try AtomicFile.makeDirectory(directory)
    }
    try session.model.save(to: path)
    say("\nEpoch \(number): finished saving model to \(path)", if: verbose)
    return .goOn
  }

  /// The best value so far.
  public var state: CallbackState {
    get { CallbackState(numbers: best.map { ["best": $0] } ?? [:]) }
    set { best = newValue.numbers["best"] ?? initialValueThreshold }
  }

  private static func text(_ value: Double?) -> String {
    value.map { String(format: "%.5f", $0) } ?? "None"
  }

  /// The path with its placeholders filled in.
  static func path(_ template: String, _ epoch: EpochSummary) throws(ModelError) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let field = rest[rest.index(after: open)..<close].split(separator: ":", maxSplits: 1)
      let (name, format) = (field.first.map(String.init) ?? "", field.dropFirst().first ?? "")
      if name == "epoch", format.isEmpty || format.wholeMatch(of: /0?\d\d?d/) != nil {
        result += String(format: "%\(format.isEmpty ? "d" : format)", epoch.epoch + 1)
      } else if let value = epoch[Quantity(rawValue: name)],
        format.isEmpty || format.wholeMatch(of: /\.\d\d?[fe]/) != nil
      {
        result += format.isEmpty ? "\(value)" : String(format: "%\(format)", value)
      } else {
        throw .invalidArgument(
          "Cannot fill in “{\(field.joined(separator: ":"))}” of the path \(template): there are "
            + (["epoch"] + epoch.values.map(\.quantity.rawValue)).joined(separator: ", ")
            + ", with formats such as 02d and .2f.")
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
