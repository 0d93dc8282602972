internal import Foundation
internal import Kernels

extension CorruptedPicture {
  /// As many photons as Poisson draws where three would be white.
  func withShotNoise(_ random: inout RandomNumbers) -> CorruptedPicture {
    mapped { value in
      // Knuth's method: how many uniform numbers can be multiplied before the product falls below.
      let limit = exp(-3 * value)
      var (photons, product) = (0, random.uniform())
      while product > limit, photons < 3 {
        photons += 1
        product *= random.uniform()
      }
      return Float(photons) / 3
    }
  }

  /// 17 % of the pixels black or white.
  func withImpulses(_ random: inout RandomNumbers) -> CorruptedPicture {
    mapped { value in
      guard random.happens(0.17) else { return value }
      return random.happens(0.5) ? 1 : 0
    }
  }

  /// Blurred, pixels swapped with a neighbour twice, blurred.
  func behindGlass(_ random: inout RandomNumbers) -> CorruptedPicture {
    var picture = blurred(sigma: 0.7).mapped { Float(Int($0 * 255)) / 255 }
    for _ in 0..<2 {
      for row in stride(from: 27, through: 2, by: -1) {
        for column in stride(from: 27, through: 2, by: -1) where random.happens(0.5) {
          let (up, left) = (random.integer(below: 2), random.integer(below: 2))
          let other = (row - up) * Self.side + column - left
          picture.values.swapAt(row * Self.side + column, other)
        }
      }
    }
    return picture.blurred(sigma: 0.7)
  }

  /// A mean along one direction, with weights that fall off as half a Gaussian of deviation 3 over 21
  /// places: ImageMagick's `MotionBlurImage` with radius 10.
  func motionBlurred(angle: Float) -> CorruptedPicture {
    let weights = (0..<21).map { exp(-Float($0 * $0) / 18) }
    let sum = weights.reduce(0, +)
    let (down, across) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
    func place(_ index: Int) -> Int { min(max(index, 0), Self.side - 1) }
    var result = self
    for row in 0..<Self.side {
      for column in 0..<Self.side {
        var total: Float = 0
        for (step, weight) in weights.enumerated() {
          let y = Int((Float(step) * down - 0.5).rounded(.up))
          let x = Int((Float(step) * across - 0.5).rounded(.up))
          total += weight * self[place(row + y), place(column + x)]
        }
        result[row, column] = total / sum
      }
    }
    return result
  }

  /// Mud where a smoothed field of noise is high.
  func spattered(_ random: inout RandomNumbers) -> CorruptedPicture {
    let noise = CorruptedPicture(values.map { _ in 0.65 + 0.3 * random.normal() })
    let drops = noise.blurred(sigma: 1).mapped { $0 > 0.65 ? 1 : 0 }
    let mud = drops.blurred(sigma: 1.5).mapped { $0 < 0.8 ? 0 : $0 }
    return CorruptedPicture(zip(values, mud.values).map { $0 * (1 - $1) + 63 / 255 * $1 })
  }
}
