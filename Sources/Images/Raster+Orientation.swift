extension Raster {
  /// The picture turned upright.
  func upright(from orientation: Orientation) -> Raster {
    guard orientation != .upright else { return self }
    let (columns, rows) = orientation.swapsSides ? (height, width) : (width, height)
    // Where the first pixel is stored, and how far from a pixel its right and its lower neighbour.
    let last = width * height - 1
    let lastRow = width * (height - 1)
    let (origin, right, down) =
      switch orientation {
      case .upright: (0, 1, width)
      case .mirrored: (width - 1, -1, width)
      case .upsideDown: (last, -1, -width)
      case .upsideDownMirrored: (lastRow, 1, -width)
      case .transposed: (0, width, 1)
      case .turnedLeft: (lastRow, -width, 1)
      case .transposedAcross: (last, -width, -1)
      case .turnedRight: (width - 1, width, -1)
      }

    let channels = channels.rawValue
    let turned = [UInt8](unsafeUninitializedCapacity: bytes.count) { turned, count in
      bytes.withUnsafeBufferPointer { stored in
        // In squares, since a column at a time would fetch a cache line for each byte.
        let side = 64
        for top in stride(from: 0, to: rows, by: side) {
          for left in stride(from: 0, to: columns, by: side) {
            for row in top..<min(top + side, rows) {
              for column in left..<min(left + side, columns) {
                let source = (origin + column * right + row * down) * channels
                let target = (row * columns + column) * channels
                for channel in 0..<channels {
                  turned.initializeElement(at: target + channel, to: stored[source + channel])
                }
              }
            }
          }
        }
      }
      count = bytes.count
    }
    return Raster(width: columns, height: rows, channels: self.channels, bytes: turned)
  }
}
