private import Foundation
internal import Kernels

extension Plane {
  /// The plane with a tilt undone, in the middle of as much paper as that takes.
  func upright(_ tilt: Tilt) -> Plane {
    let (cosine, sine) = (cos(tilt.skew), sin(tilt.skew))
    let (across, down) = (Double(width), Double(height))
    // The box around the turned one; more would be the square of a tall stroke's height.
    let newDown = abs(cosine) * down + abs(sine) * across
    let newAcross =
      abs(sine - tilt.slant * cosine) * down + abs(cosine + tilt.slant * sine) * across
    func margin(_ new: Double, _ old: Double) -> Int { Int(max(0, new - old) / 2) + 2 }
    let large = bordered(across: margin(newAcross, across), down: margin(newDown, down))
    let resampling = Resampling(
      rows: large.height, columns: large.width, channels: 1, edge: .constant(0))
    let map = Resampling.Map(
      rows: large.height, columns: large.width, angle: Float(tilt.skew),
      shear: Float(tilt.slant))
    let values = large.bytes.map(Float.init)
    var turned = [Float](repeating: 0, count: values.count)
    values.withUnsafeBufferPointer { values in
      turned.withUnsafeMutableBufferPointer { turned in
        guard let values = values.baseAddress, let turned = turned.baseAddress else { return }
        resampling.apply(map, to: values, into: turned)
      }
    }
    return Plane(
      width: large.width, height: large.height,
      bytes: turned.map { UInt8(min(max($0, 0), 255) + 0.5) })
  }
}

/// How a page is turned, and how a hand leans.
struct Tilt: Hashable {
  /// Radians that the lines are turned, with the clock.
  var skew = 0.0
  /// Columns that strokes go to the right for each row down.
  var slant = 0.0

  static let none = Tilt()
}
