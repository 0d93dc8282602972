import Foundation
import Testing

@testable import NeuralNetwork

/// Callbacks told of epochs that Keras' callbacks were told of: what they do, and what they say.
@Suite struct KerasCallbackTests {
  static func cases() throws -> [Case] {
    struct File: Decodable { let cases: [Case] }
    let json = Data(try Golden.text("callbacks.json").utf8)
    return try JSONDecoder().decode(File.self, from: json).cases
  }

  @Test func areAllThere() throws { #expect(try Self.cases().count == 25) }

  @Test(arguments: 0..<25)
  func agrees(number: Int) throws {
    let golden = try Self.cases()[number]
    let folder = try TemporaryFolder()
    let callback = try golden.callback.callback(in: folder)
    let session = try Self.session()
    let spoken = Spoken()
    try spoken.hear { try callback.onTrainBegin(session) }
    for (epoch, wanted) in golden.epochs.enumerated() {
      session.model.allValues = [Float(epoch)]
      let summary = EpochSummary(epoch: epoch, logs: wanted.logs)
      session.history.epochs.append(summary)
      let verdict = try spoken.hear { try callback.onEpochEnd(summary, session) }
      #expect((verdict != .goOn) == wanted.stopped, "epoch \(epoch)")
      #expect(session.model.learningRate == Float(wanted.learningRate), "epoch \(epoch)")
      #expect(spoken.text(in: folder) == wanted.text, "epoch \(epoch)")
      #expect(try folder.content == wanted.saved, "epoch \(epoch)")
      for file in wanted.saved {
        let saved = try Sequential(contentsOf: folder.path(file))
        #expect(saved.allValues == [Float(epoch)])
        try FileManager.default.removeItem(atPath: folder.path(file))
      }
    }
    try spoken.hear { try callback.onTrainEnd(session) }
    #expect(spoken.text(in: folder) == golden.end.text)
    #expect(session.model.allValues == [Float(golden.end.weightsOfEpoch)])
  }

  /// At the boundaries of float32, whose comparison Keras makes.
  @Test func equalInFloat32() throws {
    var monitor = Monitor(.validationLoss, .auto)
    try monitor.begin(Self.session(), for: "a test")
    #expect(!monitor.isImprovement(0.3, over: 0.30000001))
    #expect(monitor.isImprovement(0.29999998, over: 0.3))
    #expect(monitor.isImprovement(.infinity, over: nil))
    #expect(!monitor.isImprovement(.nan, over: 1) && !monitor.isImprovement(0, over: .nan))
  }

  struct Case: Decodable {
    let callback: KerasSpecification
    let epochs: [Epoch]
    let end: End

    struct Epoch: Decodable {
      let logs: [String: String]
      let stopped: Bool
      let learningRate: Double
      let saved: [String]
      let text: String

      enum CodingKeys: String, CodingKey {
        case logs, stopped, saved, text
        case learningRate = "learning_rate"
      }
    }

    struct End: Decodable {
      let text: String
      let weightsOfEpoch: Int

      enum CodingKeys: String, CodingKey {
        case text
        case weightsOfEpoch = "weights_of_epoch"
      }
    }
  }

  /// A training of one weight, which will hold the epoch's number.
  private static func session() throws -> TrainingSession {
    let model = try Sequential(input: [1]) { Dense(units: 1, useBias: false) }
    model.compile(
      optimizer: SGD(learningRate: 0.1), loss: .meanSquaredError, metrics: [.accuracy], threads: 1)
    let plan = TrainingPlan(
      initialEpoch: 0, epochs: 20, steps: 1, batchSize: 1, trainingCount: 1, validationCount: 1)
    return TrainingSession(model, plan, callbacks: [], history: History())
  }
}

extension EpochSummary {
  /// An epoch of the given numbers, which are texts since JSON knows no NaN.
  init(epoch: Int, logs: [String: String]) {
    self.init(
      epoch: epoch, trainingSeconds: 1, validationSeconds: 0,
      values: logs.sorted { $0.key < $1.key }.compactMap { name, text in
        Double(text).map { .init(quantity: Quantity(rawValue: name), value: $0) }
      })
  }
}

extension KerasSpecification {
  /// The callback in Swift, which tells everything.
  fileprivate func callback(in folder: TemporaryFolder) throws -> any Callback {
    try make { config in
      func double(_ name: String, _ standard: Double) -> Double {
        config[name]?.number ?? standard
      }
      let monitor = Quantity(rawValue: config.text("monitor") ?? "val_loss")
      let modes: [String: MonitorMode] = ["max": .max, "min": .min]
      let mode = modes[config.text("mode") ?? ""] ?? .auto
      switch className {
      case "EarlyStopping":
        return EarlyStopping(
          monitor: monitor, minDelta: double("min_delta", 0), patience: config.int("patience", 0),
          verbose: true, mode: mode, baseline: config["baseline"]?.number,
          restoreBestWeights: config.bool("restore_best_weights", false),
          startFromEpoch: config.int("start_from_epoch", 0))
      case "ReduceLROnPlateau":
        return ReduceLROnPlateau(
          monitor: monitor, factor: double("factor", 0.1), patience: config.int("patience", 10),
          verbose: true, mode: mode, minDelta: double("min_delta", 0.0001),
          cooldown: config.int("cooldown", 0), minLR: double("min_lr", 0))
      case "ModelCheckpoint":
        return ModelCheckpoint(
          filepath: folder.path(config.text("filepath") ?? ""), monitor: monitor, verbose: true,
          saveBestOnly: config.bool("save_best_only", false), mode: mode,
          initialValueThreshold: config["initial_value_threshold"]?.number)
      default: throw Unknown(what: className)
      }
    }
  }
}
