internal import Foundation
internal import Kernels

extension ActivationFunction {
  /// `values = f(values)` on a matrix whose columns are the last axis.
  func apply(to values: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    let count = rows * columns
    /// One by one, inlined into a loop for each function.
    @inline(__always)
    func map(_ function: (Float) -> Float) {
      for i in 0..<count { values[i] = function(values[i]) }
    }
    switch self {
    case .linear, .glu: break
    case .relu: Elementwise.relu(values, count: count)
    case .clippedReLU(let slope, let largest, let threshold):
      let limit = largest ?? .infinity
      map { $0 >= limit ? limit : $0 > threshold ? $0 : slope * ($0 - threshold) }
    case .leakyReLU(let slope): map { $0 >= 0 ? $0 : slope * $0 }
    case .relu6: map { min(max($0, 0), 6) }
    case .elu(let alpha): SmoothFunction.elu(values, count: count, alpha: alpha)
    case .celu(let alpha):
      SmoothFunction.elu(values, count: count, alpha: alpha, inner: 1 / alpha)
    case .selu:
      SmoothFunction.elu(values, count: count, scale: Self.seluScale, alpha: Self.seluAlpha)
    case .softplus: map(Self.softplus)
    case .softsign: map { $0 / (1 + abs($0)) }
    case .squareplus(let b): map { ($0 + ($0 * $0 + b).squareRoot()) / 2 }
    case .softShrink(let threshold):
      map { $0 > threshold ? $0 - threshold : $0 < -threshold ? $0 + threshold : 0 }
    case .hardShrink(let threshold): map { abs($0) > threshold ? $0 : 0 }
    case .tanhShrink: map { $0 - Foundation.tanh($0) }
    case .sparsePlus: map { $0 <= -1 ? 0 : $0 >= 1 ? $0 : ($0 + 1) * ($0 + 1) / 4 }
    case .sparseSigmoid: map { min(max(($0 + 1) / 2, 0), 1) }
    case .silu: SmoothFunction.silu.apply(to: values, count: count)
    case .gelu(approximate: false): SmoothFunction.gelu.apply(to: values, count: count)
    case .gelu(approximate: true): SmoothFunction.approximateGELU.apply(to: values, count: count)
    case .tanh: SmoothFunction.tanh.apply(to: values, count: count)
    case .threshold(let threshold, let value): map { $0 > threshold ? $0 : value }
    case .sigmoid:
      for i in 0..<count { values[i] = -values[i] }
      Elementwise.exponential(of: values, into: values, count: count)
      for i in 0..<count { values[i] = 1 / (1 + values[i]) }
    case .exponential: Elementwise.exponential(of: values, into: values, count: count)
    case .hardSigmoid: map(Self.hardSigmoid)
    case .hardSiLU: map { $0 * Self.hardSigmoid($0) }
    case .hardTanh: map { min(max($0, -1), 1) }
    case .mish: SmoothFunction.mish.apply(to: values, count: count)
    case .logSigmoid: map { -Self.softplus(-$0) }
    case .softmax: RowSoftmax.apply(to: values, into: values, rows: rows, columns: columns)
    case .logSoftmax: RowSoftmax.applyLogarithm(to: values, rows: rows, columns: columns)
    case .sparsemax: RowSoftmax.applySparsemax(to: values, rows: rows, columns: columns)
    }
  }

