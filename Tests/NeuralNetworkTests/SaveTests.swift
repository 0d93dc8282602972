import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// What is saved comes back, bit for bit, and files are there whole or not at all.
@Suite struct SaveTests {
  @Test(arguments: [1, 3])
  func loadedModelPredictsTheSame(threads: Int) throws {
    let folder = try TemporaryFolder()
    let data = try Samples.dataset(count: 70, shape: [4, 3, 1])
    let model = try Samples.richModel(seed: 0xFEDC_BA98_7654_3210)
    try model.fit(data, batchSize: 16, epochs: 2, verbose: .silent)
    model.notes = ["learning_rate": "0.01", "learningRate": "ø “x”\n", "Empty": ""]
    try model.save(to: folder.path("model.safetensors"))
    let loaded = try Sequential(
      contentsOf: folder.path("model.safetensors"), threads: threads)

    #expect(try folder.content == ["model.safetensors"])
    #expect(loaded.fingerprint == model.fingerprint)
    #expect(try loaded.predict(data) == model.predict(data))
    #expect(try loaded.evaluate(data) == model.evaluate(data))
    #expect(loaded.summary() == model.summary())
    #expect(loaded.notes == model.notes)
    #expect(loaded.seed == model.seed)
    #expect(loaded.scaling == data.scaling)
    #expect(loaded.optimizer as? Adam == Adam(learningRate: 0.01, beta1: 0.8, epsilon: 1e-6))
    #expect(try loaded.contents().tensors == model.contents().tensors)
    #expect(loaded.compilation?.threads == threads)
  }

  @Test func modelThatWasNotCompiled() throws {
    let folder = try TemporaryFolder()
    let model = try Sequential(input: [5], seed: 6) { Dense(units: 3, activation: .softmax) }
    try model.save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m"))
    #expect(loaded.fingerprint == model.fingerprint)
    #expect(loaded.optimizer == nil)
    #expect(loaded.scaling == nil)
    #expect(throws: FileError.self) { try Checkpoint(contentsOf: folder.path("m")) }
  }

  /// Every setting of every layer, none of them the default.
  @Test func everyLayerKeepsItsSettings() throws {
    let layers: [any Layer] = [
      Conv2D(
        filters: 2, kernelSize: [3, 2], strides: [2, 1], padding: .same, activation: .sigmoid,
        useBias: false, kernelInitializer: .heUniform, biasInitializer: .ones),
      BatchNormalization(momentum: 0.5, epsilon: 0.25, center: false, scale: false),
      MaxPooling2D(poolSize: [1, 2], strides: [2, 1], padding: .same),
      AveragePooling2D(poolSize: [2, 1], strides: [1, 2], padding: .same),
      Residual {
        Residual {
          Activation(.tanh); Dropout(rate: 0.125)
        }
      },
      GlobalAveragePooling2D(), Flatten(),
      Dense(
        units: 3, activation: .relu, useBias: false, kernelInitializer: .glorotNormal,
        biasInitializer: .ones),
    ]
    let folder = try TemporaryFolder()
    try Sequential(input: [9, 8, 1], layers: layers).save(to: folder.path("m"))
    let loaded = try Sequential(contentsOf: folder.path("m")).layers
    #expect(loaded.map { "\($0)" } == layers.map { "\($0)" })
  }

  @Test(arguments: [SGD(learningRate: 0.5, momentum: 0.25, nesterov: true), SGD()])
  func optimizers(optimizer: SGD) throws {
    let folder = try TemporaryFolder()
    let model = try Samples.model(optimizer: optimizer)
    try model.save(to: folder.path("m"))
    #expect(try Sequential(contentsOf: folder.path("m")).optimizer as? SGD == optimizer)
  }

  @Test func overwrites() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (try Samples.model(seed: 1), try Samples.model(seed: 2))
    try first.save(to: folder.path("m"))
    try second.save(to: folder.path("m"))
    #expect(try Sequential(contentsOf: folder.path("m")).fingerprint == second.fingerprint)
    #expect(try folder.content == ["m"])
  }

  /// A missing folder, a file in the folder's place, a folder in the file's place, no name.
  @Test(arguments: ["missing/m", "file/m", "folder", ""])
  func unwritable(name: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("file", Data())
    try FileManager.default.createDirectory(
      atPath: folder.path("folder"), withIntermediateDirectories: false)
    let path = name.isEmpty ? "" : folder.path(name)
    let error = #expect(throws: FileError.self) { try Samples.model().save(to: path) }
    guard case .unwritable(path, let reason) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(error?.description == "Cannot write \(path): \(reason).")
    #expect(try folder.content == ["file", "folder"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("folder")) == [])
  }
}

/// A layer that only its writer knows.
private struct Negate: Layer {
  func outputShape(for input: Shape) throws(ModelError) -> Shape { input }
  func operation(_ place: Placement) throws(ModelError) -> any NeuralNetwork.Operation {
    Activation(.linear).operation(place)
  }
}

/// A property whose name does not survive snake case.
private struct Warmup: Layer {
  var maxLR: Float = 1

  func outputShape(for input: Shape) throws(ModelError) -> Shape { input }
  func operation(_ place: Placement) throws(ModelError) -> any NeuralNetwork.Operation {
    Activation(.linear).operation(place)
  }
}

extension SaveTests {
  /// What could not be read again is not saved.
  @Test func namesThatDoNotComeBack() throws {
    let folder = try TemporaryFolder()
    let model = try Sequential(input: [3]) { Warmup() }
    let error = #expect(throws: ModelError.self) { try model.save(to: folder.path("m")) }
    #expect(
      error?.description.contains(
        "Warmup has a property “maxLR”, which a file would give back as “maxLr”") == true)
    #expect(try folder.content == [])
  }

  /// Only whoever knows the layer can read the file again.
  @Test func layersOfOnesOwn() throws {
    let folder = try TemporaryFolder()
    let model = try Sequential(input: [3]) { Negate() }
    try model.save(to: folder.path("m"))
    let error = #expect(throws: FileError.self) { try Sequential(contentsOf: folder.path("m")) }
    #expect(error?.description.contains("there is no “Negate” here") == true)
    let read = try Sequential(contentsOf: folder.path("m"), customObjects: [Negate.self])
    #expect(read.layers.first is Negate)
  }
}
