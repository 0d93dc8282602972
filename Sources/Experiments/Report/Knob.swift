internal import Foundation
internal import NeuralNetwork
internal import Runs

/// What a sweep can vary.
public enum Knob: String, Codable, CaseIterable, Hashable, Sendable {
  /// What moves the weights.
  case optimizer
  /// What stands between the layers.
  case activation
  /// The network.
  case model
  /// Size of a step, where the sweep itself varies it rather than search for it.
  case learningRate
  /// Pictures in a step.
  case batchSize
  /// Share of values that dropout leaves out.
  case dropout
  /// Factor on units and filters.
  case width
  /// How the learning rate goes on.
  case schedule
  /// Whether training pictures change.
  case augmentation

  /// As a heading has it.
  var title: String {
    switch self {
    case .learningRate: "learning rate"
    case .batchSize: "batch size"
    default: rawValue
    }
  }

  /// Several of them.
  var plural: String {
    switch self {
    case .learningRate: "learning rates"
    case .batchSize: "batch sizes"
    case .dropout: "dropout rates"
    default: "\(rawValue)s"
    }
  }

  /// What a setting has chosen.
  func level(of setting: Setting) -> String {
    switch self {
    case .optimizer: setting.optimizer.rawValue
    case .activation: setting.activation.name
    case .model: setting.model
    case .learningRate: setting.learningRate.map(Self.text) ?? "found"
    case .batchSize: setting.batchSize.map(String.init) ?? "default"
    case .dropout: setting.dropout.map(Self.text) ?? "default"
    case .width: Self.text(setting.width)
    case .schedule: setting.schedule.rawValue
    case .augmentation: setting.isAugmented ? "on" : "off"
    }
  }

  /// A setting's number, by which its levels are ordered; nil where they are names.
  func number(of setting: Setting) -> Double? {
    switch self {
    case .learningRate: setting.learningRate.map(Double.init) ?? -1
    case .batchSize: Double(setting.batchSize ?? -1)
    case .dropout: setting.dropout.map(Double.init) ?? -1
    case .width: setting.width
    default: nil
    }
  }

  /// A level within a sentence: numbers do not say what they are numbers of.
  func spoken(_ level: String) -> String {
    switch self {
    case .optimizer, .activation, .model, .schedule: level
    default: "\(title) \(level)"
    }
  }

  /// A number in up to three digits, beside a name in axes that stand next to each other.
  func label(of setting: Setting) -> String {
    switch self {
    case .learningRate: "rate \(level(of: setting))"
    case .batchSize: "batch \(level(of: setting))"
    case .dropout: "dropout \(level(of: setting))"
    case .width: "width \(level(of: setting))"
    case .augmentation: setting.isAugmented ? "augmented" : "plain"
    default: level(of: setting)
    }
  }

  /// Up to three digits, without a locale: `0.001`, `1.5`, `1e-05`.
  static func text(_ value: some BinaryFloatingPoint) -> String {
    String(format: "%.3g", Double(value))
  }
}
