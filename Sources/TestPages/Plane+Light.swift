internal import Foundation
internal import Kernels

extension Plane {
  /// Dims what is not well lit.
  mutating func light(_ style: PageStyle) {
    if style.effects.contains(.shaded) { shade(style) }
    if style.effects.contains(.shadow) { castShadow(style) }
  }

  /// Light that falls off to one side, and to all sides of a lamp.
  private mutating func shade(_ style: PageStyle) {
    var random = style.random(.light)
    let angle = random.uniform() * 2 * .pi
    let (across, down) = (cos(angle) / Float(width), sin(angle) / Float(height))
    let (lampX, lampY) = (
      random.uniform(in: 0.1...0.9) * Float(width), random.uniform(in: 0.1...0.9) * Float(height)
    )
    let reach = 1 / Float(width * width + height * height)
    let (slope, fall) = (random.uniform(in: 0...1), random.uniform(in: 0.3...1.5))
    var darkness = Plane(width: width, height: height) { x, y in
      let (dx, dy) = (x - lampX, y - lampY)
      return slope * (x * across + y * down) + fall * (dx * dx + dy * dy) * reach
    }
    let (least, most) = (darkness.values.min() ?? 0, darkness.values.max() ?? 1)
    let factor = random.uniform(in: 0.45...0.6) / max(most - least, 1e-6)
    darkness.apply { $0 = ($0 - least) * factor }
    combine(darkness) { $0 *= 1 - $1 }
  }

  /// The shadow of a telephone or of an arm with fingers.
  private mutating func castShadow(_ style: PageStyle) {
    var random = style.random(.light)
    let softness = random.uniform(in: 3...30)
    let depth = 1 - random.uniform(in: 0.55...0.7)
    let size = Float(min(width, height))
    // From somewhere on the page to beyond its edge.
    let (x, y) = (
      random.uniform(in: 0.3...0.7) * Float(width), random.uniform(in: 0.3...0.7) * Float(height)
    )
    let angle = random.uniform() * 2 * .pi
    let (c, s) = (cos(angle), sin(angle))
    if random.happens(0.5) {
      let (half, corner) = (size * random.uniform(in: 0.18...0.35), size * 0.03)
      let dim = Plane(width: width, height: height) { u, v in
        // Along the telephone, whose far end is beyond the page, and across it.
        let along = corner - ((u - x) * c + (v - y) * s)
        let across = abs((v - y) * c - (u - x) * s) - half + corner
        let (a, b) = (max(along, 0), max(across, 0))
        let outside = (a * a + b * b).squareRoot() + min(max(along, across), 0) - corner
        return 1 - depth * (0.5 - outside / softness).smoothStep
      }
      combine(dim) { $0 *= $1 }
    } else {
      let far = 2 * Float(width + height)
      var limbs: [(SIMD2<Float>, SIMD2<Float>, Float)] = [
        (SIMD2(x, y), SIMD2(x + far * c, y + far * s), size * random.uniform(in: 0.1...0.16))
      ]
      for finger in 0..<4 {
        let turn = angle + .pi + (Float(finger) - 1.5) * 0.24
        let length = size * random.uniform(in: 0.2...0.3)
        limbs.append(
          (SIMD2(x, y), SIMD2(x + length * cos(turn), y + length * sin(turn)), size * 0.028))
      }
      let dim = Plane(width: width, height: height) { u, v in
        var outside = Float.infinity
        for (start, end, radius) in limbs {
          let (way, toHere) = (end - start, SIMD2(u, v) - start)
          let share = ((way * toHere).sum() / (way * way).sum()).clamped(to: 0...1)
          let rest = toHere - way * share
          outside = min(outside, (rest * rest).sum().squareRoot() - radius)
        }
        return 1 - depth * (0.5 - outside / softness).smoothStep
      }
      combine(dim) { $0 *= $1 }
    }
  }
}
