public import Kernels

/// Blanks a square at a random place, so that a network does not rely on any one stroke.
///
/// Zhong et al., "Random erasing data augmentation", arXiv 1708.04896; with a square of 4 pixels, as
/// Byerly et al., arXiv 2001.09136, do it on MNIST.
public struct Erasing: Augmentation {
  /// Pixels along a side.
  public var size: Int
  /// How many of the pictures lose a square.
  public var probability: Float

  /// Squares of a size.
  public init(size: Int = 4, probability: Float = 0.5) {
    self.size = size
    self.probability = probability
  }

  /// The size, if it is negative.
  public var defect: String? { size >= 0 ? nil : "a size that is not negative; received \(size)" }

  /// Writes zeros.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    guard random.happens(probability) else { return }
    let (height, width) = (min(max(0, size), picture.rows), min(max(0, size), picture.columns))
    let top = random.integer(below: picture.rows - height + 1)
    let left = random.integer(below: picture.columns - width + 1)
    for i in top..<top + height {
      (picture.pixels + i * picture.columns + left).update(repeating: 0, count: width)
    }
  }
}
