private import Foundation

/// Smooth random displacements, computed once: a large field that is joined to itself at its edges,
/// of which every sample sees a window of its own.
///
/// Uniform numbers from −1 to 1, blurred by a Gaussian of deviation σ: Simard, Steinkraus and Platt,
/// "Best practices for convolutional neural networks", ICDAR 2003.
public final class DisplacementField: Sendable {
  /// Pixels along each side, before the field repeats itself.
  private static let side = 256
  /// The largest window.
  public static let largestWindow = 128

  private let values: [Float]
  private static var width: Int { side + largestWindow }

  /// The field of a deviation, in pixels.
  public init(sigma: Float) {
    let side = Self.side
    let noise = RandomStream(seed: 0, purpose: .distortion, index: 0xFF_FFFF)
      .uniforms(side * side).map { 2 * $0 - 1 }
    let radius = min(side / 2 - 1, Int((4 * sigma).rounded(.up)))
    var kernel = (-radius...radius).map { exp(-Float($0 * $0) / (2 * sigma * sigma)) }
    let sum = kernel.reduce(0, +)
    kernel = kernel.map { $0 / sum }
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
    let width = Self.width
    values = (0..<width * width).map { field[$0 / width % side * side + $0 % width % side] }
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
    return values.withUnsafeBufferPointer { values in
      // The array is never empty.
      let base = values.baseAddress.unsafelyUnwrapped
      return body(Window(rows: base + first, columns: base + second, width: width))
    }
  }
}
