internal import Kernels

/// How a variable begins.
///
/// `fanIn` and `fanOut` are the numbers of values that one output is made of and that one input
/// goes into: for a kernel `[…, in, out]`, the product of the other axes times `in`, and times
/// `out`. Names and scales are Keras'.
public enum Initializer: Hashable, Codable, Sendable {
  /// The same value everywhere.
  case constant(Float)
  /// Evenly spread from `minimum` to below `maximum`.
  case randomUniform(minimum: Float = -0.05, maximum: Float = 0.05)
  /// Normal.
  case randomNormal(mean: Float = 0, deviation: Float = 0.05)
  /// Normal, without what lies beyond two deviations.
  case truncatedNormal(mean: Float = 0, deviation: Float = 0.05)
  /// Mean 0 and variance `scale / fan`.
  case varianceScaling(
    scale: Float = 1, mode: Fan = .fanIn, distribution: Distribution = .truncatedNormal)
  /// Rows or columns at right angles to each other, of length `gain`, over all axes but the last
  /// as one: Saxe et al., arXiv 1312.6120.
  case orthogonal(gain: Float = 1)

  /// Which fan a variance is divided by.
  public enum Fan: String, Codable, Sendable {
    /// The fan in.
    case fanIn
    /// The fan out.
    case fanOut
    /// Their mean.
    case average
  }

  /// What values are drawn from.
  public enum Distribution: String, Codable, Sendable {
    /// Evenly spread.
    case uniform
    /// Normal, cut off at two deviations and widened to make up for it.
    case truncatedNormal
    /// Normal.
    case untruncatedNormal
  }

  /// 0.
  public static let zeros = Initializer.constant(0)
  /// 1.
  public static let ones = Initializer.constant(1)
  /// Evenly spread over ±√(6 / (fanIn + fanOut)): Glorot and Bengio, AISTATS 2010.
  ///
  /// Keras' default for kernels.
  public static let glorotUniform = varianceScaling(mode: .average, distribution: .uniform)
  /// Normal with deviation √(2 / (fanIn + fanOut)), cut off at two deviations.
  public static let glorotNormal = varianceScaling(mode: .average)
  /// Evenly spread over ±√(6 / fanIn): He et al., arXiv 1502.01852.
  public static let heUniform = varianceScaling(scale: 2, distribution: .uniform)
  /// Normal with deviation √(2 / fanIn), cut off at two deviations.
  public static let heNormal = varianceScaling(scale: 2)
  /// Evenly spread over ±√(3 / fanIn): LeCun et al., "Efficient BackProp", 1998.
  public static let lecunUniform = varianceScaling(distribution: .uniform)
  /// Normal with deviation √(1 / fanIn), cut off at two deviations.
  public static let lecunNormal = varianceScaling()

  /// Fills a variable of the given shape.
  func fill(_ values: UnsafeMutablePointer<Float>, shape: Shape, from random: RandomStream) {
    let count = shape.elementCount
    switch self {
    case .constant(let value): values.update(repeating: value, count: count)
    case .randomUniform(let minimum, let maximum):
      let (middle, half) = ((maximum + minimum) / 2, (maximum - minimum) / 2)
      for (i, u) in random.uniforms(count).enumerated() { values[i] = middle + (2 * u - 1) * half }
    case .randomNormal(let mean, let deviation):
      for (i, normal) in random.normals(count).enumerated() {
        values[i] = mean + normal * deviation
      }
    case .truncatedNormal(let mean, let deviation):
      random.fillTruncatedNormal(values, count: count)
      for i in 0..<count { values[i] = mean + values[i] * deviation }
    case .varianceScaling(let scale, let mode, let distribution):
      let (fanIn, fanOut) = Self.fans(of: shape)
      let fan =
        switch mode {
        case .fanIn: fanIn
        case .fanOut: fanOut
        case .average: (fanIn + fanOut) / 2
        }
      distribution.initializer(scale: scale, fan: max(1, fan)).fill(
        values, shape: shape, from: random)
    case .orthogonal(let gain): Self.fillOrthogonal(values, shape, gain, random)
    }
  }

  static func fans(of shape: Shape) -> (fanIn: Float, fanOut: Float) {
    guard shape.rank > 1 else {
      return (Float(max(1, shape.elementCount)), Float(max(1, shape.elementCount)))
    }
    let field = shape.axes.dropLast(2).reduce(1, *)
    return (Float(field * shape[shape.rank - 2]), Float(field * shape[shape.rank - 1]))
  }

  /// Normal rows, each freed of its part along those before it and brought to the gain's length
  /// (Gram and Schmidt, twice over for the sake of rounding); of a tall matrix, its columns.
  private static func fillOrthogonal(
    _ values: UnsafeMutablePointer<Float>, _ shape: Shape, _ gain: Float, _ random: RandomStream
  ) {
    let columns = shape.axes.last ?? 1
    let rows = shape.elementCount / columns
    let (count, length) = (min(rows, columns), max(rows, columns))
    let normals = random.normals(count * length).map(Double.init)
    var vectors = (0..<count).map { Array(normals[$0 * length..<($0 + 1) * length]) }
    for v in 0..<count {
      for earlier in 0..<2 * v {
        let other = vectors[earlier % v]
        let dot = zip(vectors[v], other).reduce(0) { $0 + $1.0 * $1.1 }
        for i in 0..<length { vectors[v][i] -= dot * other[i] }
      }
      let norm = vectors[v].reduce(0) { $0 + $1 * $1 }.squareRoot()
      for i in 0..<length {
        vectors[v][i] /= norm
        let place = rows < columns ? v * columns + i : i * columns + v
        values[place] = gain * Float(vectors[v][i])
      }
    }
  }
}

extension Initializer.Distribution {
  /// The initializer that draws with mean 0 and variance `scale / fan`.
  fileprivate func initializer(scale: Float, fan: Float) -> Initializer {
    switch self {
    case .uniform:
      let limit = (3 * scale / fan).squareRoot()
      return .randomUniform(minimum: -limit, maximum: limit)
    case .truncatedNormal:
      // What is left of a normal's deviation when it is cut off at ±2; Keras makes up for it, too.
      return .truncatedNormal(deviation: (scale / fan).squareRoot() / 0.87962566103423978)
    case .untruncatedNormal: return .randomNormal(deviation: (scale / fan).squareRoot())
    }
  }
}
