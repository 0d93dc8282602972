internal import Kernels

extension Plane {
  /// The plane turned against the clock, by radians, in the middle of a square that holds all of it.
  func turnedBack(by skew: Double) -> Plane {
    let diagonal = Double(width * width + height * height).squareRoot()
    let margin = Int((diagonal - Double(min(width, height))) / 2) + 1
    let square = bordered(by: margin)
    let resampling = Resampling(
      rows: square.height, columns: square.width, channels: 1, edge: .constant(0))
    let map = Resampling.Map(rows: square.height, columns: square.width, angle: Float(skew))
    let values = square.bytes.map(Float.init)
    var turned = [Float](repeating: 0, count: values.count)
    values.withUnsafeBufferPointer { values in
      turned.withUnsafeMutableBufferPointer { turned in
        guard let values = values.baseAddress, let turned = turned.baseAddress else { return }
        resampling.apply(map, to: values, into: turned)
      }
    }
    return Plane(
      width: square.width, height: square.height,
      bytes: turned.map { UInt8(min(max($0, 0), 255) + 0.5) })
  }
}
