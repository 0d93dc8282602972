/// A number for each pixel.
struct Plane {
  let width, height: Int
  /// Row after row.
  var values: [Float]

  init(width: Int, height: Int, repeating value: Float = 0) {
    self.width = width
    self.height = height
    values = [Float](repeating: value, count: width * height)
  }

  /// A function of column and row.
  @inline(__always)
  init(width: Int, height: Int, _ value: (_ x: Float, _ y: Float) -> Float) {
    self.width = width
    self.height = height
    values = [Float](unsafeUninitializedCapacity: width * height) { buffer, count in
      for y in 0..<height {
        for x in 0..<width { buffer[y * width + x] = value(Float(x), Float(y)) }
      }
      count = width * height
    }
  }

  subscript(x: Int, y: Int) -> Float {
    get { values[y * width + x] }
    set { values[y * width + x] = newValue }
  }

  /// Changes every number, knowing that of another plane at the same place.
  @inline(__always)
  mutating func combine(_ other: Plane, _ change: (inout Float, Float) -> Void) {
    precondition(other.width == width && other.height == height, "Expected planes of one size.")
    values.withUnsafeMutableBufferPointer { values in
      other.values.withUnsafeBufferPointer { other in
        for i in 0..<values.count { change(&values[i], other[i]) }
      }
    }
  }

  /// Changes every number by itself.
  @inline(__always)
  mutating func apply(_ change: (inout Float) -> Void) {
    values.withUnsafeMutableBufferPointer { values in
      for i in 0..<values.count { change(&values[i]) }
    }
  }

  /// Left and right exchanged.
  var mirrored: Plane {
    var result = self
    for y in 0..<height {
      for x in 0..<width { result.values[y * width + x] = values[(y + 1) * width - 1 - x] }
    }
    return result
  }
}
