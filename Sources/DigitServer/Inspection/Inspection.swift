internal import Foundation
internal import NeuralNetwork

/// What a network sees in one picture: the answer to `POST /v1/models/NAME/inspect`.
struct Inspection: Encodable, Equatable, Sendable {
  /// The digit that it is most like.
  let label: Int
  /// Probability of the label.
  let confidence: Double
  /// Probability of each digit.
  let probabilities: [Double]
  /// What each layer makes of the picture, in order.
  let layers: [Layer]
  /// Which pixels speak for the label.
  let saliency: Saliency
  /// The training digits that are most alike, the nearest first.
  let nearest: [Neighbour]

  /// What one layer makes of a picture.
  struct Layer: Encodable, Equatable, Sendable {
    /// Name and type, as `digits summary` prints them.
    let name, kind: String
    /// `[rows, columns, channels]`, or another shape.
    let shape: [Int]
    /// What bytes 0 and 255 stand for.
    let minimum, maximum: Float
    /// One byte a value, channel by channel, each row by row.
    let maps: Data
  }

  /// How much the logit of the label would rise with each pixel's ink.
  struct Saliency: Encodable, Equatable, Sendable {
    /// What bytes 1 and 255 stand for; 128 is 0.
    let minimum, maximum: Float
    /// One byte a pixel, row by row.
    let values: Data
  }

  /// A training digit.
  struct Neighbour: Encodable, Equatable, Sendable {
    /// Its place in the training set, and what it is.
    let index, label: Int
    /// Euclidean distance of the pixels, each from 0, paper, to 1, ink.
    let distance: Float
    /// Its pixels.
    let picture: Data
  }
}

extension Inspection.Layer {
  init(_ output: LayerOutput) {
    let scale = ByteScale(from: output.values)
    self.init(
      name: output.layer.name, kind: output.layer.kind, shape: output.layer.outputShape.axes,
      minimum: scale.minimum, maximum: scale.maximum,
      maps: scale.planes(output.values, shape: output.layer.outputShape))
  }
}

extension Inspection.Saliency {
  init(_ gradient: [Float]) {
    let scale = ByteScale(aboutZero: gradient)
    self.init(
      minimum: scale.minimum, maximum: scale.maximum, values: Data(gradient.map(scale.byte)))
  }
}
