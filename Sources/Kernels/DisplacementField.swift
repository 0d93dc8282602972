private import Foundation
private import Synchronization

/// Smooth random displacements, computed when first a window is asked for: a large field that is joined to itself at its edges,
/// of which every sample sees a window of its own.
///
/// Uniform numbers from −1 to 1, blurred by a Gaussian of deviation σ: Simard, Steinkraus and Platt,
/// "Best practices for convolutional neural networks", ICDAR 2003.
public final class DisplacementField: Sendable {
  /// Pixels along each side, before the field repeats itself.
  private static let side = 256
  /// The largest window.
  public static let largestWindow = 128

  private let sigma: Float
  private let values = AtomicLazyReference<Values>()
  private static var width: Int { side + largestWindow }

  /// The deviations, in pixels, that a field can have.
  public static let sigmas: ClosedRange<Float> = 0.5...30

  /// The field of a deviation in pixels, or of the nearest one that it can have.
  public init(sigma: Float) {
    self.sigma =
      sigma.isNaN ? 1 : min(max(sigma, Self.sigmas.lowerBound), Self.sigmas.upperBound)
  }

  /// The weights of a Gaussian blur along a line, which sum to 1.
  public static func gaussian(sigma: Float, radius: Int) -> [Float] {
    let weights = (-radius...radius).map { exp(-Float($0 * $0) / (2 * sigma * sigma)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Two places in the field.
  public struct Window {
    /// Displacements down and across; the next row's lie `width` numbers further on.
    public let rows, columns: UnsafePointer<Float>
    /// Numbers from one row of the field to the next.
    public let width: Int
  }

  /// Calls `body` with a random window.
  public func withWindow<Result>(
    _ random: inout RandomNumbers, _ body: (Window) -> Result
  ) -> Result {
    let (side, width) = (Self.side, Self.width)
    let first = random.integer(below: side) * width + random.integer(below: side)
    let second = random.integer(below: side) * width + random.integer(below: side)
    // Should two workers be first, both compute it, and one's numbers are kept.
    let values = values.load() ?? values.storeIfNil(Values(sigma: sigma))
    return values.numbers.withUnsafeBufferPointer { numbers in
      // The array is never empty.
      let base = numbers.baseAddress.unsafelyUnwrapped
      return body(Window(rows: base + first, columns: base + second, width: width))
    }
  }

  // Recipes have fields that most programs which know of them never use, and one takes some 10 ms.
  private final class Values: Sendable {
    let numbers: [Float]

    init(sigma: Float) {
      let side = DisplacementField.side
      let noise = RandomStream(seed: 0, purpose: .distortion, index: 0xFF_FFFF)
        .uniforms(side * side).map { 2 * $0 - 1 }
      let radius = min(side / 2 - 1, Int((4 * sigma).rounded(.up)))
      let kernel = DisplacementField.gaussian(sigma: sigma, radius: radius)
      /// Blurs along the rows and turns the field on its side, so that twice does all.
      func blurred(_ field: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: side * side)
        for i in 0..<side {
          for j in 0..<side {
            var total: Float = 0
            for (k, share) in kernel.enumerated() {
              total += share * field[i * side + (j + k - radius + side) % side]
            }
            result[j * side + i] = total
          }
        }
        return result
      }
      let field = blurred(blurred(noise))
      let width = DisplacementField.width
      numbers = (0..<width * width).map { field[$0 / width % side * side + $0 % width % side] }
    }
  }
}
