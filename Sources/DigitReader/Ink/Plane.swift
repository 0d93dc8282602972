internal import Images

/// One byte a pixel, row by row: what the steps from a picture to its ink hand on.
struct Plane: Hashable, Sendable {
  let width, height: Int
  var bytes: [UInt8]

  init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0 && bytes.count == width * height)
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  init(width: Int, height: Int, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
    let bytes = [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
      if let base = buffer.baseAddress { fill(base) }
      count = width * height
    }
    self.init(width: width, height: height, bytes: bytes)
  }

  init(_ image: GreyImage) {
    self.init(width: image.width, height: image.height, bytes: image.pixels)
  }

  subscript(row: Int, column: Int) -> UInt8 { bytes[row * width + column] }

  /// Calls `body` with the first pixel of each plane, and the number of pixels.
  static func withPixels<Result>(
    of a: Plane, _ b: Plane,
    _ body: (UnsafePointer<UInt8>, UnsafePointer<UInt8>, Int) -> Result
  ) -> Result? {
    a.bytes.withUnsafeBufferPointer { a in
      b.bytes.withUnsafeBufferPointer { b in
        guard let first = a.baseAddress, let second = b.baseAddress else { return nil }
        return body(first, second, min(a.count, b.count))
      }
    }
  }
}

extension Plane {
  /// `max(0, a − b)`, pixel by pixel.
  static func excess(of a: Plane, over b: Plane) -> Plane {
    Plane(width: a.width, height: a.height) { output in
      _ = withPixels(of: a, b) { a, b, count in
        for i in 0..<count { output[i] = a[i] > b[i] ? a[i] &- b[i] : 0 }
      }
    }
  }

  /// The smaller of each two pixels.
  static func least(of a: Plane, _ b: Plane) -> Plane {
    Plane(width: a.width, height: a.height) { output in
      _ = withPixels(of: a, b) { a, b, count in
        for i in 0..<count { output[i] = a[i] < b[i] ? a[i] : b[i] }
      }
    }
  }

  /// The mean of each square of `factor · factor` pixels; what remains at the right and the bottom
  /// belongs to the last ones.
  func reduced(by factor: Int) -> Plane {
    guard factor > 1 else { return self }
    let (columns, rows) = (max(1, width / factor), max(1, height / factor))
    return Plane(width: columns, height: rows) { output in
      bytes.withUnsafeBufferPointer { pixels in
        // Rows first, then what is side by side: both vectorise, the second for halves only.
        var sums = [UInt32](repeating: 0, count: width)
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<rows {
            let lines = row * factor..<(row == rows - 1 ? height : (row + 1) * factor)
            for x in 0..<width { sums[x] = UInt32(pixels[lines.lowerBound * width + x]) }
            for line in lines.dropFirst() {
              for x in 0..<width { sums[x] &+= UInt32(pixels[line * width + x]) }
            }
            let start = row * columns
            let isHalf = factor == 2 && lines.count == 2 && width >= 2
            if isHalf {
              for column in 0..<columns {
                let sum = sums[2 * column] &+ sums[2 * column &+ 1]
                output[start + column] = UInt8(truncatingIfNeeded: (sum &+ 2) >> 2)
              }
            }
            for column in (isHalf ? columns - 1 : 0)..<columns {
              let end = column == columns - 1 ? width : (column + 1) * factor
              let sum = sums[column * factor..<end].reduce(0) { $0 + Int($1) }
              let count = lines.count * (end - column * factor)
              output[start + column] = UInt8(truncatingIfNeeded: (sum + count / 2) / count)
            }
          }
        }
      }
    }
  }

  /// The plane in another size, between pixels as a mixture of the four around.
  func enlarged(toWidth width: Int, height: Int) -> Plane {
    guard width != self.width || height != self.height else { return self }
    let (columns, rows) = (self.width, self.height)
    let across = (0..<width).map { Self.place($0, of: width, among: columns) }
    let lefts = across.map { Int32($0.before) }
    let shares = across.map { Int32($0.share) }
    return Plane(width: width, height: height) { output in
      bytes.withUnsafeBufferPointer { pixels in
        // One row of the small plane, already mixed of two: bytes times 256.
        var mixed = [Int32](repeating: 0, count: columns + 1)
        for row in 0..<height {
          let (above, share) = Self.place(row, of: height, among: rows)
          let below = min(above + 1, rows - 1)
          for column in 0..<columns {
            mixed[column] =
              Int32(pixels[above * columns + column]) &* Int32(256 - share)
              &+ Int32(pixels[below * columns + column]) &* Int32(share)
          }
          mixed[columns] = mixed[columns - 1]
          mixed.withUnsafeBufferPointer { mixed in
            for column in 0..<width {
              let left = Int(lefts[column])
              let value =
                (mixed[left] &* (256 &- shares[column])) &+ mixed[left + 1] &* shares[column]
              output[row * width + column] = UInt8(truncatingIfNeeded: (value &+ 32768) >> 16)
            }
          }
        }
      }
    }
  }

  /// The pixel before the place of `index` in a row of fewer pixels, and how much of the next one is
  /// seen there, of 256.
  private static func place(_ index: Int, of count: Int, among fewer: Int) -> (
    before: Int, share: Int
  ) {
    let place = (Double(index) + 0.5) * Double(fewer) / Double(count) - 0.5
    let inside = min(max(place, 0), Double(fewer - 1))
    let before = Int(inside)
    return (before, Int((inside - Double(before)) * 256))
  }
}

extension Plane {
  /// Rows for columns.
  var transposed: Plane {
    Plane(width: height, height: width) { output in
      bytes.withUnsafeBufferPointer { pixels in
        let block = 16
        for top in stride(from: 0, to: height, by: block) {
          for left in stride(from: 0, to: width, by: block) {
            for row in top..<min(top + block, height) {
              for column in left..<min(left + block, width) {
                output[column * height + row] = pixels[row * width + column]
              }
            }
          }
        }
      }
    }
  }
}
