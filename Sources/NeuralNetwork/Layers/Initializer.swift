internal import Kernels

/// How a variable begins.
///
/// `fanIn` and `fanOut` are the numbers of values that one output is made of and that one input
/// goes into: for a kernel `[…, in, out]`, the product of the other axes times `in`, and times
/// `out`.
public enum Initializer: String, Codable, Sendable, CaseIterable {
  /// 0.
  case zeros
  /// 1.
  case ones
  /// Evenly spread over ±√(6 / (fanIn + fanOut)): Glorot and Bengio, AISTATS 2010.
  ///
  /// Keras' default for kernels.
  case glorotUniform = "glorot_uniform"
  /// Normal with deviation √(2 / (fanIn + fanOut)), cut off at two deviations.
  case glorotNormal = "glorot_normal"
  /// Evenly spread over ±√(6 / fanIn): He et al., arXiv 1502.01852.
  case heUniform = "he_uniform"
  /// Normal with deviation √(2 / fanIn), cut off at two deviations.
  case heNormal = "he_normal"

  /// Fills a variable of the given shape.
  func fill(_ values: UnsafeMutablePointer<Float>, shape: Shape, from random: RandomStream) {
    let count = shape.elementCount
    let (fanIn, fanOut) = Self.fans(of: shape)
    switch self {
    case .zeros: values.update(repeating: 0, count: count)
    case .ones: values.update(repeating: 1, count: count)
    case .glorotUniform:
      Self.fill(values, count, uniform: (6 / (fanIn + fanOut)).squareRoot(), random)
    case .heUniform: Self.fill(values, count, uniform: (6 / fanIn).squareRoot(), random)
    case .glorotNormal:
      Self.fill(values, count, deviation: (2 / (fanIn + fanOut)).squareRoot(), random)
    case .heNormal: Self.fill(values, count, deviation: (2 / fanIn).squareRoot(), random)
    }
  }

  static func fans(of shape: Shape) -> (fanIn: Float, fanOut: Float) {
    guard shape.rank > 1 else {
      return (Float(max(1, shape.elementCount)), Float(max(1, shape.elementCount)))
    }
    let field = shape.axes.dropLast(2).reduce(1, *)
    return (Float(field * shape[shape.rank - 2]), Float(field * shape[shape.rank - 1]))
  }

  private static func fill(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, uniform limit: Float,
    _ random: RandomStream
  ) {
    for (i, u) in random.uniforms(count).enumerated() { values[i] = (2 * u - 1) * limit }
  }

  private static func fill(
    _ values: UnsafeMutablePointer<Float>, _ count: Int, deviation: Float, _ random: RandomStream
  ) {
    // What is left of a normal's deviation when it is cut off at ±2; Keras makes up for it, too.
    let remaining: Float = 0.87962566103423978
    var (filled, time) = (0, 0)
    while filled < count {
      for normal in random.normals(count, time: time) where abs(normal) < 2 && filled < count {
        values[filled] = normal * deviation / remaining
        filled += 1
      }
      time += 1
    }
  }
}
