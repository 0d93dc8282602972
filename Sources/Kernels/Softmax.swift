/// Softmax over the rows of a matrix.
public enum Softmax {
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
