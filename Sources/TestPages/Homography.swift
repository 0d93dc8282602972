/// A map that takes straight lines to straight lines.
struct Homography {
  /// Rows of a 3 × 3 matrix.
  let rows: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)

  static let identity = Homography(rows: (SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)))

  static func translation(_ x: Float, _ y: Float) -> Homography {
    Homography(rows: (SIMD3(1, 0, x), SIMD3(0, 1, y), SIMD3(0, 0, 1)))
  }

  func callAsFunction(_ x: Float, _ y: Float) -> (x: Float, y: Float) {
    let point = SIMD3(x, y, 1)
    let w = (rows.2 * point).sum()
    return ((rows.0 * point).sum() / w, (rows.1 * point).sum() / w)
  }

  /// This one after another.
  func after(_ other: Homography) -> Homography {
    func row(_ a: SIMD3<Float>) -> SIMD3<Float> {
      other.rows.0 * a.x + other.rows.1 * a.y + other.rows.2 * a.z
    }
    return Homography(rows: (row(rows.0), row(rows.1), row(rows.2)))
  }

  /// The way back, by the adjugate, since a common factor means nothing.
  var inverse: Homography {
    func cross(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> {
      SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }
    let columns = (cross(rows.1, rows.2), cross(rows.2, rows.0), cross(rows.0, rows.1))
    return Homography(
      rows: (
        SIMD3(columns.0.x, columns.1.x, columns.2.x), SIMD3(columns.0.y, columns.1.y, columns.2.y),
        SIMD3(columns.0.z, columns.1.z, columns.2.z)
      ))
  }
}
