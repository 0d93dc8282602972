internal import Kernels

extension Plane {
  /// Smooth hills and valleys from −1 to 1, about a cell wide.
  static func clouds(
    width: Int, height: Int, cell: Float, _ random: inout RandomNumbers
  ) -> Plane {
    let (columns, rows) = (Int(Float(width) / cell) + 2, Int(Float(height) / cell) + 2)
    var plane = Plane(width: width, height: height)
    // One row of the grid, drawn out to the page's width.
    func row() -> [Float] {
      let corners = (0..<columns).map { _ in random.uniform(in: -1...1) }
      return (0..<width).map { x in
        let place = Float(x) / cell
        let column = Int(place)
        let share = (place - Float(column)).smoothStep
        return corners[column] + (corners[column + 1] - corners[column]) * share
      }
    }
    var (above, below) = (row(), row())
    var current = 0
    plane.values.withUnsafeMutableBufferPointer { values in
      for y in 0..<height {
        let place = Float(y) / cell
        while Int(place) > current, current < rows {
          (above, below) = (below, row())
          current += 1
        }
        let share = (place - Float(current)).smoothStep
        for x in 0..<width { values[y * width + x] = above[x] + (below[x] - above[x]) * share }
      }
    }
    return plane
  }

  /// Adds normally distributed noise, drawn for a sample of a stream.
  mutating func addNoise(sigma: Float, _ stream: RandomStream, sample: Int) {
    let blocks = (values.count + 3) / 4
    let words = [UInt32](unsafeUninitializedCapacity: blocks * 4) { buffer, count in
      if let base = buffer.baseAddress { stream.fill(base, blocks: blocks, sample: sample) }
      count = blocks * 4
    }
    // The sum of a word's four bytes is near enough to normal, and its deviation is this.
    let factor = sigma / (4 * Float(65535) / 12).squareRoot()
    values.withUnsafeMutableBufferPointer { values in
      words.withUnsafeBufferPointer { words in
        for i in 0..<values.count {
          let word = words[i]
          let sum = (word & 255) + (word >> 8 & 255) + (word >> 16 & 255) + (word >> 24)
          values[i] += (Float(sum) - 510) * factor
        }
      }
    }
  }
}
