import Testing

@testable import NeuralNetwork

/// What callbacks may watch.
@Suite struct MonitorTests {
  static func callbacks(_ quantity: Quantity) -> [(name: String, callback: any Callback)] {
    [
      ("EarlyStopping", EarlyStopping(monitor: quantity)),
      ("ReduceLROnPlateau", ReduceLROnPlateau(monitor: quantity)),
      (
        "ModelCheckpoint",
        ModelCheckpoint(filepath: "/nowhere/x", monitor: quantity, saveBestOnly: true)
      ),
    ]
  }

  /// Refused before anything has moved, and in words that help.
  @Test func withoutValidation() throws {
    for (name, callback) in Self.callbacks(.validationLoss) {
      try expectRefusal(
        callback,
        "\(name) watches val_loss, which is not reported; there are accuracy, loss. "
          + "Give validation data.")
    }
  }

  @Test func unknown() throws {
    for (name, callback) in Self.callbacks(Metric.auc().quantity) {
      try expectRefusal(
        callback,
        "\(name) watches auc, which is not reported; there are accuracy, loss, val_accuracy, "
          + "val_loss.", validates: true)
    }
    for (name, callback) in Self.callbacks(Metric.auc().validationQuantity) {
      try expectRefusal(
        callback,
        "\(name) watches val_auc, which is not reported; there are accuracy, loss, "
          + "val_accuracy, val_loss.", validates: true)
    }
  }

  /// Only who saves the best needs to know what that is.
  @Test func checkpointOfEveryEpoch() throws {
    let folder = try TemporaryFolder()
    let checkpoint = ModelCheckpoint(filepath: folder.path("m/{epoch:03d}-{loss:.1f}"))
    let history = try Samples.model().fit(
      Samples.dataset(count: 8), epochs: 2, verbose: .silent, callbacks: [checkpoint])
    let losses = history[.loss].map { ($0 * 10).rounded() / 10 }
    for (epoch, loss) in losses.enumerated() {
      _ = try Sequential(contentsOf: folder.path("m/00\(epoch + 1)-\(loss)"))
    }
  }

  /// The best of one training holds in the next, as in Keras.
  @Test func checkpointOfTheBestGoesOn() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("best")
    let checkpoint = ModelCheckpoint(filepath: path, monitor: .loss, saveBestOnly: true)
    let data = try Samples.dataset(count: 30)
    let model = try Samples.model()
    try model.fit(data, epochs: 3, verbose: .silent, callbacks: [checkpoint])
    let best = try Sequential(contentsOf: path).fingerprint
    // From the beginning, so that its loss is larger.
    try Samples.model(seed: 2).fit(data, epochs: 1, verbose: .silent, callbacks: [checkpoint])
    #expect(try Sequential(contentsOf: path).fingerprint == best)
  }

  @Test(arguments: ["{x}", "{val_loss}", "{epoch:s}", "{loss:d}", "{epoch:999d}", "{}", "{:d}"])
  func placeholders(field: String) throws {
    let folder = try TemporaryFolder()
    let checkpoint = ModelCheckpoint(filepath: folder.path(field))
    let error = #expect(throws: ModelError.self) {
      try Samples.model().fit(
        Samples.dataset(count: 8), verbose: .silent, callbacks: [checkpoint])
    }
    #expect(error?.description.contains("there are epoch, accuracy, loss, with formats") == true)
    #expect(try folder.content == [])
  }

  /// Of a metric the metric says what is better, of anything else smaller is.
  @Test func directions() throws {
    let model = try Samples.model()
    model.compile(
      optimizer: SGD(), metrics: [.auc(), .meanSquaredError.named("error"), .accuracy])
    var better: [Bool] = []
    let reader = LambdaCallback(onTrainBegin: { session in
      better = ["auc", "val_auc", "error", "val_error", "accuracy", "loss", "val_loss"].map {
        session.isBetterHigher(Quantity(rawValue: $0))
      }
    })
    let data = try Samples.dataset(count: 8)
    try model.fit(data, verbose: .silent, callbacks: [reader], validationSplit: 0.5)
    #expect(better == [true, true, false, false, true, false, false])
  }

  private func expectRefusal(
    _ callback: any Callback, _ sentence: String, validates: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let model = try Samples.model()
    let before = model.fingerprint
    let data = try Samples.dataset(count: 8)
    #expect(throws: ModelError.invalidArgument(sentence), sourceLocation: sourceLocation) {
      try model.fit(
        data, verbose: .silent, callbacks: [callback], validationData: validates ? data : nil)
    }
    #expect(model.fingerprint == before && model.compilation?.state.iteration == 0)
  }
}
