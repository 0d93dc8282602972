public import Kernels

/// Gives ink and paper other shades, with a soft shadow over both.
///
///     y = clip(paper + (ink − paper) · x + shadow · field, 0, 1)
///
/// Paper is drawn from 0 to `brightness`, ink from there plus `contrast`, but at most 1, to 1.
public struct Lighting: Augmentation {
  /// How bright the paper may be, where ink is 1.
  public var brightness: Float
  /// The least that ink and paper differ by, where there is room for it below 1.
  public var contrast: Float
  /// The largest standard deviation of the shadow over a picture, about.
  public var shadow: Float
  /// How many of the pictures are lit anew.
  public var probability: Float
  private static let field = DisplacementField(sigma: 5)

  /// Lighting in the given ranges.
  public init(
    brightness: Float = 0.6, contrast: Float = 0.3, shadow: Float = 0.3, probability: Float
  ) {
    self.brightness = brightness
    self.contrast = contrast
    self.shadow = shadow
    self.probability = probability
  }

  /// The ranges, if they do not lie within 0 to 1.
  public var defect: String? {
    let isSensible = [brightness, contrast, shadow].allSatisfy { (0...1).contains($0) }
    return isSensible
      ? nil
      : "brightness, contrast and shadow from 0 to 1; "
        + "received \(brightness), \(contrast) and \(shadow)"
  }

  /// Maps every pixel.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    guard random.happens(probability) else { return }
    let paper = random.uniform(in: 0...brightness)
    let ink = random.uniform(in: min(1, paper + contrast)...1)
    // A field of deviation 5 has values about 1 / 30.
    let depth = random.uniform(in: 0...shadow) * 30
    Self.field.withWindow(&random) { window in
      for i in 0..<picture.rows {
        let (row, field) = (picture.pixels + i * picture.columns, window.rows + i * window.width)
        for j in 0..<picture.columns {
          row[j] = min(max(paper + (ink - paper) * row[j] + depth * field[j], 0), 1)
        }
      }
    }
  }
}
