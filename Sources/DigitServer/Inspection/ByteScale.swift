internal import Foundation
internal import NeuralNetwork

/// How numbers become bytes that a page can draw.
///
/// A training that went astray leaves numbers that are not finite: they do not stretch the scale, and
/// are drawn as its lower end, or as 0 where that is the middle.
struct ByteScale: Equatable {
  /// What the lower end and byte 255 stand for.
  let minimum, maximum: Float
  /// Byte 128 is 0, and 1 the lower end; otherwise that is byte 0.
  private let isAboutZero: Bool

  /// From the least number, byte 0, to the largest, 255.
  init(from values: [Float]) {
    let finite = values.lazy.filter(\.isFinite)
    minimum = finite.min() ?? 0
    maximum = finite.max() ?? 0
    isAboutZero = false
  }

  /// As far below 0, which is byte 128, as above: bytes 1 to 255.
  init(aboutZero values: [Float]) {
    maximum = values.lazy.filter(\.isFinite).reduce(0) { max($0, abs($1)) }
    minimum = -maximum
    isAboutZero = true
  }

  /// The byte of a number; the first, or that of 0, where all numbers are alike.
  func byte(_ value: Float) -> UInt8 {
    // The distance of two floats may be too large for a float.
    let range = Double(maximum) - Double(minimum)
    guard value.isFinite, range > 0 else { return isAboutZero ? 128 : 0 }
    let share = (Double(value) - Double(minimum)) / range
    return UInt8(clamping: Int((isAboutZero ? 1 + 254 * share : 255 * share).rounded()))
  }

  /// The bytes of an array `[rows, columns, channels]`, channel by channel; of any other, in its order.
  func planes(_ values: [Float], shape: Shape) -> Data {
    guard shape.rank == 3 else { return Data(values.map(byte)) }
    let (pixels, channels) = (shape[0] * shape[1], shape[2])
    var planes = [UInt8](repeating: 0, count: values.count)
    for channel in 0..<channels {
      for pixel in 0..<pixels {
        planes[channel * pixels + pixel] = byte(values[pixel * channels + channel])
      }
    }
    return Data(planes)
  }
}
