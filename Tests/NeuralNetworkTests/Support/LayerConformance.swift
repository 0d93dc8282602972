import Kernels
import Testing

@testable import NeuralNetwork

/// What every layer must keep: its output is that of the plain loops, and its gradients are the slopes of these loops.
///
/// With `L = Σ y · r` for random `r`, the slope along each input and each parameter is `(L(v + h) − L(v − h)) / 2h`.
/// All of it is in Double, so the step can be so small that kinks of relu and maximum lie elsewhere.
struct LayerConformance {
  let layer: any Layer
  /// Shape of one sample.
  let input: Shape
  var samples = 3
  var isTraining = true
  var seed: UInt64 = 1
  var tolerance = Tolerance.layer
  /// The loops; by default those of ``Naive``.
  var naive = Naive()
  var reference: (any Layer)?

  private static let step = 1e-5

  /// Everything that is wrong, one sentence each.
  ///
  /// - Parameters:
  ///   - workers: Numbers of workers, each of which has to come to the same.
  ///   - pieceSize: Samples in a pass; by default a worker's whole slice.
  func complaints(workers: [Int] = [1, 2], pieceSize: Int? = nil) throws -> [String] {
    let x = NaiveTensor([samples] + input.axes, seed: seed, index: 0)
    let variables = try self.variables()
    let output = try loops(x, variables)
    let declared = try layer.outputShape(for: input)
    guard output.shape == [samples] + declared.axes else {
      return ["output: declared \(declared), the loops make \(output.shape)"]
    }
    let r = NaiveTensor(output.shape, seed: seed, index: 1)
    let inputSlopes = try slopes(of: x, r) { try loops($0, variables) }
    var parameterSlopes: [String: NaiveTensor] = [:]
    for variable in try layer.variables(for: input) where variable.isTrainable {
      guard let value = variables[variable.name] else { continue }
      parameterSlopes[variable.name] = try slopes(of: value, r) { changed in
        try loops(x, variables.merging([variable.name: changed]) { $1 })
      }
    }

    var harness = LayerHarness(layer: layer, isTraining: isTraining, seed: seed, epoch: 3)
    harness.variables = variables.mapValues(\.tensor)
    var complaints: [String?] = []
    for count in workers {
      let outcome = try harness.run(
        x.tensor, outputGradient: r.tensor, workers: count, pieceSize: pieceSize)
      complaints += [
        tolerance.complaint(about: outcome.output, wanted: output.tensor, "output"),
        tolerance.complaint(
          about: outcome.inputGradient, wanted: inputSlopes.tensor, "input gradient"),
      ]
      if Set(outcome.gradients.keys) != Set(parameterSlopes.keys) {
        complaints.append("gradients: there are \(outcome.gradients.keys.sorted())")
      }
      for (name, slopes) in parameterSlopes.sorted(by: { $0.key < $1.key }) {
        guard let gradient = outcome.gradients[name] else { continue }
        complaints.append(
          tolerance.complaint(about: gradient, wanted: slopes.tensor, "gradient of \(name)"))
      }
    }
    return complaints.compactMap(\.self)
  }

  private func loops(
    _ x: NaiveTensor, _ variables: [String: NaiveTensor]
  ) throws -> NaiveTensor {
    var naive = naive
    naive.isTraining = isTraining
    naive.seed = seed
    return try naive.output(of: reference ?? layer, x, variables)
  }

  /// Random values for every variable: an initial 0 or 1 would hide mistakes.
  private func variables() throws -> [String: NaiveTensor] {
    var result: [String: NaiveTensor] = [:]
    for (index, variable) in try layer.variables(for: input).enumerated() {
      var value = NaiveTensor(variable.shape.axes, seed: seed, index: index + 2, scale: 0.5)
      if variable.name.hasSuffix("variance") { value = value.map { abs($0) + 0.5 } }
      result[variable.name] = value
    }
    return result
  }

  private func slopes(
    of value: NaiveTensor, _ r: NaiveTensor, _ output: (NaiveTensor) throws -> NaiveTensor
  ) throws -> NaiveTensor {
    func loss(_ value: NaiveTensor) throws -> Double {
      zip(try output(value).values, r.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var result = value
    for i in value.values.indices {
      var changed = value
      changed.values[i] += Self.step
      let above = try loss(changed)
      changed.values[i] = value.values[i] - Self.step
      result.values[i] = (above - (try loss(changed))) / (2 * Self.step)
    }
    return result
  }
}

/// Records an issue for everything in which a layer does not conform.
func expectConformance(
  _ conformance: LayerConformance, workers: [Int] = [1, 2], pieceSize: Int? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  for complaint in try conformance.complaints(workers: workers, pieceSize: pieceSize) {
    Issue.record(
      "\(complaint) [\(conformance.layer), seed \(conformance.seed)]",
      sourceLocation: sourceLocation)
  }
}
