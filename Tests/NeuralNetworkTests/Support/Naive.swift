import Foundation
import Kernels

@testable import NeuralNetwork

/// What layers compute, in the plainest loops and in Double: nothing is laid out, fused, sliced or kept.
struct Naive {
  var isTraining = true
  /// Layers may not learn, so batch normalisation goes by its moving statistics.
  var isFrozen = false
  /// What random layers draw from.
  var seed: UInt64 = 1
  var epoch = 3

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
    case let layer as CustomizedLayer:
      var naive = self
      if !layer.isTrainable { naive.isFrozen = true }
      return try naive.output(of: layer.base, x, variables)
    case is Flatten: return x.reshaped([x.shape[0], x.values.count / x.shape[0]])
    case is Input: return x
    case let layer as Reshape:
      let shape = try layer.outputShape(for: Shape(Array(x.shape.dropFirst())))
      return x.reshaped([x.shape[0]] + shape.axes)
    case let layer as any ActivationLayer: return activated(x, layer.activation)
    case is Dropout, is SpatialDropout2D, is GaussianNoise, is RandomContrast,
      is any RandomAffineLayer:
      return try isTraining ? changed(x, layer) : x
    case let layer as Dense:
      let y = dense(x, try variable("kernel"), layer.useBias ? try variable("bias") : nil)
      return activated(y, layer.activation)
    case let layer as Conv2D:
      let y = convolved(
        x, try variable("kernel"), layer.useBias ? try variable("bias") : nil,
        Windows(layer.strides, layer.dilationRate, layer.padding), groups: layer.groups)
      return activated(y, layer.activation)
    case let layer as DepthwiseConv2D:
      let y = depthwise(
        x, try variable("kernel"), layer.useBias ? try variable("bias") : nil,
        Windows(layer.strides, layer.dilationRate, layer.padding))
      return activated(y, layer.activation)
    case let layer as SeparableConv2D:
      let (first, second) = (layer.depthwise, layer.pointwise)
      let middle = depthwise(
        x, try variable("depthwise_kernel"), nil,
        Windows(first.strides, first.dilationRate, first.padding))
      let y = convolved(
        middle, try variable("pointwise_kernel"), second.useBias ? try variable("bias") : nil,
        Windows(1, 1, .valid), groups: 1)
      return activated(y, second.activation)
    case let layer as MaxPooling2D:
      return pooled(x, layer.poolSize, Windows(layer.strides, 1, layer.padding)) {
        $0.max() ?? .nan
      }
    case let layer as AveragePooling2D:
      return pooled(x, layer.poolSize, Windows(layer.strides, 1, layer.padding)) {
        $0.reduce(0, +) / Double($0.count)
      }
    case is GlobalAveragePooling2D, is GlobalMaxPooling2D:
      let whole = Size2D(rows: x.shape[1], columns: x.shape[2])
      let isMaximum = layer is GlobalMaxPooling2D
      return pooled(x, whole, Windows(whole, 1, .valid)) {
        isMaximum ? $0.max() ?? .nan : $0.reduce(0, +) / Double($0.count)
      }.reshaped([x.shape[0], x.shape[3]])
    case let layer as ZeroPadding2D: return padded(x, layer)
    case let layer as Rescaling: return x.map { $0 * Double(layer.scale) + Double(layer.offset) }
    case let layer as Normalization:
      let channels = x.shape.last ?? 1
      var y = x
      for i in y.values.indices {
        let c = layer.mean.count == 1 ? 0 : i % channels
        y.values[i] = (x.values[i] - Double(layer.mean[c])) / Double(layer.variance[c]).squareRoot()
      }
      return y
    case let layer as BatchNormalization:
      return normalized(
        x, layer, gamma: layer.scale ? try variable("gamma") : nil,
        beta: layer.center ? try variable("beta") : nil, try variable("moving_mean"),
        try variable("moving_variance"))
    case let layer as LayerNormalization:
      return normalizedRows(
        x, layer, gamma: layer.scale ? try variable("gamma") : nil,
        beta: layer.center ? try variable("beta") : nil)
    case is PReLU: return parametric(x, try variable("alpha"))
    case let layer as any BranchingLayer: return try joined(layer, x, variables)
    default: throw Missing(layer: "\(type(of: layer))")
    }
  }

  private func joined(
    _ layer: any BranchingLayer, _ x: NaiveTensor, _ variables: [String: NaiveTensor]
  ) throws -> NaiveTensor {
    var names: [String: Int] = [:]
    let outputs = try layer.branches.map { branch in
      let stack = try LayerStack(
        branch.layers, input: Shape(Array(x.shape.dropFirst())), counting: &names)
      return try stack.items.reduce(x) { value, item in
        let prefix = "\(item.name)/"
        let own = variables.filter { $0.key.hasPrefix(prefix) }
          .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
        return try output(of: item.written, value, Dictionary(uniqueKeysWithValues: own))
      }
    }
    switch type(of: layer).joining {
    case .sum:
      return outputs.dropFirst().reduce(outputs[0]) { sum, term in
        var sum = sum
        for i in sum.values.indices { sum.values[i] += term.values[i] }
        return sum
      }
    case .concatenation:
      let rows = outputs.map(\.matrix)
      let width = rows.reduce(0) { $0 + $1.shape[1] }
      let values = (0..<rows[0].shape[0]).flatMap { row in
        rows.flatMap { part in (0..<part.shape[1]).map { part[row, $0] } }
      }
      var y = NaiveTensor(outputs[0].shape.dropLast() + [width])
      y.values = values
      return y
    }
  }
}
