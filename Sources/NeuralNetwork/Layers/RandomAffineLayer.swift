internal import Kernels

/// A layer that reads pictures, while training, at randomly turned, moved or scaled places.
///
///     y[n, i, j, c] = x[n, map(i, j), c], between pixels a mixture of the four around    training
///     y = x                                                                              inference
///
/// What is drawn is a function of the seed, the layer, the epoch and the sample's place in it, as
/// the mask of ``Dropout``, so neither the number of threads nor a resumed training changes it.
/// Directions and defaults are those of Keras' layers of these names, with `bilinear` interpolation.
public protocol RandomAffineLayer: Layer {
  /// What lies beyond a picture's edge.
  var fillMode: FillMode { get }
  /// The map for one picture, from numbers in `0..<1`.
  func placement(rows: Int, columns: Int, random: SIMD4<Float>) -> AffinePlacement
  /// All settings make sense.
  var isValid: Bool { get }
}

/// How a picture is turned (radians, against the clock), scaled (above 1: more of it is shown,
/// smaller) and moved (pixels, down and to the right).
public struct AffinePlacement: Sendable {
  var angle: Float = 0
  var rowZoom: Float = 1
  var columnZoom: Float = 1
  var rowShift: Float = 0
  var columnShift: Float = 0
}

/// What lies beyond a picture's edge, under Keras' names.
public enum FillMode: Hashable, Sendable, Codable {
  /// The picture, mirrored: `d c b a | a b c d | d c b a`.
  case reflect
  /// The picture again: `a b c d | a b c d | a b c d`.
  case wrap
  /// The pixel at the edge: `a a a a | a b c d | d d d d`.
  case nearest
  /// The same value everywhere.
  case constant(Float = 0)

  var edge: Resampling.Edge {
    switch self {
    case .reflect: .reflect
    case .wrap: .wrap
    case .nearest: .nearest
    case .constant(let value): .constant(value)
    }
  }
}

extension RandomAffineLayer {
  /// The input's shape.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePictures(input)
    guard isValid else {
      throw .invalidLayer(kind, "needs factors from −1 to 1, shares of the whole")
    }
    return input
  }

  /// Outside of training values stay as they are.
  public var lastActivation: ActivationFunction? { nil }

  /// A resampling of each picture.
  public func operation(_ place: Placement) -> any Operation {
    let shape = place.inputShape
    let count = shape.elementCount
    let random = place.context.streams.next(.augmentation)
    let resampling = Resampling(
      rows: shape[0], columns: shape[1], channels: shape[2], edge: fillMode.edge)
    func map(_ pass: Pass, _ sample: Int) -> Resampling.Map {
      let drawn = placement(
        rows: shape[0], columns: shape[1],
        random: random.uniforms(sample: pass.firstSample + sample, time: pass.epoch))
      return Resampling.Map(
        rows: shape[0], columns: shape[1], angle: drawn.angle, rowZoom: drawn.rowZoom,
        columnZoom: drawn.columnZoom, rowShift: drawn.rowShift, columnShift: drawn.columnShift)
    }
    return StatelessOperation.whileTraining(place) { pass, x, y in
      for sample in 0..<pass.count {
        resampling.apply(map(pass, sample), to: x + sample * count, into: y + sample * count)
      }
    } backward: { pass, dy, dx in
      dx.update(repeating: 0, count: pass.count * count)
      for sample in 0..<pass.count {
        resampling.scatterAdd(
          dy + sample * count, through: map(pass, sample), into: dx + sample * count)
      }
    }
  }
}

extension ClosedRange<Float> {
  /// The value a share of the way through.
  func value(at share: Float) -> Float { lowerBound + (upperBound - lowerBound) * share }

  /// As far below 0 as above it, as Keras reads a single factor.
  static func around(_ factor: Float) -> Self { -abs(factor)...abs(factor) }

  var isFactor: Bool { lowerBound >= -1 && upperBound <= 1 }
}
