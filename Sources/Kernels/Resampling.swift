private import Foundation

/// A picture read at other places than its pixels: turned, moved, scaled.
public struct Resampling: Sendable {
  /// What lies beyond a picture's edge.
  public enum Edge: Sendable {
    /// The picture, mirrored: `d c b a | a b c d | d c b a`.
    case reflect
    /// The picture again: `a b c d | a b c d | a b c d`.
    case wrap
    /// The pixel at the edge: `a a a a | a b c d | d d d d`.
    case nearest
    /// The same value everywhere.
    case constant(Float)
  }

  /// Which place of the picture each pixel of the result shows.
  ///
  ///     row    = rowByRow · i + rowByColumn · j + row
  ///     column = columnByRow · i + columnByColumn · j + column
  public struct Map: Sendable {
    var rowByRow, rowByColumn, row, columnByRow, columnByColumn, column: Float

    /// The map that turns by an angle in radians, against the clock, about the picture's middle;
    /// shows `zoom` times as much of it; slants it by `shear` columns a row; and moves it by some rows
    /// and columns.
    public init(
      rows: Int, columns: Int, angle: Float = 0, shear: Float = 0, rowZoom: Float = 1,
      columnZoom: Float = 1, rowShift: Float = 0, columnShift: Float = 0
    ) {
      let (middleRow, middleColumn) = (Float(rows - 1) / 2, Float(columns - 1) / 2)
      let (cosine, sine) = (cos(angle), sin(angle))
      rowByRow = rowZoom * (cosine + shear * sine)
      rowByColumn = rowZoom * sine
      columnByRow = columnZoom * (shear * cosine - sine)
      columnByColumn = columnZoom * cosine
      row = middleRow - rowByRow * middleRow - rowByColumn * middleColumn - rowShift
      column = middleColumn - columnByRow * middleRow - columnByColumn * middleColumn - columnShift
    }
  }

  private let rows, columns, channels: Int
  private let edge: Edge

  /// A resampling of pictures of the given size.
  public init(rows: Int, columns: Int, channels: Int, edge: Edge) {
    self.rows = rows
    self.columns = columns
    self.channels = channels
    self.edge = edge
  }

  /// Reads a picture through a map, between pixels as a mixture of the four around ("bilinear").
  public func apply(
    _ map: Map, to picture: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    output.update(repeating: 0, count: rows * columns * channels)
    forEachShare(map) { pixel, source, share in
      let y = output + pixel * channels
      if let source {
        for c in 0..<channels { y[c] += picture[source * channels + c] * share }
      } else if case .constant(let value) = edge {
        for c in 0..<channels { y[c] += value * share }
      }
    }
  }

  /// `gradient += ` each pixel's share of the output's gradient: the gradient of
  /// ``apply(_:to:into:)``.
  public func scatterAdd(
    _ outputGradient: UnsafePointer<Float>, through map: Map,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    forEachShare(map) { pixel, source, share in
      guard let source else { return }
      for c in 0..<channels {
        gradient[source * channels + c] += outputGradient[pixel * channels + c] * share
      }
    }
  }

  /// Calls `body` for the four pixels that each pixel of the result is a mixture of; nil is beyond
  /// the edge.
  @inline(__always)
  private func forEachShare(
    _ map: Map, _ body: (_ pixel: Int, _ source: Int?, _ share: Float) -> Void
  ) {
    for i in 0..<rows {
      for j in 0..<columns {
        let row = map.rowByRow * Float(i) + map.rowByColumn * Float(j) + map.row
        let column = map.columnByRow * Float(i) + map.columnByColumn * Float(j) + map.column
        let (top, left) = (row.rounded(.down), column.rounded(.down))
        let (below, right) = (row - top, column - left)
        for dy in 0...1 {
          let y = place(Int(top) + dy, rows)
          for dx in 0...1 {
            let x = place(Int(left) + dx, columns)
            let source = y < 0 || x < 0 ? nil : y * columns + x
            let share = (dy == 0 ? 1 - below : below) * (dx == 0 ? 1 - right : right)
            body(i * columns + j, source, share)
          }
        }
      }
    }
  }

  /// The pixel of an axis that stands for one beyond its ends; −1 if none does.
  private func place(_ index: Int, _ size: Int) -> Int {
    if index >= 0 && index < size { return index }
    switch edge {
    case .nearest: return min(max(index, 0), size - 1)
    case .wrap: return (index % size + size) % size
    case .reflect:
      let inside = (index % (2 * size) + 2 * size) % (2 * size)
      return inside < size ? inside : 2 * size - 1 - inside
    case .constant: return -1
    }
  }
}
