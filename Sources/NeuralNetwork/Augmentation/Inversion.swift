public import Kernels

/// Turns ink to paper and paper to ink in a band along one edge or two that face each other.
///
///     y = 1 − x
public struct Inversion: Augmentation {
  /// Share of the height or width that a band covers, at most.
  public var reach: Float
  /// How many of the pictures are inverted in part.
  public var probability: Float

  /// Bands of a reach.
  public init(reach: Float = 0.4, probability: Float) {
    self.reach = reach
    self.probability = probability
  }

  /// The reach, if it is no share.
  public var defect: String? {
    (0...1).contains(reach) ? nil : "a reach from 0 to 1; received \(reach)"
  }

  /// Inverts the rows or columns near an edge.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    guard random.happens(probability) else { return }
    let areRows = random.happens(0.5)
    let edges = 1 + random.integer(below: 3)
    let length = areRows ? picture.rows : picture.columns
    let first = edges & 1 == 0 ? 0 : Int(random.uniform(in: 0...reach) * Float(length))
    let last = edges & 2 == 0 ? 0 : Int(random.uniform(in: 0...reach) * Float(length))
    for i in 0..<picture.rows {
      for j in 0..<picture.columns {
        let place = areRows ? i : j
        guard place < first || place >= length - last else { continue }
        picture.pixels[i * picture.columns + j] = 1 - picture.pixels[i * picture.columns + j]
      }
    }
  }
}
