import Foundation
import NeuralNetwork

/// Small stand-ins for digits, and JSON to compare with.
enum DigitSamples {
  /// Bytes without order, from 0 to 255: Knuth's linear congruential generator.
  static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
  }

  /// Pictures of nothing, labelled 0 to 9 in turn.
  static func dataset(count: Int, seed: UInt64 = 1) throws -> Dataset {
    try Dataset(
      bytes: bytes(count * 784, seed: seed), shape: [28, 28, 1],
      labels: (0..<count).map { $0 % 10 }, classes: 10)
  }

  /// A network with a convolution in a branch, and layers that only act in training.
  static func model() throws -> Sequential {
    try Sequential(input: [28, 28, 1], seed: 3) {
      Conv2D(filters: 3, kernelSize: [5, 4], strides: 3, activation: .relu)
      Residual {
        Conv2D(filters: 3, kernelSize: 3, padding: .same)
        BatchNormalization()
      }
      MaxPooling2D()
      Flatten()
      Dropout(rate: 0.5)
      Dense(units: 10)
    }
  }

  /// As the server writes it, with keys in a fixed order.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// The keys of an object, its parts included, as `layers[].name`.
  static func keys(_ value: some Encodable) throws -> Set<String> {
    var keys: Set<String> = []
    func add(_ value: Any, _ path: String) {
      if let object = value as? [String: Any] {
        for (key, value) in object { add(value, path.isEmpty ? key : "\(path).\(key)") }
      } else if let list = value as? [[String: Any]], let first = list.first {
        add(first, path + "[]")
      } else {
        keys.insert(path)
      }
    }
    add(try JSONSerialization.jsonObject(with: JSONEncoder().encode(value)), "")
    return keys
  }
}
