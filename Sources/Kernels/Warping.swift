private import CKernels

/// Reads a picture of one channel at other places than its pixels: an affine map with a displacement of
/// each pixel on top.
public enum Warping {
  /// How many numbers of scratch memory a picture needs.
  public static func scratchCount(rows: Int, columns: Int) -> Int { (rows + 3) * (columns + 3) }

  /// `picture[i, j] = picture[map(i, j) + strength · displacement[i, j]]`, 0 beyond the edge, between
  /// pixels as a mixture of the four around.
  public static func warp(
    _ picture: UnsafeMutablePointer<Float>, rows: Int, columns: Int, _ map: Resampling.Map,
    displacement: DisplacementField.Window, strength: Float,
    scratch framed: UnsafeMutablePointer<Float>
  ) {
    framed.update(repeating: 0, count: scratchCount(rows: rows, columns: columns))
    for i in 0..<rows {
      (framed + (i + 1) * (columns + 3) + 1).update(from: picture + i * columns, count: columns)
    }
    var map = (
      map.rowByRow, map.rowByColumn, map.row, map.columnByRow, map.columnByColumn, map.column
    )
    withUnsafeBytes(of: &map) { map in
      guard let map = map.baseAddress else { return }
      kernels_warp(
        picture, framed, rows, columns, map.assumingMemoryBound(to: Float.self),
        displacement.rows, displacement.columns, displacement.width, strength)
    }
  }
}
