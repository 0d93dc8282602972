internal import Foundation
internal import NeuralNetwork

/// The kernels of a network as pictures: the answer to `GET /v1/models/NAME/filters`.
///
/// Shown are those of convolutions, also inside of branches, and those of a dense layer that takes the
/// pixels as they are, one picture a unit.
struct Filters: Encodable, Equatable, Sendable {
  /// Layers that have any, in order.
  let layers: [Layer]

  /// The kernels of one layer.
  struct Layer: Encodable, Equatable, Sendable {
    /// Its name, such as `conv2d`, or `residual/conv2d` of one inside of another.
    let name: String
    /// Size of a kernel, and how many channels it takes and makes.
    let height, width, channelsIn, channelsOut: Int
    /// What bytes 1 and 255 stand for; 128 is 0.
    let minimum, maximum: Float
    /// One byte a weight, the mean over the channels that come in: filter by filter, each row by row.
    let values: Data

    private enum CodingKeys: String, CodingKey {
      case name, height, width
      case channelsIn = "channels_in"
      case channelsOut = "channels_out"
      case minimum, maximum, values
    }
  }
}

extension Filters {
  /// The kernels of a model as it is now.
  init(of model: Sequential) {
    let suffix = "/kernel"
    let variables = model.variables.filter { $0.name.hasSuffix(suffix) }
    let input = model.inputShape
    layers = variables.enumerated().compactMap { position, variable in
      let name = String(variable.name.dropLast(suffix.count))
      let shape = variable.shape
      if shape.rank == 4 {
        return Layer(name: name, kernel: variable.values, shape: shape)
      }
      guard position == 0, shape.rank == 2, input.rank == 3, shape[0] == input.elementCount
      else { return nil }
      // Pixels were laid out as the picture has them, and so are their weights.
      return Layer(
        name: name, kernel: variable.values, shape: Shape(input.axes + [shape[1]]))
    }
  }
}

extension Filters.Layer {
  /// - Parameters:
  ///   - name: The layer's name.
  ///   - kernel: Its weights.
  ///   - shape: `[rows, columns, channels in, channels out]`.
  fileprivate init(name: String, kernel: [Float], shape: Shape) {
    let (pixels, channelsIn, channelsOut) = (shape[0] * shape[1], shape[2], shape[3])
    var means = [Float](repeating: 0, count: pixels * channelsOut)
    for row in 0..<pixels * channelsIn {
      let mean = row / channelsIn * channelsOut
      for output in 0..<channelsOut {
        means[mean + output] += kernel[row * channelsOut + output] / Float(channelsIn)
      }
    }
    let scale = ByteScale(aboutZero: means)
    self.init(
      name: name, height: shape[0], width: shape[1], channelsIn: channelsIn,
      channelsOut: channelsOut, minimum: scale.minimum, maximum: scale.maximum,
      values: scale.planes(means, shape: [shape[0], shape[1], channelsOut]))
  }
}
