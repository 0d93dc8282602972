import NeuralNetwork

/// A training loop of one's own: each step goes along the gradient taken a little uphill.
///
/// This leads to flatter minima: Foret et al., arXiv 2010.01412.
///
/// - Parameter radius: How far uphill, along the whole gradient.
/// - Returns: The mean loss of each epoch, taken at the weights themselves.
package func trainSharpnessAware(
  _ model: Sequential, on data: Dataset, batchSize: Int = 32, epochs: Int, radius: Float = 0.05
) throws -> [Double] {
  try (0..<epochs).map { _ in
    var total = 0.0
    for batch in data.batches(of: batchSize) {
      let gradients = try model.gradients(on: batch)
      total += gradients.loss * Double(batch.count)
      let squares = gradients.values.values.joined().reduce(Float(0)) { $0 + $1 * $1 }
      let scale = radius / max(squares.squareRoot(), 1e-12)
      let here = model.variables.filter { gradients.values[$0.name] != nil }
      for (name, _, values) in here {
        let uphill = zip(values, gradients.values[name] ?? []).map { $0 + scale * $1 }
        try model.setVariable(name, to: uphill)
      }
      let slopes = try model.gradients(on: batch)
      for (name, _, values) in here { try model.setVariable(name, to: values) }
      try model.apply(slopes)
    }
    return total / Double(max(1, data.count))
  }
}
