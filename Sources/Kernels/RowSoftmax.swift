private import Foundation

/// Softmax over the rows of a matrix.
public enum RowSoftmax {
  /// `y[r, c] = e^(x[r, c] − max) / Σ e^(x[r, ·] − max)`.
  ///
  /// `y` may be `x`.
  public static func apply(
    to x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let (source, target) = (x + row * columns, y + row * columns)
      var largest = -Float.infinity
      for c in 0..<columns { largest = max(largest, source[c]) }
      for c in 0..<columns { target[c] = source[c] - largest }
      Elementwise.exponential(of: target, into: target, count: columns)
      var total: Float = 0
      for c in 0..<columns { total += target[c] }
      for c in 0..<columns { target[c] /= total }
    }
  }

  /// `dx = y · (dy − Σ dy · y)`, written over `dy`.
  public static func backpropagate(
    _ gradient: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let (dy, y) = (gradient + row * columns, output + row * columns)
      var dot: Float = 0
      for c in 0..<columns { dot += dy[c] * y[c] }
      for c in 0..<columns { dy[c] = y[c] * (dy[c] - dot) }
    }
  }
}

extension RowSoftmax {
  /// `x = log softmax(x)`, row by row.
  public static func applyLogarithm(
    to x: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let x = x + row * columns
      var largest = -Float.infinity
      for c in 0..<columns { largest = max(largest, x[c]) }
      var total: Float = 0
      for c in 0..<columns { total += exp(x[c] - largest) }
      let normaliser = largest + log(total)
      for c in 0..<columns { x[c] -= normaliser }
    }
  }

  /// `dx = dy − softmax · Σ dy` from `y = log softmax(x)`, written over `dy`.
  public static func backpropagateLogarithm(
    _ gradient: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let (dy, y) = (gradient + row * columns, output + row * columns)
      var total: Float = 0
      for c in 0..<columns { total += dy[c] }
      for c in 0..<columns { dy[c] -= exp(y[c]) * total }
    }
  }

  /// `x = max(x − tau, 0)` with the `tau` that makes each row sum to 1: Martins and Astudillo, arXiv
  /// 1602.02068.
  public static func applySparsemax(
    to x: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let x = x + row * columns
      // The same for all moved values alike; large ones would swallow the 1.
      var largest = -Float.infinity
      for c in 0..<columns { largest = max(largest, x[c]) }
      for c in 0..<columns { x[c] -= largest }
      let sorted = (0..<columns).map { x[$0] }.sorted(by: >)
      var (sum, tau): (Float, Float) = (0, 0)
      for (index, value) in sorted.enumerated() {
        sum += value
        let candidate = (sum - 1) / Float(index + 1)
        guard value > candidate else { break }
        tau = candidate
      }
      for c in 0..<columns { x[c] = max(x[c] - tau, 0) }
    }
  }

  /// `dx = dy − mean dy` where the output is positive, 0 elsewhere, written over `dy`.
  public static func backpropagateSparsemax(
    _ gradient: UnsafeMutablePointer<Float>, output: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let (dy, y) = (gradient + row * columns, output + row * columns)
      var (total, count): (Float, Float) = (0, 0)
      for c in 0..<columns where y[c] > 0 {
        total += dy[c]
        count += 1
      }
      for c in 0..<columns { dy[c] = y[c] > 0 ? dy[c] - total / count : 0 }
    }
  }
}
