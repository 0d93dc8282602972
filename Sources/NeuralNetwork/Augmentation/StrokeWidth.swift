public import Kernels

/// Makes strokes thicker or thinner, or leaves only their outline.
///
///     thicker:  y = x + t · (largest of the pixel and its four neighbours − x)
///     thinner:  y = x − t · (x − smallest of the five)
///     outline:  y = largest − smallest
///
/// Grey-scale dilation and erosion, mixed in by `t`.
public struct StrokeWidth: Augmentation {
  /// The most that is mixed in, 0 to 1, of each; every picture's share is drawn evenly between thinner
  /// and thicker.
  public var thicker, thinner: Float
  /// How many of the pictures become outlines instead.
  public var outlined: Float

  /// A change of stroke width.
  public init(thicker: Float = 0.7, thinner: Float = 0.4, outlined: Float = 0) {
    self.thicker = thicker
    self.thinner = thinner
    self.outlined = outlined
  }

  /// The shares, if they do not lie within 0 to 1.
  public var defect: String? {
    [thicker, thinner, outlined].allSatisfy { (0...1).contains($0) }
      ? nil : "shares from 0 to 1; received \(thicker), \(thinner) and \(outlined)"
  }

  /// Mixes each pixel with its neighbours.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    let becomesOutline = random.happens(outlined)
    let share = random.uniform(in: -thinner...thicker)
    let (pixels, old, columns) = (picture.pixels, picture.scratch, picture.columns)
    old.update(from: pixels, count: picture.count)
    for i in 0..<picture.rows {
      let above = old + max(i - 1, 0) * columns
      let row = old + i * columns
      let below = old + min(i + 1, picture.rows - 1) * columns
      let y = pixels + i * columns
      for j in 0..<columns {
        let (left, right) = (row[max(j - 1, 0)], row[min(j + 1, columns - 1)])
        let largest = max(max(max(above[j], below[j]), max(left, right)), row[j])
        let smallest = min(min(min(above[j], below[j]), min(left, right)), row[j])
        y[j] =
          becomesOutline
          ? largest - smallest
          : row[j] + (share > 0 ? share * (largest - row[j]) : share * (row[j] - smallest))
      }
    }
  }
}
