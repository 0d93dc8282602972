internal import DigitReader
internal import Foundation
internal import NeuralNetwork

/// Looks at pictures of digits through one network.
///
/// It is made once from a model, holds its own copy of the weights, and may be called from many
/// threads at once.
struct PictureInspector: Sendable {
  /// The network's kernels as pictures.
  let filters: Filters

  private let classifier: DigitClassifier
  private let network: Inspector
  private let training: OnDemand<Dataset>

  /// How many training digits are shown.
  private static let neighbours = 10

  /// - Parameters:
  ///   - model: The network.
  ///   - classifier: What names digits for this model, if there is one already.
  ///   - training: Where alike digits are looked for; the data set is shared, not copied.
  /// - Throws: `ModelError` if the network is none for digits.
  init(
    _ model: Sequential, classifier: DigitClassifier? = nil, training: OnDemand<Dataset>
  ) throws(ModelError) {
    if let classifier {
      self.classifier = classifier
    } else {
      self.classifier = try DigitClassifier(model, threads: 1)
    }
    network = try Inspector(model)
    filters = Filters(of: model)
    self.training = training
  }

  /// What the network sees in a picture.
  ///
  /// Saliency is the gradient of the label's logit by the pixels: Simonyan et al., arXiv 1312.6034.
  /// Alike are the training digits whose pixels are nearest, whatever the network thinks of them: the
  /// same for every network, and exact.
  ///
  /// - Parameter picture: `28 · 28` bytes, row by row, 0 for paper and 255 for ink.
  /// - Throws: `ModelError.invalidArgument` if there are more or fewer bytes, or what keeps the training
  ///   digits away.
  func inspect(_ picture: [UInt8]) throws -> Inspection {
    let answer = try classifier.classify(picture)
    let values = picture.map { Float($0) / 255 }
    return Inspection(
      label: answer.label, confidence: answer.confidence.finiteOrZero,
      probabilities: answer.probabilities.map(\.finiteOrZero),
      layers: try network.outputs(for: values).map(Inspection.Layer.init),
      saliency: .init(try network.gradient(ofOutput: answer.label, at: values)),
      nearest: try nearest(to: picture))
  }

  private func nearest(to picture: [UInt8]) throws -> [Inspection.Neighbour] {
    let training = try training.value
    return try training.nearest(to: picture, count: Self.neighbours).map { neighbour in
      Inspection.Neighbour(
        index: neighbour.position, label: training.label(at: neighbour.position),
        distance: neighbour.distance, picture: training.picture(at: neighbour.position))
    }
  }
}

extension Dataset {
  /// The bytes of one sample; none if samples are not stored as bytes.
  func picture(at position: Int) -> Data { Data(bytes(at: position) ?? []) }
}
