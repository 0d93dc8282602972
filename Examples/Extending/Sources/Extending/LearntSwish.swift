import Foundation
import NeuralNetwork

/// A layer of one's own: `y = x · sigmoid(beta · x)` with a `beta` that each channel learns.
package struct LearntSwish: Layer {
  package init() {}
  package func outputShape(for input: Shape) -> Shape { input }
  package func variables(for input: Shape) -> [Variable] {
    [Variable("beta", shape: [input.axes.last ?? 1], initializer: .ones)]
  }
  package func operation(_ place: Placement) -> any NeuralNetwork.Operation { Computation(place) }
}

private final class Computation: NeuralNetwork.Operation {
  let place: Placement
  let channels: Int
  init(_ place: Placement) { (self.place, channels) = (place, place.inputShape.axes.last ?? 1) }

  func sigmoid(_ i: Int) -> Float {
    1 / (1 + exp(-place.variables[0][i % channels] * place.input[i]))
  }

  func forward(_ pass: Pass) {
    for i in 0..<pass.count * place.inputShape.elementCount {
      place.output[i] = place.input[i] * sigmoid(i)
    }
  }

  func backward(_ pass: Pass) {
    guard let dy = place.outputGradient else { return }
    if !pass.accumulates { place.gradients[0]?.update(repeating: 0, count: channels) }
    for i in 0..<pass.count * place.inputShape.elementCount {
      let (x, s, beta) = (place.input[i], sigmoid(i), place.variables[0][i % channels])
      place.gradients[0]?[i % channels] += dy[i] * x * x * s * (1 - s)
      place.inputGradient?[i] = dy[i] * (s + beta * x * s * (1 - s))
    }
  }
}
