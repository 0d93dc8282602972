import DigitReader
import Foundation
import NeuralNetwork
import Testing

@testable import DigitServer

@Suite struct PictureInspectorTests {
  private let picture = DigitSamples.bytes(784, seed: 9)
  private var values: [Float] { picture.map { Float($0) / 255 } }

  @Test func saysWhatTheClassifierSays() throws {
    let model = try DigitSamples.model()
    let classifier = try DigitClassifier(model, calibration: .init(temperature: 2), threads: 1)
    let inspection = try PictureInspector(
      model, classifier: classifier, training: .known(DigitSamples.dataset(count: 12))
    ).inspect(picture)
    let answer = try classifier.classify(picture)
    #expect(inspection.label == answer.label)
    #expect(inspection.confidence == answer.confidence)
    #expect(inspection.probabilities == answer.probabilities)
  }

  @Test func showsEveryLayer() throws {
    let model = try DigitSamples.model()
    let inspector = try PictureInspector(model, training: .known(DigitSamples.dataset(count: 12)))
    let inspection = try inspector.inspect(picture)
    #expect(inspection.layers.map(\.name) == model.layerNames)
    #expect(inspection.layers.map(\.kind)[1] == "Residual")
    let outputs = try Inspector(model).outputs(for: values)
    for (layer, output) in zip(inspection.layers, outputs) {
      #expect(layer.shape == output.layer.outputShape.axes)
      #expect(layer.maps.count == output.values.count)
      #expect((layer.minimum, layer.maximum) == (output.values.min(), output.values.max()))
    }
    // Row 5, column 2 of channel 1, to half a byte.
    let (first, shape) = (inspection.layers[0], inspection.layers[0].shape)
    let byte = first.maps[1 * shape[0] * shape[1] + 5 * shape[1] + 2]
    let drawn = first.minimum + Float(byte) / 255 * (first.maximum - first.minimum)
    let value = outputs[0].values[(5 * shape[1] + 2) * shape[2] + 1]
    #expect(abs(drawn - value) <= (first.maximum - first.minimum) / 500)
  }

  @Test func saliencyIsTheGradientOfTheLabel() throws {
    let model = try DigitSamples.model()
    let inspection = try PictureInspector(model, training: .known(DigitSamples.dataset(count: 12)))
      .inspect(picture)
    let gradient = try Inspector(model).gradient(ofOutput: inspection.label, at: values)
    let saliency = inspection.saliency
    #expect(saliency.maximum == gradient.map(abs).max())
    #expect(saliency.minimum == -saliency.maximum)
    for (byte, slope) in zip(saliency.values, gradient) {
      let drawn = (Float(byte) - 128) / 127 * saliency.maximum
      #expect(abs(drawn - slope) <= saliency.maximum / 250)
    }
    #expect(saliency.values.count == 784)
  }

  @Test func findsTheNearestTrainingDigits() throws {
    let training = try DigitSamples.dataset(count: 300)
    let inspector = try PictureInspector(DigitSamples.model(), training: .known(training))
    let known = training.bytes(at: 123) ?? []
    let nearest = try inspector.inspect(known).nearest
    #expect(nearest.count == 10)
    #expect(
      nearest.first
        == Inspection.Neighbour(index: 123, label: 3, distance: 0, picture: Data(known)))
    #expect(nearest.map(\.distance) == nearest.map(\.distance).sorted())
    for neighbour in nearest {
      #expect(neighbour.picture == Data(training.bytes(at: neighbour.index) ?? []))
      #expect(neighbour.label == training.label(at: neighbour.index))
    }
  }

  @Test func manyMayAskAtOnce() async throws {
    let inspector = try PictureInspector(
      DigitSamples.model(), training: .known(DigitSamples.dataset(count: 30)))
    let pictures = (0..<6).map { DigitSamples.bytes(784, seed: $0) }
    let expected = try pictures.map { try inspector.inspect($0) }
    try await withThrowingTaskGroup(of: (Int, Inspection).self) { group in
      for number in 0..<30 {
        group.addTask { (number % 6, try inspector.inspect(pictures[number % 6])) }
      }
      for try await (place, inspection) in group { #expect(inspection == expected[place]) }
    }
  }

  @Test func refusesPicturesOfAnotherSize() throws {
    let inspector = try PictureInspector(
      DigitSamples.model(), training: .known(DigitSamples.dataset(count: 1)))
    #expect(throws: ModelError.self) { try inspector.inspect([1, 2, 3]) }
    #expect(throws: ModelError.self) { try inspector.inspect([]) }
  }

  /// After a training that went astray there is still something to look at, and it is JSON.
  @Test func networkWithNumbersThatAreNotFinite() throws {
    let model = try DigitSamples.model()
    try model.setVariable("conv2d/bias", to: [.nan, .infinity, 1])
    let inspector = try PictureInspector(model, training: .known(DigitSamples.dataset(count: 1)))
    let inspection = try inspector.inspect(picture)
    #expect(inspection.confidence == 0)
    #expect(try DigitSamples.json(inspection).contains("\"label\":"))
  }

  @Test func keysAreThoseOfTheContract() throws {
    let inspection = try PictureInspector(
      DigitSamples.model(), training: .known(DigitSamples.dataset(count: 12))
    ).inspect(picture)
    #expect(
      try DigitSamples.keys(inspection) == [
        "label", "confidence", "probabilities", "layers[].name", "layers[].kind",
        "layers[].shape", "layers[].minimum", "layers[].maximum", "layers[].maps",
        "saliency.minimum", "saliency.maximum", "saliency.values", "nearest[].index",
        "nearest[].label", "nearest[].distance", "nearest[].picture",
      ])
    let neighbour = Inspection.Neighbour(
      index: 4, label: 2, distance: 0.5, picture: Data([0, 255, 128]))
    #expect(
      try DigitSamples.json(neighbour)
        == #"{"distance":0.5,"index":4,"label":2,"picture":"AP+A"}"#)
  }
}
