extension Plane {
  /// So many times as large, by Catmull and Rom's cubic interpolation.
  func enlarged(by scale: Float) -> Plane {
    let (newWidth, newHeight) = (Int(Float(width) * scale), Int(Float(height) * scale))
    let (columns, rows) = (Self.taps(newWidth, of: width), Self.taps(newHeight, of: height))
    var wide = Plane(width: newWidth, height: height)
    var result = Plane(width: newWidth, height: newHeight)
    let width = width
    values.withUnsafeBufferPointer { old in
      wide.values.withUnsafeMutableBufferPointer { new in
        for y in 0..<height {
          for (x, tap) in columns.enumerated() {
            new[y * newWidth + x] =
              old[y * width + tap.places[0]] * tap.weights[0]
              + old[y * width + tap.places[1]] * tap.weights[1]
              + old[y * width + tap.places[2]] * tap.weights[2]
              + old[y * width + tap.places[3]] * tap.weights[3]
          }
        }
      }
    }
    wide.values.withUnsafeBufferPointer { old in
      result.values.withUnsafeMutableBufferPointer { new in
        for (y, tap) in rows.enumerated() {
          let starts = tap.places &* newWidth
          for x in 0..<newWidth {
            new[y * newWidth + x] =
              old[starts[0] + x] * tap.weights[0] + old[starts[1] + x] * tap.weights[1]
              + old[starts[2] + x] * tap.weights[2] + old[starts[3] + x] * tap.weights[3]
          }
        }
      }
    }
    return result
  }

  /// For each new place, the four old ones around it and what they count.
  private static func taps(
    _ count: Int, of old: Int
  ) -> [(places: SIMD4<Int>, weights: SIMD4<Float>)] {
    (0..<count).map { i in
      let place = (Float(i) + 0.5) * Float(old) / Float(count) - 0.5
      let first = Int(place.rounded(.down))
      let t = place - Float(first)
      let (t2, t3) = (t * t, t * t * t)
      let weights = SIMD4<Float>(
        -t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2)
      var places = SIMD4<Int>(first - 1, first, first + 1, first + 2)
      places.clamp(lowerBound: SIMD4(repeating: 0), upperBound: SIMD4(repeating: old - 1))
      return (places, weights * 0.5)
    }
  }
}
