import Kernels

@testable import NeuralNetwork

/// An array of Double for the plain loops that the layers are compared with, the batch first.
struct NaiveTensor {
  let shape: [Int]
  var values: [Double]

  init(_ shape: [Int], repeating value: Double = 0) {
    self.shape = shape
    values = Array(repeating: value, count: shape.reduce(1, *))
  }

  init(_ tensor: Tensor) {
    shape = tensor.shape.axes
    values = tensor.values.map(Double.init)
  }

  /// Normal values, which a float holds exactly.
  init(_ shape: [Int], seed: UInt64, index: Int, scale: Double = 1, offset: Double = 0) {
    self.shape = shape
    let stream = RandomStream(seed: seed, purpose: .augmentation, index: index)
    values = stream.normals(shape.reduce(1, *)).map { Double(Float(Double($0) * scale + offset)) }
  }

  /// A value of a vector.
  subscript(index: Int) -> Double { values[index] }

  /// A value of a matrix.
  subscript(row: Int, column: Int) -> Double {
    get { values[row * shape[1] + column] }
    set { values[row * shape[1] + column] = newValue }
  }

  /// A value of a batch of pictures or of a convolution's kernel.
  subscript(a: Int, b: Int, c: Int, d: Int) -> Double {
    get { values[((a * shape[1] + b) * shape[2] + c) * shape[3] + d] }
    set { values[((a * shape[1] + b) * shape[2] + c) * shape[3] + d] = newValue }
  }

  /// The same values with the axes before the last as one.
  var matrix: NaiveTensor {
    let columns = shape.last ?? 1
    return reshaped([values.count / columns, columns])
  }

  func reshaped(_ shape: [Int]) -> NaiveTensor {
    var result = NaiveTensor(shape)
    result.values = values
    return result
  }

  func map(_ change: (Double) -> Double) -> NaiveTensor {
    var result = self
    result.values = values.map(change)
    return result
  }

  var tensor: Tensor { Tensor(shape: Shape(shape), values: values.map(Float.init)) }
}
