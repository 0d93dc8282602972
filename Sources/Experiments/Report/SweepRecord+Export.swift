internal import Foundation
internal import NeuralNetwork
internal import Runs

extension SweepRecord {
  /// One line for each training, as spreadsheets read it (RFC 4180).
  public var csv: String {
    let header = [
      "id", "phase", "model", "optimizer", "activation", "learning_rate", "batch_size", "dropout",
      "width", "schedule", "augmented", "seed", "epochs", "state", "epochs_done", "loss",
      "accuracy",
      "val_loss", "val_accuracy", "seconds", "failure", "weights",
    ]
    let rows = trials.map { trial -> [String] in
      let setting = trial.setting
      let last = trial.history.last
      return [
        "\(trial.id)", trial.phase.rawValue, setting.model, setting.optimizer.rawValue,
        setting.activation.name, Self.text(setting.learningRate), Self.text(setting.batchSize),
        Self.text(setting.dropout), "\(setting.width)", setting.schedule.rawValue,
        "\(setting.isAugmented)", "\(trial.seed)", "\(trial.epochs)", trial.state.rawValue,
        "\(trial.history.count)", Self.text(last?.loss), Self.text(last?.accuracy),
        Self.text(last?.validationLoss), Self.text(last?.validationAccuracy), "\(trial.seconds)",
        trial.failure ?? "", trial.weights ?? "",
      ]
    }
    return ([header] + rows).map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Everything, as JSON with keys in snake case.
  public func json() throws -> String { try JSON.text(self) }

  private static func text(_ value: (some CustomStringConvertible)?) -> String {
    value.map(\.description) ?? ""
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\r\n".contains($0) || $0 == "\r\n" }) else { return text }
    return "\"\(text.replacing("\"", with: "\"\""))\""
  }
}
