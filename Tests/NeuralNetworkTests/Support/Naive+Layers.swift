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

  func convolved(
    _ x: NaiveTensor, _ kernel: NaiveTensor, _ bias: NaiveTensor?, _ windows: Windows, groups: Int
  ) -> NaiveTensor {
    let (rows, columns) = windows.places(over: x, kernel.shape[0], kernel.shape[1])
    let (filters, channels) = (kernel.shape[3], kernel.shape[2])
    var y = NaiveTensor([x.shape[0], rows.count, columns.count, filters])
    for sample in 0..<x.shape[0] {
      for i in 0..<rows.count {
        for j in 0..<columns.count {
          for filter in 0..<filters {
            var sum = bias?[filter] ?? 0
            let first = filter / (filters / groups) * channels
            for (row, a) in rows.under(i) {
              for (column, b) in columns.under(j) {
                for channel in 0..<channels {
                  sum += x[sample, row, column, first + channel] * kernel[a, b, channel, filter]
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

  func depthwise(
    _ x: NaiveTensor, _ kernel: NaiveTensor, _ bias: NaiveTensor?, _ windows: Windows
  ) -> NaiveTensor {
    let (rows, columns) = windows.places(over: x, kernel.shape[0], kernel.shape[1])
    let multiplier = kernel.shape[3]
    var y = NaiveTensor([x.shape[0], rows.count, columns.count, x.shape[3] * multiplier])
    for sample in 0..<x.shape[0] {
      for i in 0..<rows.count {
        for j in 0..<columns.count {
          for output in 0..<y.shape[3] {
            let (channel, number) = (output / multiplier, output % multiplier)
            var sum = bias?[output] ?? 0
            for (row, a) in rows.under(i) {
              for (column, b) in columns.under(j) {
                sum += x[sample, row, column, channel] * kernel[a, b, channel, number]
              }
            }
            y[sample, i, j, output] = sum
          }
        }
      }
    }
    return y
  }

  func pooled(
    _ x: NaiveTensor, _ size: Size2D, _ windows: Windows, _ join: ([Double]) -> Double
  ) -> NaiveTensor {
    let (rows, columns) = windows.places(over: x, size.rows, size.columns)
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

  func padded(_ x: NaiveTensor, _ layer: ZeroPadding2D) -> NaiveTensor {
    var y = NaiveTensor([
      x.shape[0], x.shape[1] + layer.top + layer.bottom, x.shape[2] + layer.left + layer.right,
      x.shape[3],
    ])
    for sample in 0..<x.shape[0] {
      for row in 0..<x.shape[1] {
        for column in 0..<x.shape[2] {
          for channel in 0..<x.shape[3] {
            y[sample, row + layer.top, column + layer.left, channel] =
              x[sample, row, column, channel]
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
    let isTraining = isTraining && !isFrozen
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

  func normalizedRows(
    _ x: NaiveTensor, _ layer: LayerNormalization, gamma: NaiveTensor?, beta: NaiveTensor?
  ) -> NaiveTensor {
    var y = x.matrix
    let channels = y.shape[1]
    for row in 0..<y.shape[0] {
      let values = (0..<channels).map { y[row, $0] }
      let mean = values.reduce(0, +) / Double(channels)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(channels)
      for (c, value) in values.enumerated() {
        y[row, c] =
          (value - mean) / (variance + Double(layer.epsilon)).squareRoot() * (gamma?[c] ?? 1)
          + (beta?[c] ?? 0)
      }
    }
    return y.reshaped(x.shape)
  }

  /// An axis of length 1 in `alpha` serves all along it.
  func parametric(_ x: NaiveTensor, _ alpha: NaiveTensor) -> NaiveTensor {
    var y = x
    for i in x.values.indices where x.values[i] < 0 {
      var (rest, place, stride) = (i, 0, 1)
      for axis in alpha.shape.indices.reversed() {
        let length = x.shape[axis + 1]
        if alpha.shape[axis] > 1 { place += rest % length * stride }
        rest /= length
        stride *= alpha.shape[axis]
      }
      y.values[i] *= alpha[place]
    }
    return y
  }
}

/// How windows are moved.
struct Windows {
  private let strides, dilation: Size2D
  private let padding: Padding

  init(_ strides: Size2D, _ dilation: Size2D, _ padding: Padding) {
    self.strides = strides
    self.dilation = dilation
    self.padding = padding
  }

  func places(over x: NaiveTensor, _ rows: Int, _ columns: Int) -> (rows: Places, columns: Places) {
    (
      Places(x.shape[1], rows, strides.rows, dilation.rows, padding),
      Places(x.shape[2], columns, strides.columns, dilation.columns, padding)
    )
  }
}

/// Where windows lie along one axis.
struct Places {
  let count: Int
  /// What is under each window: where on the input, and where in the window.
  private let windows: [[(position: Int, offset: Int)]]

  init(_ input: Int, _ size: Int, _ stride: Int, _ dilation: Int, _ padding: Padding) {
    let span = (size - 1) * dilation + 1
    var before = 0
    switch padding {
    case .valid: count = (input - span) / stride + 1
    case .same:
      count = Int((Double(input) / Double(stride)).rounded(.up))
      before = max((count - 1) * stride + span - input, 0) / 2
    }
    windows = (0..<count).map { window in
      (0..<size).map { (window * stride + $0 * dilation - before, $0) }
        .filter { (0..<input).contains($0.0) }
    }
  }

  func under(_ window: Int) -> [(position: Int, offset: Int)] { windows[window] }
}
