import Foundation

@testable import NeuralNetwork

extension Naive {
  /// Every function as its paper or Keras' documentation has it.
  func activated(_ x: NaiveTensor, _ activation: ActivationFunction) -> NaiveTensor {
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    func elu(_ x: Double, _ alpha: Double) -> Double { x > 0 ? x : alpha * (exp(x) - 1) }
    switch activation {
    case .linear: return x
    case .relu: return x.map { max($0, 0) }
    case .clippedReLU(let slope, let largest, let threshold):
      return x.map {
        $0 < Double(threshold)
          ? Double(slope) * ($0 - Double(threshold))
          : min($0, largest.map(Double.init) ?? .infinity)
      }
    case .leakyReLU(let slope): return x.map { $0 < 0 ? Double(slope) * $0 : $0 }
    case .relu6: return x.map { min(max($0, 0), 6) }
    case .elu(let alpha): return x.map { elu($0, Double(alpha)) }
    case .celu(let alpha):
      return x.map { max($0, 0) + min(0, Double(alpha) * (exp($0 / Double(alpha)) - 1)) }
    case .selu: return x.map { 1.0507009873554805 * elu($0, 1.6732632423543772) }
    case .softplus: return x.map { log(1 + exp($0)) }
    case .softsign: return x.map { $0 / (1 + abs($0)) }
    case .squareplus(let b): return x.map { ($0 + sqrt($0 * $0 + Double(b))) / 2 }
    case .softShrink(let threshold):
      return x.map { abs($0) > Double(threshold) ? $0 - ($0 > 0 ? 1 : -1) * Double(threshold) : 0 }
    case .hardShrink(let threshold): return x.map { abs($0) > Double(threshold) ? $0 : 0 }
    case .tanhShrink: return x.map { $0 - tanh($0) }
    case .sparsePlus: return x.map { $0 < -1 ? 0 : $0 > 1 ? $0 : ($0 + 1) * ($0 + 1) / 4 }
    case .sparseSigmoid: return x.map { $0 < -1 ? 0 : $0 > 1 ? 1 : ($0 + 1) / 2 }
    case .silu: return x.map { $0 * sigmoid($0) }
    case .gelu(approximate: false): return x.map { $0 * (1 + erf($0 / sqrt(2))) / 2 }
    case .gelu(approximate: true):
      return x.map { $0 * (1 + tanh(sqrt(2 / .pi) * ($0 + 0.044715 * pow($0, 3)))) / 2 }
    case .tanh: return x.map(tanh)
    case .threshold(let threshold, let value):
      return x.map { $0 > Double(threshold) ? $0 : Double(value) }
    case .sigmoid: return x.map(sigmoid)
    case .exponential: return x.map(exp)
    case .hardSigmoid: return x.map { min(max($0 / 6 + 0.5, 0), 1) }
    case .hardSiLU: return x.map { $0 * min(max($0 / 6 + 0.5, 0), 1) }
    case .hardTanh: return x.map { min(max($0, -1), 1) }
    case .mish: return x.map { $0 * tanh(log(1 + exp($0))) }
    case .logSigmoid: return x.map { log(sigmoid($0)) }
    case .softmax: return byRow(x) { row in row.map { exp($0) / row.map(exp).reduce(0, +) } }
    case .logSoftmax: return byRow(x) { row in row.map { $0 - log(row.map(exp).reduce(0, +)) } }
    case .sparsemax:
      return byRow(x) { row in
        // The threshold by bisection, which knows nothing of sorting.
        var (low, high) = ((row.min() ?? 0) - 1, row.max() ?? 0)
        for _ in 0..<200 {
          let middle = (low + high) / 2
          if row.reduce(0, { $0 + max($1 - middle, 0) }) > 1 { low = middle } else { high = middle }
        }
        return row.map { max($0 - low, 0) }
      }
    case .glu:
      let y = byRow(x) { row in
        let half = row.count / 2
        return (0..<half).map { row[$0] * sigmoid(row[half + $0]) }
      }
      return y
    }
  }

  private func byRow(_ x: NaiveTensor, _ function: ([Double]) -> [Double]) -> NaiveTensor {
    let rows = x.matrix
    let values = (0..<rows.shape[0]).flatMap { row in
      function((0..<rows.shape[1]).map { rows[row, $0] })
    }
    var y = NaiveTensor(x.shape.dropLast() + [values.count / rows.shape[0]])
    y.values = values
    return y
  }
}
