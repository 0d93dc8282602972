internal import Foundation
public import Kernels

/// Blurs a picture along a line of random direction, or, by two lines across each other, all around.
///
/// The mean of the nearest pixels to five places on the line.
public struct Blur: Augmentation {
  /// Pixels that a blur reaches, at most, to either side.
  public var reach: Float
  /// How many of the pictures are blurred.
  public var probability: Float

  /// Blurs of a reach.
  public init(reach: Float = 3, probability: Float) {
    self.reach = reach
    self.probability = probability
  }

  /// The reach, if it is negative or longer than any picture.
  public var defect: String? {
    (0...128).contains(reach) ? nil : "a reach from 0 to 128 pixels; received \(reach)"
  }

  /// Means along one line or two.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    guard random.happens(probability) else { return }
    let isAllAround = random.happens(0.5)
    let angle = random.uniform(in: 0...Float.pi)
    let length = random.uniform(in: 0...reach) * (isAllAround ? 0.5 : 1)
    smear(picture, down: length * sin(angle), across: length * sin(angle + .pi / 2))
    if isAllAround {
      smear(picture, down: length * sin(angle + .pi / 2), across: -length * sin(angle))
    }
  }

  /// The mean of five places from one end of a line to the other.
  private func smear(_ picture: Picture, down: Float, across: Float) {
    let (old, rows, columns) = (picture.scratch, picture.rows, picture.columns)
    old.update(from: picture.pixels, count: picture.count)
    let steps: [(Int, Int)] = (-2...2).map {
      (Int((down * Float($0) / 2).rounded()), Int((across * Float($0) / 2).rounded()))
    }
    for i in 0..<rows {
      for j in 0..<columns {
        var sum: Float = 0
        for (y, x) in steps {
          let (row, column) = (i + y, j + x)
          guard row >= 0, row < rows, column >= 0, column < columns else { continue }
          sum += old[row * columns + column]
        }
        picture.pixels[i * columns + j] = sum / 5
      }
    }
  }
}
