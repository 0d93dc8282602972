extension Plane {
  /// The brightest pixel of the square of `size · size` pixels around each; `size` is odd.
  func dilated(by size: Int) -> Plane { extremum(size, border: 0) { $0 > $1 ? $0 : $1 } }

  /// The darkest pixel of the square around each.
  func eroded(by size: Int) -> Plane { extremum(size, border: 255) { $0 < $1 ? $0 : $1 } }

  /// The plane with everything dark filled that is narrower than `size`.
  func closed(by size: Int) -> Plane { dilated(by: size).eroded(by: size) }

  /// The plane with everything bright levelled that is narrower than `size`.
  func opened(by size: Int) -> Plane { eroded(by: size).dilated(by: size) }

  /// The extremum of 2, 4, 8 … neighbours from that of half as many, so that a window of any size
  /// takes few passes, all of which vectorise.
  @inline(__always)
  private func extremum(
    _ size: Int, border: UInt8, _ choose: (UInt8, UInt8) -> UInt8
  ) -> Plane {
    let reach = size / 2
    var result = Plane(width: width, height: height, bytes: bytes)
    // Along rows.
    let padded = width + 2 * reach
    var scratch = [UInt8](repeating: border, count: padded)
    var other = [UInt8](repeating: border, count: padded)
    result.bytes.withUnsafeMutableBufferPointer { pixels in
      scratch.withUnsafeMutableBufferPointer { scratch in
        other.withUnsafeMutableBufferPointer { other in
          guard let pixels = pixels.baseAddress, let first = scratch.baseAddress,
            let second = other.baseAddress
          else { return }
          for row in 0..<height {
            (first).update(repeating: border, count: padded)
            (first + reach).update(from: pixels + row * width, count: width)
            let line = Self.windows(
              of: size, along: 1, count: padded, first, second, choose)
            (pixels + row * width).update(from: line, count: width)
          }
        }
      }
    }
    // Down columns, in strips that stay in the cache.
    let strip = min(width, 128)
    let tall = (height + 2 * reach) * strip
    scratch = [UInt8](repeating: border, count: tall)
    other = [UInt8](repeating: border, count: tall)
    result.bytes.withUnsafeMutableBufferPointer { pixels in
      scratch.withUnsafeMutableBufferPointer { scratch in
        other.withUnsafeMutableBufferPointer { other in
          guard let pixels = pixels.baseAddress, let first = scratch.baseAddress,
            let second = other.baseAddress
          else { return }
          for left in stride(from: 0, to: width, by: strip) {
            let columns = min(strip, width - left)
            first.update(repeating: border, count: tall)
            for row in 0..<height {
              (first + (row + reach) * strip).update(
                from: pixels + row * width + left, count: columns)
            }
            let block = Self.windows(
              of: size, along: strip, count: tall, first, second, choose)
            for row in 0..<height {
              (pixels + row * width + left).update(from: block + row * strip, count: columns)
            }
          }
        }
      }
    }
    return result
  }

  /// The extremum of `size` values from each on, `step` apart; in one of the two buffers.
  @inline(__always)
  private static func windows(
    of size: Int, along step: Int, count: Int, _ input: UnsafeMutablePointer<UInt8>,
    _ scratch: UnsafeMutablePointer<UInt8>, _ choose: (UInt8, UInt8) -> UInt8
  ) -> UnsafeMutablePointer<UInt8> {
    var (from, to) = (input, scratch)
    var length = 1
    var valid = count
    while length < size {
      // The last step overlaps, so that any size can be reached.
      let shift = min(length, size - length)
      valid -= shift * step
      let ahead = from + shift * step
      for i in 0..<valid { to[i] = choose(from[i], ahead[i]) }
      length += shift
      swap(&from, &to)
    }
    return from
  }
}
