private import CKernels

/// One optimizer step over a stretch of the flat parameter buffer.
public enum Optimization {
  /// Adam as Keras computes it.
  ///
  ///     m += (g − m) · (1 − beta1)
  ///     v += (g² − v) · (1 − beta2)
  ///     w −= alpha · m / (√v + epsilon)
  ///
  /// `alpha` is the learning rate with the bias correction, `rate · √(1 − beta2^t) / (1 −
  /// beta1^t)`.
  public static func adam(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    mean: UnsafeMutablePointer<Float>, variance: UnsafeMutablePointer<Float>, count: Int,
    alpha: Float, beta1: Float, beta2: Float, epsilon: Float
  ) {
    kernels_adam(weights, gradients, mean, variance, count, alpha, beta1, beta2, epsilon)
  }

  /// Gradient descent with momentum as Keras computes it.
  ///
  ///     v = momentum · v − rate · g
  ///     w += v                            (Nesterov: momentum · v − rate · g)
  public static func momentum(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    velocity: UnsafeMutablePointer<Float>, count: Int, learningRate: Float, momentum: Float,
    nesterov: Bool
  ) {
    kernels_sgd(weights, gradients, velocity, count, learningRate, momentum, nesterov ? 1 : 0)
  }

  /// `w −= rate · g`.
  public static func descend(
    weights: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>, count: Int,
    learningRate: Float
  ) {
    for i in 0..<count { weights[i] -= learningRate * gradients[i] }
  }
}

extension Optimization {
  /// Brings the singular values of a matrix near to 1, between 0.7 and 1.2, and leaves its singular
  /// vectors: Newton and Schulz's iteration with Jordan's coefficients.
  ///
  ///     X = G / ‖G‖;  X = a X + (b A + c A²) X,  A = X Xᵀ,  as often as asked
  public static func evenSingularValues(
    of matrix: UnsafeMutablePointer<Float>, rows: Int, columns: Int, steps: Int
  ) {
    let (a, b, c): (Float, Float, Float) = (3.4445, -4.7750, 2.0315)
    let count = rows * columns
    var square = 0.0
    for i in 0..<count { square += Double(matrix[i]) * Double(matrix[i]) }
    let norm = Float(square.squareRoot()) + 1e-7
    for i in 0..<count { matrix[i] /= norm }
    // X Xᵀ for a wide matrix, Xᵀ X for a tall one, whichever is smaller.
    let side = min(rows, columns)
    let isTall = rows > columns
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count + 2 * side * side) { scratch in
      guard let base = scratch.baseAddress else { return }
      let x = Matrix(matrix, rows: rows, columns: columns)
      let gram = Matrix(base, rows: side, columns: side)
      let polynomial = Matrix(base + side * side, rows: side, columns: side)
      let product = Matrix(base + 2 * side * side, rows: rows, columns: columns)
      for _ in 0..<steps {
        MatrixProduct.multiply(
          isTall ? x.transposed : x, isTall ? x : x.transposed, into: gram)
        MatrixProduct.multiply(gram, gram, into: polynomial)
        for i in 0..<side * side {
          polynomial.base[i] = b * gram.base[i] + c * polynomial.base[i]
        }
        MatrixProduct.multiply(isTall ? x : polynomial, isTall ? polynomial : x, into: product)
        for i in 0..<count { matrix[i] = a * matrix[i] + product.base[i] }
      }
    }
  }
}
