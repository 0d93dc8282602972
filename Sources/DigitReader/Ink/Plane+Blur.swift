extension Plane {
  /// Each pixel with its neighbours, weighted 1 2 1 both ways.
  func blurred() -> Plane {
    Plane(width: width, height: height) { output in
      bytes.withUnsafeBufferPointer { pixels in
        var sums = [UInt16](repeating: 0, count: width + 2)
        for row in 0..<height {
          let above = max(0, row - 1) * width
          let below = min(height - 1, row + 1) * width
          sums.withUnsafeMutableBufferPointer { sums in
            for column in 0..<width {
              sums[column + 1] =
                UInt16(pixels[above + column]) &+ 2 &* UInt16(pixels[row * width + column])
                &+ UInt16(pixels[below + column])
            }
            sums[0] = sums[1]
            sums[width + 1] = sums[width]
            for column in 0..<width {
              let sum = sums[column] &+ 2 &* sums[column + 1] &+ sums[column + 2]
              output[row * width + column] = UInt8(truncatingIfNeeded: (sum &+ 8) >> 4)
            }
          }
        }
      }
    }
  }
}
