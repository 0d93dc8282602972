extension Plane {
  /// For each place how far away the nearest one is that the condition holds for.
  ///
  /// Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions", 2012: along columns
  /// by counting, along rows by the lower envelope of parabolas.
  @inline(__always)
  func distances(to isThere: (Float) -> Bool) -> Plane {
    let (width, height) = (width, height)
    let far = Float(width + height)
    var result = self
    result.apply { $0 = isThere($0) ? 0 : far }
    result.values.withUnsafeMutableBufferPointer { values in
      for i in stride(from: width, to: width * height, by: 1) {
        values[i] = min(values[i], values[i - width] + 1)
      }
      for i in stride(from: width * (height - 1) - 1, through: 0, by: -1) {
        values[i] = min(values[i], values[i + width] + 1)
      }
      var lowest = [Float](repeating: 0, count: width)
      var middles = [Int](repeating: 0, count: width)
      var starts = [Float](repeating: 0, count: width + 1)
      for row in 0..<height {
        let first = row * width
        for x in 0..<width { lowest[x] = values[first + x] * values[first + x] }
        var last = 0
        (middles[0], starts[0], starts[1]) = (0, -.infinity, .infinity)
        for x in 1..<width {
          // Where this parabola goes below the last one; that one may never be lowest at all.
          var crossing = Float.zero
          while true {
            let m = middles[last]
            crossing =
              (lowest[x] - lowest[m] + Float(x * x - m * m)) / Float(2 * (x - m))
            if crossing > starts[last] { break }
            last -= 1
          }
          last += 1
          (middles[last], starts[last], starts[last + 1]) = (x, crossing, .infinity)
        }
        var current = 0
        for x in 0..<width {
          while starts[current + 1] < Float(x) { current += 1 }
          let away = Float(x - middles[current])
          values[first + x] = (away * away + lowest[middles[current]]).squareRoot()
        }
      }
    }
    return result
  }

  /// The largest number at most so many rows and columns away.
  func largest(within reach: Int) -> Plane {
    var (wide, result) = (self, self)
    for shift in 1...max(1, reach) {
      for y in 0..<height {
        let row = y * width
        for x in 0..<max(0, width - shift) {
          wide.values[row + x] = max(wide.values[row + x], values[row + x + shift])
          wide.values[row + x + shift] = max(wide.values[row + x + shift], values[row + x])
        }
      }
    }
    result = wide
    for shift in 1...max(1, reach) where shift < height {
      let away = shift * width
      for i in 0..<width * height - away {
        result.values[i] = max(result.values[i], wide.values[i + away])
        result.values[i + away] = max(result.values[i + away], wide.values[i])
      }
    }
    return result
  }

  /// Half as large: means of four.
  var halved: Plane {
    Plane(width: width / 2, height: height / 2) { x, y in
      let i = 2 * Int(y) * width + 2 * Int(x)
      return (values[i] + values[i + 1] + values[i + width] + values[i + width + 1]) / 4
    }
  }
}
