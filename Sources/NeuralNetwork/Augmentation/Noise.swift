public import Kernels

/// Adds grain to a picture, and turns single pixels black or white.
///
///     y = clip(x + deviation · ε, 0, 1),  ε uniform with variance 1;  a share of the pixels 0 or 1
///
/// A picture's deviation and share are drawn from 0 to the given ones.
public struct Noise: Augmentation {
  /// The largest standard deviation of the grain.
  public var deviation: Float
  /// The largest share of pixels that turn black or white.
  public var impulses: Float
  /// How many of the pictures get noise: half of them grain, half of them impulses.
  public var probability: Float

  /// Noise up to the given strength.
  public init(deviation: Float = 0.4, impulses: Float = 0.25, probability: Float) {
    self.deviation = deviation
    self.impulses = impulses
    self.probability = probability
  }

  /// The strengths, if they do not lie within 0 to 1.
  public var defect: String? {
    (0...1).contains(deviation) && (0...1).contains(impulses)
      ? nil : "a deviation and impulses from 0 to 1; received \(deviation) and \(impulses)"
  }

  /// Draws a number for every pixel.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    guard random.happens(probability) else { return }
    let isGrain = random.happens(0.5)
    // √12 makes the variance of −1/2…1/2 one.
    let width = random.uniform(in: 0...deviation) * 3.4641016
    let share = random.uniform(in: 0...impulses)
    let pixels = picture.pixels
    for i in 0..<picture.count {
      let number = random.uniform()
      if isGrain {
        pixels[i] = min(max(pixels[i] + width * (number - 0.5), 0), 1)
      } else if number < share {
        pixels[i] = number < share / 2 ? 0 : 1
      }
    }
  }
}
