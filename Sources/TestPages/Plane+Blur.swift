internal import Foundation
internal import Kernels

extension Plane {
  /// Convolved with a Gaussian; beyond an edge is what is at it.
  func blurred(sigma: Float) -> Plane {
    let radius = max(1, Int(3 * sigma + 0.5))
    let kernel = DisplacementField.gaussian(sigma: sigma, radius: radius)
    return smeared(kernel, down: 0, across: 1).smeared(kernel, down: 1, across: 0)
  }

  /// Convolved with an even movement in a straight line.
  func moved(by length: Float, angle: Float) -> Plane {
    // Two places a pixel leave no steps.
    let places = max(3, Int(2 * length) | 1)
    let kernel = [Float](repeating: 1 / Float(places), count: places)
    let step = length / Float(places - 1)
    return smeared(kernel, down: sin(angle) * step, across: cos(angle) * step)
  }

  /// The sum of copies moved by multiples of a step, to the nearest pixel, each times a weight.
  private func smeared(_ kernel: [Float], down: Float, across: Float) -> Plane {
    var result = Plane(width: width, height: height)
    let (width, height) = (width, height)
    let middle = Float(kernel.count / 2)
    values.withUnsafeBufferPointer { old in
      result.values.withUnsafeMutableBufferPointer { new in
        for y in 0..<height {
          for (k, weight) in kernel.enumerated() {
            let (dy, dx) = (
              Int((down * (Float(k) - middle)).rounded()),
              Int((across * (Float(k) - middle)).rounded())
            )
            let source = min(max(y + dy, 0), height - 1) * width
            let (first, last) = (max(0, -dx), min(width, width - dx))
            for x in 0..<first { new[y * width + x] += weight * old[source] }
            for x in first..<last { new[y * width + x] += weight * old[source + x + dx] }
            for x in last..<width { new[y * width + x] += weight * old[source + width - 1] }
          }
        }
      }
    }
    return result
  }
}
