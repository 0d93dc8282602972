import Foundation
import Kernels

@testable import NeuralNetwork

/// What layers compute, in the plainest loops and in Double: nothing is laid out, fused, sliced or kept.
struct Naive {
  var isTraining = true
  /// Masks of dropout layers, in their order.
  var masks: [NaiveTensor] = []

  /// A layer that nobody wrote the loops for.
  struct Missing: Error {
    let layer: String
  }

  func output(
    of layer: any Layer, _ x: NaiveTensor, _ variables: [String: NaiveTensor]
  ) throws -> NaiveTensor {
    func variable(_ name: String) throws -> NaiveTensor {
      guard let value = variables[name] else { throw Missing(layer: name) }
      return value
    }
    switch layer {
    case is Flatten: return x.reshaped([x.shape[0], x.values.count / x.shape[0]])
    case let layer as Activation: return activated(x, layer.activation)
    case let layer as Dropout:
      guard isTraining, let mask = masks.first else { return x }
      var y = x
      // The rate is taken to the nearest 1/65,536.
      let rate = (Double(layer.rate) * 65536).rounded() / 65536
      for i in y.values.indices { y.values[i] *= mask.values[i] / (1 - rate) }
      return y
    case let layer as Dense:
      let y = dense(x, try variable("kernel"), layer.useBias ? try variable("bias") : nil)
      return activated(y, layer.activation)
    case let layer as Conv2D:
      let y = convolved(
        x, try variable("kernel"), layer.useBias ? try variable("bias") : nil, layer.strides,
        layer.padding)
      return activated(y, layer.activation)
    case let layer as MaxPooling2D:
      return pooled(x, layer.poolSize, layer.strides, layer.padding) { $0.max() ?? .nan }
    case let layer as AveragePooling2D:
      return pooled(x, layer.poolSize, layer.strides, layer.padding) {
        $0.reduce(0, +) / Double($0.count)
      }
    case is GlobalAveragePooling2D:
      let whole = Size2D(rows: x.shape[1], columns: x.shape[2])
      return pooled(x, whole, whole, .valid) { $0.reduce(0, +) / Double($0.count) }
        .reshaped([x.shape[0], x.shape[3]])
    case let layer as BatchNormalization:
      return normalized(
        x, layer, gamma: layer.scale ? try variable("gamma") : nil,
        beta: layer.center ? try variable("beta") : nil, try variable("moving_mean"),
        try variable("moving_variance"))
    case let layer as Residual: return try residual(layer, x, variables)
    default: throw Missing(layer: "\(type(of: layer))")
    }
  }

  private func residual(
    _ layer: Residual, _ x: NaiveTensor, _ variables: [String: NaiveTensor]
  ) throws -> NaiveTensor {
    let stack = try LayerStack(layer.layers, input: Shape(Array(x.shape.dropFirst())))
    var value = x
    for item in stack.items {
      let prefix = "\(item.name)/"
      let own = variables.filter { $0.key.hasPrefix(prefix) }
        .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
      value = try output(of: item.layer, value, Dictionary(uniqueKeysWithValues: own))
    }
    var sum = x
    for i in sum.values.indices { sum.values[i] += value.values[i] }
    return sum
  }
}
