import Foundation
import Kernels

@testable import NeuralNetwork

extension Naive {
  func dense(_ x: NaiveTensor, _ kernel: NaiveTensor, _ bias: NaiveTensor?) -> NaiveTensor {
    let (rows, units) = (x.matrix, kernel.shape[1])
    var y = NaiveTensor([rows.shape[0], units])
    for row in 0..<rows.shape[0] {
      for unit in 0..<units {
        var sum = bias?[unit] ?? 0
        for input in 0..<kernel.shape[0] { sum += rows[row, input] * kernel[input, unit] }
        y[row, unit] = sum
      }
    }
    return y.reshaped(x.shape.dropLast() + [units])
  }

  func activated(_ x: NaiveTensor, _ activation: ActivationFunction) -> NaiveTensor {
    switch activation {
    case .linear: return x
    case .relu: return x.map { max($0, 0) }
    case .sigmoid: return x.map { 1 / (1 + exp(-$0)) }
    case .tanh: return x.map(tanh)
    case .softmax:
      var y = x.matrix.map(exp)
      for row in 0..<y.shape[0] {
        let sum = (0..<y.shape[1]).reduce(0) { $0 + y[row, $1] }
        for column in 0..<y.shape[1] { y[row, column] /= sum }
      }
      return y.reshaped(x.shape)
    }
  }

  func convolved(
    _ x: NaiveTensor, _ kernel: NaiveTensor, _ bias: NaiveTensor?, _ strides: Size2D,
    _ padding: Padding
  ) -> NaiveTensor {
    let rows = Places(x.shape[1], kernel.shape[0], strides.rows, padding)
    let columns = Places(x.shape[2], kernel.shape[1], strides.columns, padding)
    let filters = kernel.shape[3]
    var y = NaiveTensor([x.shape[0], rows.count, columns.count, filters])
    for sample in 0..<x.shape[0] {
      for i in 0..<rows.count {
        for j in 0..<columns.count {
          for filter in 0..<filters {
            var sum = bias?[filter] ?? 0
            for (row, a) in rows.under(i) {
              for (column, b) in columns.under(j) {
                for channel in 0..<x.shape[3] {
                  sum += x[sample, row, column, channel] * kernel[a, b, channel, filter]
                }
              }
            }
            y[sample, i, j, filter] = sum
          }
        }
      }
    }
    return y
  }

  func pooled(
    _ x: NaiveTensor, _ size: Size2D, _ strides: Size2D, _ padding: Padding,
    _ join: ([Double]) -> Double
  ) -> NaiveTensor {
    let rows = Places(x.shape[1], size.rows, strides.rows, padding)
    let columns = Places(x.shape[2], size.columns, strides.columns, padding)
    var y = NaiveTensor([x.shape[0], rows.count, columns.count, x.shape[3]])
    for sample in 0..<x.shape[0] {
      for i in 0..<rows.count {
        for j in 0..<columns.count {
          for channel in 0..<x.shape[3] {
            y[sample, i, j, channel] = join(
              rows.under(i).flatMap { row, _ in
                columns.under(j).map { column, _ in x[sample, row, column, channel] }
              })
          }
        }
      }
    }
    return y
  }

  func normalized(
    _ x: NaiveTensor, _ layer: BatchNormalization, gamma: NaiveTensor?, beta: NaiveTensor?,
    _ movingMean: NaiveTensor, _ movingVariance: NaiveTensor
  ) -> NaiveTensor {
    let rows = x.matrix
    var y = rows
    for channel in 0..<rows.shape[1] {
      let values = (0..<rows.shape[0]).map { rows[$0, channel] }
      let batchMean = values.reduce(0, +) / Double(values.count)
      let mean = isTraining ? batchMean : movingMean[channel]
      let batchVariance =
        values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      let variance = isTraining ? batchVariance : movingVariance[channel]
      for (row, value) in values.enumerated() {
        y[row, channel] =
          (value - mean) / (variance + Double(layer.epsilon)).squareRoot()
          * (gamma?[channel] ?? 1) + (beta?[channel] ?? 0)
      }
    }
    return y.reshaped(x.shape)
  }
}

/// Where windows lie along one axis.
private struct Places {
  let count: Int
  /// What is under each window: where on the input, and where in the window.
  private let windows: [[(position: Int, offset: Int)]]

  init(_ input: Int, _ size: Int, _ stride: Int, _ padding: Padding) {
    var before = 0
    switch padding {
    case .valid: count = (input - size) / stride + 1
    case .same:
      count = Int((Double(input) / Double(stride)).rounded(.up))
      before = max((count - 1) * stride + size - input, 0) / 2
    }
    windows = (0..<count).map { window in
      (0..<size).map { (window * stride + $0 - before, $0) }.filter { (0..<input).contains($0.0) }
    }
  }

  func under(_ window: Int) -> [(position: Int, offset: Int)] { windows[window] }
}
