import Foundation
import NeuralNetwork

/// Small data and networks that tests share.
enum Samples {
  /// Floats of three classes, each about a place of its own.
  static func dataset(count: Int) throws -> Dataset {
    let labels = (0..<count).map { ($0 * 7 + $0 / 3) % 3 }
    let values = (0..<count * 5).map { i -> Float in
      let centre: Float = i % 5 == labels[i / 5] ? 1 : 0
      return centre + sin(Float(i * i % 101))
    }
    return try Dataset(floats: values, shape: [5], labels: labels, classes: 3)
  }

  /// Two dense layers over five inputs, compiled.
  static func model(optimizer: any Optimizer = SGD(learningRate: 0.1)) throws -> Sequential {
    let model = try Sequential(input: [5], seed: 1) {
      Dense(units: 7, activation: .relu)
      Dense(units: 3)
    }
    model.compile(optimizer: optimizer, metrics: [.accuracy], threads: 2)
    return model
  }

  /// The smallest file that has a PNG's size; its picture is missing.
  static func png(width: Int, height: Int) -> Data {
    var bytes: [UInt8] = [0x89]
    bytes += Array("PNG\r\n\u{1a}\n\0\0\0\u{d}IHDR".utf8)
    for side in [width, height] {
      bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) }
    }
    return Data(bytes)
  }
}
