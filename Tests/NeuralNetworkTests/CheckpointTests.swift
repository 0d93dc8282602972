import Foundation
import Testing

@testable import NeuralNetwork

/// A training that was interrupted ends where one that was not ends.
@Suite struct CheckpointTests {
  @Test(arguments: [1, 2])
  func resumedTrainingIsTheSame(threads: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("last")
    let data = try Samples.dataset(count: 26, shape: [4, 3, 1])
    let straight = try Samples.richModel(threads: threads)
    let wanted = try straight.fit(
      data, batchSize: 5, epochs: 3, verbose: .silent, validationSplit: 0.25)

    let begun = try Samples.richModel(threads: threads)
    let first = try begun.fit(
      data, batchSize: 5, epochs: 1, verbose: .silent, validationSplit: 0.25)
    try Checkpoint(begun, history: first).save(to: path)
    let checkpoint = try Checkpoint(contentsOf: path, threads: threads)
    #expect(checkpoint.nextEpoch == 1)
    #expect(checkpoint.history == first)
    let history = try checkpoint.model.fit(
      data, batchSize: 5, epochs: 3, verbose: .silent, validationSplit: 0.25,
      initialEpoch: checkpoint.nextEpoch, history: checkpoint.history)

    #expect(checkpoint.model.fingerprint == straight.fingerprint)
    for quantity in wanted.quantities { #expect(history[quantity] == wanted[quantity]) }
    #expect(history.epochs.map(\.epoch) == [0, 1, 2])
  }

  @Test func isAlsoAModelFile() throws {
    let folder = try TemporaryFolder()
    let model = try Samples.model(optimizer: Adam())
    try model.fit(Samples.dataset(count: 6), verbose: .silent)
    try Checkpoint(model, history: History()).save(to: folder.path("c"))
    #expect(try Sequential(contentsOf: folder.path("c")).fingerprint == model.fingerprint)
    #expect(try Checkpoint(contentsOf: folder.path("c")).nextEpoch == 0)
  }

  /// A diverged training can be looked at.
  @Test func historyWithoutNumbers() throws {
    let folder = try TemporaryFolder()
    var history = History()
    let values: [Double] = [.nan, .infinity, -.infinity, 0.1, .leastNonzeroMagnitude]
    history.epochs = values.enumerated().map { epoch, value in
      EpochSummary(
        epoch: epoch, trainingSeconds: 1, validationSeconds: 0,
        values: [.init(quantity: .loss, value: value)])
    }
    history.stopReason = "The loss is “nan”."
    try Checkpoint(Samples.model(), history: history).save(to: folder.path("c"))
    let read = try Checkpoint(contentsOf: folder.path("c")).history
    #expect(read[.loss].map(\.description) == values.map(\.description))
    #expect(read.stopReason == history.stopReason)
  }

  /// Weights that diverged, too.
  @Test func weightsWithoutNumbers() throws {
    let folder = try TemporaryFolder()
    let model = try Samples.model()
    try model.setVariable("dense_1/bias", to: [.nan, -.infinity, -0.0])
    try model.save(to: folder.path("m"))
    #expect(try Sequential(contentsOf: folder.path("m")).fingerprint == model.fingerprint)
  }

  static let defects: [(String, @Sendable (inout Safetensors) -> Void)] = [
    ("no history", { $0.metadata["history"] = nil }),
    ("history of another kind", { $0.metadata["history"] = "[]" }),
    ("no iteration", { $0.metadata["iteration"] = nil }),
    ("negative iteration", { $0.metadata["iteration"] = "-1" }),
    ("last iteration of all", { $0.metadata["iteration"] = "\(Int.max)" }),
    ("iteration beyond integers", { $0.metadata["iteration"] = "9223372036854775808" }),
    (
      "last epoch of all",
      {
        $0.metadata["history"] =
          #"{"epochs":[{"epoch":9223372036854775807,"training_seconds":1,"#
          + #""validation_seconds":0,"values":[]}]}"#
      }
    ),
    ("not compiled", { $0.metadata["training"] = nil }),
    ("no slot", { $0.tensors["optimizer/slot_1"] = nil }),
    ("short slot", { $0.tensors["optimizer/slot_0"] = Tensor(shape: [1], values: [0]) }),
  ]

  @Test(arguments: defects.indices)
  func malformed(number: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("c")
    try Checkpoint(Samples.model(optimizer: Adam()), history: History()).save(to: path)
    var file = try Safetensors(contentsOf: path)
    Self.defects[number].1(&file)
    try AtomicFile.write(try file.encoded(), to: path)
    let error = #expect(throws: FileError.self, "\(Self.defects[number].0)") {
      try Checkpoint(contentsOf: path)
    }
    #expect(error?.description.hasPrefix("\(path) is not a usable model file: ") == true)
  }
}
