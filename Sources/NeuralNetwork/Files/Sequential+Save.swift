public import Foundation
internal import Kernels

extension Sequential {
  /// Writes network, weights and settings into one `.safetensors` file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - precision: How exactly weights are kept; in half precision the network that is read again
  ///     differs a little from this one.
  /// - Throws: ``FileError/unwritable(path:reason:)``; ``ModelError`` if weights are beyond what half
  ///   precision holds, or the file could not be read again.
  public func save(to path: String, precision: Safetensors.Precision = .single) throws {
    try AtomicFile.write(try data(precision: precision), to: path)
  }

  /// The bytes of the file that ``save(to:precision:)`` writes, from which ``init(data:named:threads:customObjects:)``
  /// makes the same network again.
  ///
  /// - Parameter precision: How exactly weights are kept.
  public func data(precision: Safetensors.Precision = .single) throws -> Data {
    try contents().encoded(precision)
  }

  /// A network from a file that ``save(to:precision:)`` wrote.
  ///
  /// It predicts the same, bit for bit, if weights were kept in single precision.
  ///
  /// It is compiled if it was when it was saved, with a fresh optimizer: Keras' files also hold what
  /// the optimizer remembers, here a ``Checkpoint`` does.
  /// - Parameters:
  ///   - path: The file.
  ///   - threads: How many workers share a batch, up to 256; one for every core if nil.
  ///   - customObjects: Layers, losses, metrics and optimizers of your own that the file may name,
  ///     as Keras' `custom_objects`.
  /// - Throws: ``FileError`` if the file cannot be read or is not what it should be.
  public convenience init(
    contentsOf path: String, threads: Int? = nil, customObjects: CustomObjects = []
  ) throws(FileError) {
    try self.init(
      data: AtomicFile.read(path, limit: Safetensors.largestFile), named: path, threads: threads,
      customObjects: customObjects)
  }

  /// A network from the bytes of such a file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: What to call them in an error.
  ///   - threads: How many workers share a batch, up to 256; one for every core if nil.
  ///   - customObjects: Types of your own that they may name.
  /// - Throws: ``FileError/malformed(path:what:)`` if they are not what they should be.
  public convenience init(
    data: Data, named name: String, threads: Int? = nil, customObjects: CustomObjects = []
  ) throws(FileError) {
    do throws(Safetensors.Defect) {
      try self.init(
        Safetensors(data), threads: threads ?? WorkerTeam.availableCores,
        customObjects: customObjects)
    } catch {
      throw .malformed(path: name, what: error.what)
    }
  }

  private static var epochs: String { "epochs_trained" }

  private static var mostMetrics: Int { 100 }

  func contents() throws -> Safetensors {
    if let count = compilation?.metrics.count, count > Self.mostMetrics {
      throw ModelError.invalidArgument(
        "Expected up to \(Self.mostMetrics) metrics in a file; the model has \(count).")
    }
    let description = ModelDescription(
      architecture: .init(input: inputShape, layers: layers.map(StoredLayer.init)), seed: seed,
      scaling: scaling,
      training: compilation.map {
        .init(
          optimizer: StoredOptimizer($0.optimizer), loss: $0.loss, metrics: $0.metrics,
          threads: $0.threads)
      }, notes: notes)
    var file = Safetensors(metadata: try description.metadata)
    file.metadata[Self.epochs] = "\(epochsTrained)"
    for variable in variables {
      file.tensors[variable.name] = .init(shape: variable.shape, values: variable.values)
    }
    return file
  }

  convenience init(
    _ file: Safetensors, threads: Int?, customObjects: CustomObjects
  ) throws(Safetensors.Defect) {
    let description = try ModelDescription(file.metadata, customObjects: customObjects)
    let stack: LayerStack
    do throws(ModelError) {
      stack = try LayerStack(
        description.architecture.layers.map(\.layer), input: description.architecture.input)
    } catch {
      throw .init(what: "its layers do not fit together: \(error)")
    }
    // Before any memory is taken for them: the file really holds what its layers ask for.
    for variable in stack.variables {
      guard let tensor = file.tensors[variable.name] else {
        throw .init(what: "it lacks the array “\(variable.name)”")
      }
      guard tensor.shape == variable.shape else {
        throw .init(
          what: "array “\(variable.name)” has shape \(tensor.shape) where its layer needs "
            + "\(variable.shape)")
      }
    }
    self.init(stack, seed: description.seed)
    for (index, variable) in stack.variables.enumerated() {
      guard let tensor = file.tensors[variable.name] else { continue }
      _ = parameters.values(index).update(fromContentsOf: tensor.values)
    }
    epochsTrained =
      file.metadata[Self.epochs].flatMap(Int.init).map { max(0, min($0, 1 << 32)) } ?? 0
    scaling = description.scaling
    notes = description.notes
    if let training = description.training {
      guard (1...Compilation.mostThreads).contains(training.threads) else {
        throw .init(what: "it asks for \(training.threads) threads")
      }
      guard training.metrics.count <= Self.mostMetrics else {
        throw .init(
          what: "it asks for \(training.metrics.count) metrics, more than \(Self.mostMetrics)")
      }
      compile(
        optimizer: training.optimizer.optimizer, loss: training.loss, metrics: training.metrics,
        threads: threads ?? training.threads)
    }
  }
}
