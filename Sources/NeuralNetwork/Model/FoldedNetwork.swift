internal import Kernels

/// A model's layers as inference needs them, with a copy of its weights.
///
/// Behind a layer with weights and no function of its own, batch normalisation only scales and shifts,
/// which the weights can do:
///
///     kernel′ = kernel · factor,  bias′ = (bias − mean) · factor + beta,
///     factor = gamma / √(variance + epsilon)
///
/// An `Activation` or `ReLU` that comes next becomes the layer's own. Layers that only act in training go.
final class FoldedNetwork: @unchecked Sendable {
  // Neither changes once the network is made.
  let stack: LayerStack
  let parameters: Parameters

  init(_ model: Sequential) throws(ModelError) {
    var kept: [(layer: any Layer, values: [[Float]])] = []
    var first = 0
    for item in model.stack.items {
      let range = first..<first + item.variables.count
      first = range.upperBound
      let values = range.map { Array(model.parameters.values($0)) }
      let isIdle =
        item.layer.lastActivation == nil && values.isEmpty && item.inputShape == item.outputShape
      if isIdle, !item.layer.isReshape { continue }
      if let last = kept.last, let layer = last.layer as? any FoldingLayer,
        let folded = layer.folding(item.layer, last.values, values)
      {
        kept[kept.count - 1] = folded
      } else {
        kept.append((item.layer, values))
      }
    }
    stack = try LayerStack(kept.map(\.layer), input: model.inputShape)
    parameters = Parameters(stack.variables)
    for (index, values) in kept.flatMap(\.values).enumerated() {
      _ = parameters.values(index).update(fromContentsOf: values)
    }
  }
}

/// A layer whose outputs are sums with weights: a `kernel`, whose last axis is the output's, and a
/// `bias`.
protocol FoldingLayer: Layer {
  var activation: ActivationFunction { get set }
  var useBias: Bool { get set }
  var bias: WeightSettings { get set }
}

extension Dense: FoldingLayer {}
extension Conv2D: FoldingLayer {}

extension FoldingLayer {
  /// This layer with the next one in it, or nil if that cannot be.
  fileprivate func folding(
    _ next: any Layer, _ own: [[Float]], _ values: [[Float]]
  ) -> (layer: any Layer, values: [[Float]])? {
    guard activation == .linear else { return nil }
    var layer = self
    // Not any activation layer: one written elsewhere may do more.
    if let function = (next as? Activation)?.activation ?? (next as? ReLU)?.activation,
      function != .glu
    {
      layer.activation = function
      return (layer, own)
    }
    guard let next = next as? BatchNormalization else { return nil }
    let mean = values[values.count - 2]
    let (variance, channels) = (values[values.count - 1], mean.count)
    let factor = variance.indices.map {
      (next.scale ? values[0][$0] : 1) / (variance[$0] + next.epsilon).squareRoot()
    }
    let beta = next.center ? values[next.scale ? 1 : 0] : Array(repeating: 0, count: channels)
    let bias = useBias ? own[1] : Array(repeating: 0, count: channels)
    layer.useBias = true
    // What kept a bias small that was never there need not fit its shape.
    layer.bias = WeightSettings(initializer: .zeros)
    return (
      layer,
      [
        own[0].indices.map { own[0][$0] * factor[$0 % channels] },
        bias.indices.map { (bias[$0] - mean[$0]) * factor[$0] + beta[$0] },
      ]
    )
  }
}
