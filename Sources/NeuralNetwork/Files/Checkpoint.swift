/// A training that can go on: a model with what its optimizer remembers, and what its epochs
/// reported.
///
///     try Checkpoint(model, history: history).save(to: "last.safetensors")
///     …
///     let checkpoint = try Checkpoint(contentsOf: "last.safetensors")
///     try checkpoint.model.fit(
///       training, epochs: 5, initialEpoch: checkpoint.nextEpoch, history: checkpoint.history)
///
/// The second program's weights are those of a training that was never interrupted, bit for bit,
/// since everything random depends on the epoch's number alone. A checkpoint is also a model file.
public struct Checkpoint {
  /// The model as it was after an epoch.
  public let model: Sequential
  /// What came of the epochs so far.
  public let history: History

  /// A checkpoint of a compiled model.
  public init(_ model: Sequential, history: History) {
    self.model = model
    self.history = history
  }

  /// The epoch to go on with, from 0.
  public var nextEpoch: Int { (history.epochs.last?.epoch ?? -1) + 1 }

  /// Numbers of steps and epochs that leave room to count on.
  private static let plausible = 0..<1 << 32
  private static let slot = "optimizer/slot_"

  /// Writes the checkpoint, whole or not at all.
  ///
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public func save(to path: String) throws {
    var file = try model.contents()
    file.metadata["history"] = try ModelDescription.json(history)
    if let state = model.compilation?.state {
      file.metadata["iteration"] = "\(state.iteration)"
      for (number, slot) in state.values.enumerated() {
        file.tensors["\(Self.slot)\(number)"] = .init(shape: [slot.count], values: Array(slot))
      }
    }
    try AtomicFile.write(try file.encoded(), to: path)
  }

  /// Reads a checkpoint.
  ///
  /// - Parameter threads: How many workers share a batch; as many as before if nil. With another
  ///   number the run goes on, but not bit for bit as it would have.
  /// - Throws: ``FileError`` if the file cannot be read or is not a checkpoint.
  public init(
    contentsOf path: String, threads: Int? = nil
  ) throws(FileError) {
    let file = try Safetensors(contentsOf: path)
    do throws(Safetensors.Defect) {
      model = try Sequential(file, threads: threads)
      guard let history: History = try ModelDescription.value("history", in: file.metadata),
        let iteration = file.metadata["iteration"].flatMap(Int.init),
        Self.plausible.contains(iteration),
        history.epochs.allSatisfy({ Self.plausible.contains($0.epoch) }),
        let state = model.compilation?.state
      else {
        throw .init(what: "it is a model, but not a training that could go on")
      }
      self.history = history
      state.iteration = iteration
      for (number, slot) in state.values.enumerated() {
        let name = "\(Self.slot)\(number)"
        guard let tensor = file.tensors[name], tensor.values.count == slot.count else {
          throw .init(what: "it lacks the array “\(name)” or has it in another size")
        }
        _ = slot.update(fromContentsOf: tensor.values)
      }
    } catch {
      throw .malformed(path: path, what: error.what)
    }
  }
}
