internal import Foundation
internal import Kernels

/// A grey picture of MNIST's size, values from 0 to 1, on its way through a corruption.
struct CorruptedPicture {
  /// Pixels along each side.
  static let side = 28

  /// Row after row.
  var values: [Float]

  init(_ values: [Float]) { self.values = values }

  subscript(row: Int, column: Int) -> Float {
    get { values[row * Self.side + column] }
    set { values[row * Self.side + column] = newValue }
  }

  /// Every value changed by itself.
  func mapped(_ change: (Float) -> Float) -> CorruptedPicture { Self(values.map(change)) }

  /// Convolved with a Gaussian, cut off at four deviations, with the pixel at the edge repeated beyond
  /// it: `skimage.filters.gaussian`.
  func blurred(sigma: Float) -> CorruptedPicture { convolved(Self.gaussian(sigma), isZero: false) }

  static func gaussian(_ sigma: Float) -> [Float] {
    DisplacementField.gaussian(sigma: sigma, radius: Int(4 * sigma + 0.5))
  }

  /// Convolved along the rows and then along the columns with a symmetric kernel; beyond the edge is
  /// zero, or what is at it.
  func convolved(_ kernel: [Float], isZero: Bool) -> CorruptedPicture {
    along(kernel, isZero: isZero) { $0 * Self.side + $1 }
      .along(kernel, isZero: isZero) { $1 * Self.side + $0 }
  }

  private func along(
    _ kernel: [Float], isZero: Bool, _ index: (_ line: Int, _ place: Int) -> Int
  ) -> CorruptedPicture {
    let (side, radius) = (Self.side, kernel.count / 2)
    var result = self
    for line in 0..<side {
      for place in 0..<side {
        var sum: Float = 0
        for (k, weight) in kernel.enumerated() {
          let source = place + k - radius
          if isZero, source < 0 || source >= side { continue }
          sum += weight * values[index(line, min(max(source, 0), side - 1))]
        }
        result.values[index(line, place)] = sum
      }
    }
    return result
  }

  /// Read through an affine map about its middle, zero beyond the edge.
  func warped(
    angle: Float = 0, shear: Float = 0, zoom: Float = 1, rowZoom: Float? = nil,
    rowShift: Float = 0, columnShift: Float = 0
  ) -> CorruptedPicture {
    let side = Self.side
    let resampling = Resampling(rows: side, columns: side, channels: 1, edge: .constant(0))
    let map = Resampling.Map(
      rows: side, columns: side, angle: angle, shear: shear, rowZoom: rowZoom ?? zoom,
      columnZoom: zoom, rowShift: rowShift, columnShift: columnShift)
    let result = [Float](unsafeUninitializedCapacity: side * side) { result, count in
      values.withUnsafeBufferPointer { values in
        guard let values = values.baseAddress, let result = result.baseAddress else { return }
        resampling.apply(map, to: values, into: result)
      }
      count = side * side
    }
    return Self(result)
  }

  /// `skimage.transform.AffineTransform(shear:)` of 2018: columns move by the angle's sine, rows
  /// shrink by its cosine.
  func sheared(by angle: Float) -> CorruptedPicture {
    warped(shear: -sin(angle), rowZoom: cos(angle))
  }

  /// Columns 0 to 6 and 21 to 27 inverted.
  var striped: CorruptedPicture {
    var result = self
    for row in 0..<Self.side {
      for column in Array(0..<7) + Array(21..<28) { result[row, column] = 1 - self[row, column] }
    }
    return result
  }
}
