internal import Foundation

/// Writes the history as a table, epoch by epoch: Keras' callback of this name, byte for byte.
///
/// Columns are `epoch`, counted from 0, and the reported numbers by name; where nothing is validated
/// there are columns `val_…` all the same, full of `NA`. Lines end in CR and LF, as Python's `csv`
/// ends them. The file is there whole after every epoch, and holds the epochs before an
/// interruption, too.
public final class CSVLogger: Callback {
  private let filename: String
  private let separator: String
  private let append: Bool
  private var before = ""
  /// Epochs of earlier calls of `fit`, which are in what the file holds already.
  private var earlier = 0

  /// - Parameters:
  ///   - filename: Path of the file.
  ///   - separator: Between two columns.
  ///   - append: What the file holds already stays, and is not headed again.
  public init(filename: String, separator: String = ",", append: Bool = false) {
    self.filename = filename
    self.separator = separator
    self.append = append
  }

  /// Keeps what the file holds, if it is to be continued.
  public func onTrainBegin(_ session: TrainingSession) {
    earlier = session.history.epochs.count
    before = ""
    guard append, let data = FileManager.default.contents(atPath: filename) else { return }
    before = String(decoding: data, as: UTF8.self)
  }

  /// Writes all epochs so far.
  public func onEpochEnd(_ epoch: EpochSummary, _ session: TrainingSession) throws -> Verdict {
    try write(session.history)
    return .goOn
  }

  /// Writes the epochs of an earlier run, if this one had none left to do.
  public func onTrainEnd(_ session: TrainingSession) throws { try write(session.history) }

  /// How much the file held before this training, of which an interrupted run has added some.
  public var state: CallbackState {
    get { CallbackState(numbers: ["before": Double(before.utf8.count)]) }
    set {
      guard let count = newValue.integer("before"), count >= 0 else { return }
      before = String(decoding: before.utf8.prefix(count), as: UTF8.self)
    }
  }

  private func write(_ history: History) throws {
    // Columns are known once there is an epoch.
    var lines = history.epochs.isEmpty ? [] : Self.lines(history, separator)
    if !before.isEmpty { lines.removeFirst(min(1 + earlier, lines.count)) }
    try AtomicFile.write(Data((before + lines.joined()).utf8), to: filename)
  }

  /// The header and a line an epoch; numbers that the first epoch did not report have no column.
  static func lines(_ history: History, _ separator: String) -> [String] {
    var columns = history.quantities.sorted { $0.rawValue < $1.rawValue }
    if !columns.contains(where: \.isValidation) { columns += columns.map(\.onValidation) }
    let rows = history.epochs.map { epoch in
      ["\(epoch.epoch)"] + columns.map { epoch[$0].map(text) ?? "NA" }
    }
    return ([["epoch"] + columns.map(\.rawValue)] + rows).map {
      $0.joined(separator: separator) + "\r\n"
    }
  }

  /// The shortest digits that tell the number, as Python writes them.
  private static func text(_ value: Double) -> String { value.isNaN ? "nan" : "\(value)" }
}
