/// A training that can go on: a model with what its optimizer remembers, what its epochs reported,
/// and the state of its callbacks.
///
///     try Checkpoint(model, history: history).save(to: "last.safetensors")
///     …
///     let checkpoint = try Checkpoint(contentsOf: "last.safetensors")
///     try checkpoint.model.fit(
///       training, epochs: 5, initialEpoch: checkpoint.nextEpoch, history: checkpoint.history)
///
/// The second program's weights are those of a training that was never interrupted, bit for bit,
/// since everything random depends on the number of epochs trained alone. ``BackupAndRestore`` does
/// this by itself, callbacks included. Not so where `fit` changes the weights at its very end, to an
/// average or to the best ones: there it has to be made between epochs. A checkpoint is also a model
/// file.
public struct Checkpoint {
  /// The model as it was after an epoch.
  public let model: Sequential
  /// What came of the epochs so far.
  public let history: History
  /// The state of each callback, in the order in which `fit` was given them.
  public let callbacks: [CallbackState]

  /// A checkpoint of a compiled model.
  public init(_ model: Sequential, history: History, callbacks: [CallbackState] = []) {
    self.model = model
    self.history = history
    self.callbacks = callbacks
  }

  /// The epoch to go on with, from 0.
  public var nextEpoch: Int { (history.epochs.last?.epoch ?? -1) + 1 }

  /// Numbers of steps and epochs that leave room to count on.
  private static let plausible = 0..<1 << 32
  private static let slot = "optimizer/slot_"
  private static func weights(_ callback: Int) -> String { "callback/\(callback)/weights" }

  /// Writes the checkpoint, whole or not at all, with a checksum.
  ///
  /// - Throws: ``FileError/unwritable(path:reason:)``.
  public func save(to path: String) throws {
    var file = try model.contents()
    file.metadata["history"] = try ModelDescription.json(history)
    file.metadata["callbacks"] = try ModelDescription.json(callbacks.map(\.numbers))
    for (number, callback) in callbacks.enumerated() {
      guard let weights = callback.weights else { continue }
      file.tensors[Self.weights(number)] = .init(shape: [weights.count], values: weights)
    }
    if let state = model.compilation?.state {
      file.metadata["iteration"] = "\(state.iteration)"
      for (number, slot) in state.values.enumerated() {
        file.tensors["\(Self.slot)\(number)"] = .init(shape: [slot.count], values: Array(slot))
      }
    }
    file.metadata["checksum"] = file.checksum
    try AtomicFile.write(try file.encoded(), to: path)
  }

  /// Reads a checkpoint.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - threads: How many workers share a batch; as many as before if nil. With another number the
  ///     run goes on, but not bit for bit as it would have.
  ///   - customObjects: Types of your own that the file may name.
  /// - Throws: ``FileError`` if the file cannot be read, is damaged or is not a checkpoint.
  public init(
    contentsOf path: String, threads: Int? = nil, customObjects: CustomObjects = []
  ) throws(FileError) {
    let file = try Safetensors(contentsOf: path)
    do throws(Safetensors.Defect) {
      if let checksum = file.metadata["checksum"], checksum != file.checksum {
        throw .init(what: "it is damaged: its checksum is not that of its content")
      }
      model = try Sequential(file, threads: threads, customObjects: customObjects)
      guard let history: History = try ModelDescription.value("history", in: file.metadata),
        let iteration = file.metadata["iteration"].flatMap(Int.init),
        Self.plausible.contains(iteration),
        history.epochs.allSatisfy({ Self.plausible.contains($0.epoch) }),
        let state = model.compilation?.state
      else {
        throw .init(what: "it is a model, but not a training that could go on")
      }
      self.history = history
      let numbers: [[String: Double]]? = try ModelDescription.value("callbacks", in: file.metadata)
      callbacks = (numbers ?? []).enumerated().map { number, numbers in
        CallbackState(numbers: numbers, weights: file.tensors[Self.weights(number)]?.values)
      }
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

extension Safetensors {
  /// A digest of everything but the digest itself: FNV-1a over names, strings and bit patterns.
  fileprivate var checksum: String {
    var digest = Digest()
    for (name, text) in metadata.sorted(by: { $0.key < $1.key }) where name != "checksum" {
      digest.add(name)
      digest.add(text)
    }
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      digest.add(name)
      for value in tensor.values { digest.add(value) }
    }
    return digest.text
  }
}