  /// `gradient = gradient · f′`, told from the output, or from the input where it was kept.
  func backpropagate(
    _ gradient: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>?,
    output: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    let count = rows * columns
    /// Multiplies by the slope as a function of the output.
    @inline(__always)
    func scale(_ slope: (Float) -> Float) {
      for i in 0..<count { gradient[i] *= slope(output[i]) }
    }
    /// Multiplies by the slope as a function of the input.
    @inline(__always)
    func scale(at input: UnsafePointer<Float>?, _ slope: (Float) -> Float) {
      guard let input else { return }
      for i in 0..<count { gradient[i] *= slope(input[i]) }
    }
    func scale(_ function: SmoothFunction) {
      guard let input else { return }
      function.backpropagate(gradient, input: input, count: count)
    }
    switch self {
    case .linear, .glu: break
    case .relu:
      Elementwise.reluAndBiasGradient(
        gradient, output: output, addingTo: nil, rows: rows, columns: columns)
    case .clippedReLU(let slope, let largest, let threshold):
      let limit = largest ?? .infinity
      scale(at: input) { $0 >= limit ? 0 : $0 > threshold ? 1 : slope }
    case .leakyReLU(let slope):
      // Of a slope that is not positive the output says nothing.
      if slope > 0 {
        scale { $0 >= 0 ? 1 : slope }
      } else {
        scale(at: input) { $0 >= 0 ? 1 : slope }
      }
    case .relu6: scale { $0 > 0 && $0 < 6 ? 1 : 0 }
    case .elu(let alpha):
      if alpha > 0 {
        scale { $0 > 0 ? 1 : $0 + alpha }
      } else {
        scale(at: input) { $0 > 0 ? 1 : alpha * exp($0) }
      }
    case .celu(let alpha):
      if alpha > 0 {
        scale { $0 > 0 ? 1 : $0 / alpha + 1 }
      } else {
        scale(at: input) { $0 > 0 ? 1 : exp($0 / alpha) }
      }
    case .selu: scale { $0 > 0 ? Self.seluScale : $0 + Self.seluScale * Self.seluAlpha }
    case .softplus: scale(at: input, Self.sigmoid)
    case .softsign: scale(at: input) { 1 / ((1 + abs($0)) * (1 + abs($0))) }
    case .squareplus(let b): scale(at: input) { (1 + $0 / ($0 * $0 + b).squareRoot()) / 2 }
    case .softShrink(let threshold), .hardShrink(let threshold):
      scale(at: input) { abs($0) > threshold ? 1 : 0 }
    case .tanhShrink: scale(at: input) { Foundation.tanh($0) * Foundation.tanh($0) }
    case .sparsePlus: scale(at: input) { $0 <= -1 ? 0 : $0 >= 1 ? 1 : ($0 + 1) / 2 }
    case .sparseSigmoid: scale(at: input) { abs($0) < 1 ? 0.5 : 0 }
    case .silu: scale(.silu)
    case .gelu(approximate: false): scale(.gelu)
    case .gelu(approximate: true): scale(.approximateGELU)
    case .tanh: scale { 1 - $0 * $0 }
    case .threshold(let threshold, _): scale(at: input) { $0 > threshold ? 1 : 0 }
    case .sigmoid: scale { $0 * (1 - $0) }
    case .exponential: scale { $0 }
    case .hardSigmoid: scale(at: input) { abs($0) < 3 ? 1 / 6 : 0 }
    case .hardSiLU: scale(at: input) { $0 <= -3 ? 0 : $0 >= 3 ? 1 : (2 * $0 + 3) / 6 }
    case .hardTanh: scale { abs($0) < 1 ? 1 : 0 }
    case .mish: scale(.mish)
    case .logSigmoid: scale(at: input) { Self.sigmoid(-$0) }
    case .softmax: RowSoftmax.backpropagate(gradient, output: output, rows: rows, columns: columns)
    case .logSoftmax:
      RowSoftmax.backpropagateLogarithm(gradient, output: output, rows: rows, columns: columns)
    case .sparsemax:
      RowSoftmax.backpropagateSparsemax(gradient, output: output, rows: rows, columns: columns)
    }
  }

  private static let seluAlpha: Float = 1.6732632423543772848170429916717
  private static let seluScale: Float = 1.0507009873554804934193349852946

  private static func sigmoid(_ x: Float) -> Float { 1 / (1 + exp(-x)) }
  private static func softplus(_ x: Float) -> Float { max(x, 0) + log1p(exp(-abs(x))) }
  private static func hardSigmoid(_ x: Float) -> Float { min(max(x + 3, 0), 6) / 6 }
}
