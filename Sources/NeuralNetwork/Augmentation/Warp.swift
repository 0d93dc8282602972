public import Kernels

/// Turns, slants, scales and moves a picture, and bends it as rubber, all in one resampling.
///
///     y[i, j] = x[A · (i, j) + shift + alpha · field[i, j]],  0 beyond the edge, bilinear between pixels
///
/// Each number is drawn evenly from minus to plus the given one. Digits bent so, in every epoch anew,
/// brought plain dense networks to 99.65 %: Cireşan, Meier, Gambardella and Schmidhuber, "Deep, big,
/// simple neural nets excel on handwritten digit recognition", Neural Computation 22(12), 2010.
public struct Warp: Augmentation {
  /// Degrees, either way.
  public var rotation: Float
  /// Degrees by which upright lines lean, either way; as a slope, `shear · π / 180` columns a row, which
  /// is the angle's tangent while that is small.
  public var shear: Float
  /// Share by which height and width, each on its own, grow or shrink.
  public var scale: Float
  /// Pixels, either way, up or down and left or right.
  public var shift: Float
  /// How a picture is bent; not at all if nil.
  public var elastic: Elastic?

  /// A warp of the given ranges.
  public init(
    rotation: Float = 0, shear: Float = 0, scale: Float = 0, shift: Float = 0,
    elastic: Elastic? = nil
  ) {
    self.rotation = rotation
    self.shear = shear
    self.scale = scale
    self.shift = shift
    self.elastic = elastic
  }

  /// Displaces every pixel along a smooth random field: Simard, Steinkraus and Platt, "Best practices
  /// for convolutional neural networks applied to visual document analysis", ICDAR 2003.
  ///
  /// A sample sees a window of one large field, which is computed when it is first needed.
  public struct Elastic: Sendable {
    /// The most that the field is multiplied with; each picture's factor is drawn from 0 to this.
    public var alpha: Float
    /// Pixels over which the field is smooth, 0.5 to 30.
    public let sigma: Float
    /// How many of the pictures are bent.
    public var probability: Float
    let field: DisplacementField

    /// A bending; Simard's own is `alpha: 34, sigma: 4`.
    public init(alpha: Float = 34, sigma: Float = 4, probability: Float = 1) {
      self.alpha = alpha
      self.sigma = sigma
      self.probability = probability
      field = DisplacementField(sigma: sigma)
    }
  }

  private static let unbent = DisplacementField(sigma: 1)

  /// The ranges, if they would turn a picture inside out or are no numbers.
  public var defect: String? {
    let limits = [(rotation, 360), (shear, 60), (scale, 0.9), (shift, 128)] as [(Float, Float)]
    guard limits.allSatisfy({ (0...$1).contains($0) }) else {
      return "rotation up to 360 and shear up to 60 degrees, scale up to 0.9 and shift up to 128 "
        + "pixels; received \(rotation), \(shear), \(scale) and \(shift)"
    }
    guard let elastic else { return nil }
    return DisplacementField.sigmas.contains(elastic.sigma) && (0...1000).contains(elastic.alpha)
      ? nil
      : "alpha from 0 to 1000 and sigma from 0.5 to 30; received \(elastic.alpha) and "
        + "\(elastic.sigma)"
  }

  /// Reads the picture at the places that chance sends each pixel to.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    func around(_ limit: Float) -> Float { random.uniform(in: -limit...limit) }
    let degree = Float.pi / 180
    let map = Resampling.Map(
      rows: picture.rows, columns: picture.columns, angle: around(rotation) * degree,
      shear: around(shear) * degree, rowZoom: 1 + around(scale), columnZoom: 1 + around(scale),
      rowShift: around(shift), columnShift: around(shift))
    let isBent = elastic.map { random.happens($0.probability) } ?? false
    let strength = isBent ? random.uniform(in: 0...(elastic?.alpha ?? 0)) : 0
    (elastic?.field ?? Self.unbent).withWindow(&random) { window in
      Warping.warp(
        picture.pixels, rows: picture.rows, columns: picture.columns, map, displacement: window,
        strength: strength, scratch: picture.scratch)
    }
  }
}
