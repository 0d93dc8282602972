/// How much of each pixel a written digit covers, from 0 to 1, cut to its ink.
struct Glyph {
  private(set) var plane: Plane

  var width: Int { plane.width }
  var height: Int { plane.height }

  /// A picture of MNIST, blown up until its ink is so many pixels high.
  init(_ bytes: [UInt8], height: Float, pen: Pen) {
    let source = Source(bytes)
    let scale = height / source.inkHeight
    plane = pen.ink(height: height) { factor in
      // Room for wider strokes, and no more than that, since distances take their time.
      source.enlarged(by: scale * factor).withoutScraps()
        .cutToInk(margin: 3 + Int(0.07 * height * factor))
    }
    .withoutScraps().cutToInk(margin: 0)
  }
}

extension Glyph {
  /// A picture of MNIST with paper around it.
  private struct Source {
    static let margin = 4
    let values: Plane
    let inkHeight: Float

    init(_ bytes: [UInt8]) {
      let side = 28
      precondition(bytes.count == side * side, "Expected pictures of 28 × 28 bytes.")
      var values = Plane(width: side + 2 * Self.margin, height: side + 2 * Self.margin)
      var (columns, rows) = ((side, 0), (side, 0))
      for y in 0..<side {
        for x in 0..<side where bytes[y * side + x] > 0 {
          values[x + Self.margin, y + Self.margin] = Float(bytes[y * side + x]) / 255
          guard bytes[y * side + x] > 100 else { continue }
          columns = (min(columns.0, x), max(columns.1, x + 1))
          rows = (min(rows.0, y), max(rows.1, y + 1))
        }
      }
      self.values = values
      // Wide digits are not to become wider than a line is high.
      inkHeight = max(1, Float(rows.1 - rows.0), Float(columns.1 - columns.0) / 1.2)
    }

    /// Ink where the picture is darker than half of the darkest nearby, with edges of about 1.5
    /// pixels.
    func enlarged(by scale: Float) -> Plane {
      // A little blur takes away the steps of the small picture.
      let soft = values.blurred(sigma: 0.5)
      var limit = soft.darkestNearby().blurred(sigma: 0.8)
      limit.apply { $0 = max($0 / 2, 0.16) }
      var ink = soft.enlarged(by: scale)
      // Steep enough for no ink where there was none, and all of it in the middle of a stroke.
      let gain = max(0.6, 0.45 * scale)
      ink.combine(limit.enlarged(by: scale)) { ink, limit in
        ink = (0.5 + gain * (ink / limit - 1)).clamped(to: 0...1)
        if ink < 0.03 { ink = 0 }
      }
      return ink
    }
  }
}

extension Plane {
  /// The largest of a pixel and its eight neighbours.
  fileprivate func darkestNearby() -> Plane {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        var most: Float = 0
        for v in max(0, y - 1)...min(height - 1, y + 1) {
          for u in max(0, x - 1)...min(width - 1, x + 1) { most = max(most, self[u, v]) }
        }
        result[x, y] = most
      }
    }
    return result
  }

  /// Without the rows and columns at the edges where there is nothing, but with so many of them.
  fileprivate func cutToInk(margin: Int) -> Plane {
    var (columns, rows) = ((width, 0), (height, 0))
    for y in 0..<height {
      for x in 0..<width where self[x, y] > 0 {
        columns = (min(columns.0, x), max(columns.1, x + 1))
        rows = (min(rows.0, y), max(rows.1, y + 1))
      }
    }
    guard columns.0 < columns.1 else { return Plane(width: 1, height: 1) }
    columns = (max(0, columns.0 - margin), min(width, columns.1 + margin))
    rows = (max(0, rows.0 - margin), min(height, rows.1 + margin))
    return Plane(width: columns.1 - columns.0, height: rows.1 - rows.0) { x, y in
      self[Int(x) + columns.0, Int(y) + rows.0]
    }
  }
}
