extension Raster {
  /// The picture with a longest side of at most so many pixels, each the mean of what it covers.
  func reduced(toLongestSide side: Int) throws(ImageError) -> Raster {
    guard side > 0 else { throw .invalidSide(side) }
    let longest = max(width, height)
    guard side < longest else { return self }
    func scaled(_ length: Int) -> Int { max(1, (length * side + longest / 2) / longest) }
    return averaged(columns: scaled(width), rows: scaled(height))
  }

  /// Means over the areas of `columns` by `rows` pixels.
  ///
  /// All in whole numbers: the picture is cut `columns` times finer across and `rows` times finer
  /// down, so that every new pixel covers `width` by `height` whole parts.
  private func averaged(columns: Int, rows: Int) -> Raster {
    let channels = channels.rawValue
    let area = width * height
    var sums = [Int](repeating: 0, count: columns * channels)
    var line = sums
    var means: [UInt8] = []
    means.reserveCapacity(columns * rows * channels)

    for row in 0..<height {
      addUp(row: row, to: &line, columns: columns)
      var parts = rows
      // The new row that the stored one's first part lies in, and the parts it still has room for.
      while parts > 0 {
        let position = row * rows + rows - parts
        let room = height - position % height
        let taken = min(parts, room)
        for index in sums.indices { sums[index] += line[index] * taken }
        parts -= taken
        if taken == room {
          for index in sums.indices {
            means.append(UInt8((sums[index] + area / 2) / area))
            sums[index] = 0
          }
        }
      }
    }
    return Raster(width: columns, height: rows, channels: self.channels, bytes: means)
  }

  /// Sums of a stored row over each new pixel's parts.
  private func addUp(row: Int, to line: inout [Int], columns: Int) {
    let channels = channels.rawValue
    for index in line.indices { line[index] = 0 }
    var target = 0
    var room = width
    for column in 0..<width {
      let source = (row * width + column) * channels
      var parts = columns
      while parts > 0 {
        let taken = min(parts, room)
        for channel in 0..<channels {
          line[target + channel] += Int(bytes[source + channel]) * taken
        }
        parts -= taken
        room -= taken
        if room == 0 {
          target += channels
          room = width
        }
      }
    }
  }
}
