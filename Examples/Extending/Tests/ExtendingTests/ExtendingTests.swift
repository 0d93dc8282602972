import Extending
import Foundation
import NeuralNetwork
import Testing

/// What is written outside of the library works as what is written inside.
@Suite struct ExtendingTests {
  static let custom: CustomObjects = [
    LearntSwish.self, GeneralizedCrossentropy.self, Signum.self, MeanReciprocalRank.self,
  ]

  private func data(count: Int = 60) throws -> Dataset {
    var generator = LCG(state: 1)
    let labels = (0..<count).map { ($0 * 7 + $0 / 3) % 3 }
    let values = labels.flatMap { label in
      (0..<4).map { i in Float(label * (i + 1) % 3) + generator.next() }
    }
    return try Dataset(floats: values, shape: [4], labels: labels, classes: 3)
  }

  private func model(threads: Int = 2) throws -> Sequential {
    let model = try Sequential(input: [4], seed: 3) {
      Dense(units: 6)
      LearntSwish()
      Dense(units: 3)
    }
    model.compile(
      optimizer: Signum(learningRate: 0.01), loss: Loss(GeneralizedCrossentropy()),
      metrics: [.accuracy, Metric(MeanReciprocalRank())], threads: threads)
    return model
  }

  /// The slope of the loss along every weight, by central differences: layer and loss together.
  @Test(arguments: [1, 3])
  func gradients(threads: Int) throws {
    let (model, data) = (try model(threads: threads), try data(count: 11))
    let gradients = try model.gradients(on: data).values
    for (name, _, values) in model.variables {
      for i in values.indices {
        func loss(_ step: Float) throws -> Double {
          var moved = values
          moved[i] += step
          try model.setVariable(name, to: moved)
          return try model.evaluate(data).loss
        }
        let slope = (try loss(0.01) - (try loss(-0.01))) / 0.02
        try model.setVariable(name, to: values)
        // Losses are Float inside, and the step is large: 1e-3 is what is left to see.
        #expect(abs(Double(gradients[name]?[i] ?? .nan) - slope) < 1e-3, "\(name) \(i)")
      }
    }
  }

  @Test func learns() throws {
    let model = try model()
    let history = try model.fit(try data(), batchSize: 8, epochs: 20, verbose: .silent)
    #expect((history[.accuracy].last ?? 0) > 0.9)
    let rank = Metric(MeanReciprocalRank()).quantity
    #expect((history[rank].last ?? 0) >= (history[.accuracy].last ?? 1))
  }

  @Test func isSavedAndRead() throws {
    let path = NSTemporaryDirectory() + "/extending-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let model = try model()
    try model.fit(try data(), epochs: 2, verbose: .silent)
    try model.save(to: path)
    #expect(throws: FileError.self) { try Sequential(contentsOf: path) }
    let read = try Sequential(contentsOf: path, customObjects: Self.custom)
    #expect(read.fingerprint == model.fingerprint)
    #expect(try read.evaluate(try data()) == model.evaluate(try data()))
  }

  @Test func stops() throws {
    let history = try model().fit(
      try data(), batchSize: 8, epochs: 50, verbose: .silent,
      callbacks: [StopAt(.accuracy, reaching: 0.9)])
    #expect(history.epochs.count < 50)
    #expect(history.stopReason?.hasPrefix("accuracy has reached 0.9") == true)
    let error = #expect(throws: ModelError.self) {
      try model().fit(
        try data(), verbose: .silent, callbacks: [StopAt(.validationAccuracy, reaching: 1)])
    }
    #expect(error?.description.contains("StopAt watches val_accuracy") == true)
  }

  @Test func trainsSharpnessAware() throws {
    let model = try model()
    let losses = try trainSharpnessAware(model, on: try data(), batchSize: 8, epochs: 20)
    #expect(losses.count == 20)
    #expect((losses.last ?? 1) < losses[0] / 2)
  }
}

/// Numbers from −½ to ½, the same every time.
private struct LCG {
  var state: UInt64

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) * 0x1p-24 - 0.5
  }
}
