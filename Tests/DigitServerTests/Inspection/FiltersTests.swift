import Foundation
import NeuralNetwork
import Testing

@testable import DigitServer

@Suite struct FiltersTests {
  @Test func kernelsOfConvolutions() throws {
    let filters = Filters(of: try DigitSamples.model())
    #expect(filters.layers.map(\.name) == ["conv2d", "residual/conv2d"])
    let (first, second) = (filters.layers[0], filters.layers[1])
    #expect((first.height, first.width, first.channelsIn, first.channelsOut) == (5, 4, 1, 3))
    #expect((second.height, second.width, second.channelsIn, second.channelsOut) == (3, 3, 3, 3))
    #expect((first.values.count, second.values.count) == (60, 27))
  }

  @Test func bytesAreTheMeanOverTheChannelsThatComeIn() throws {
    let model = try DigitSamples.model()
    let kernel = try #require(model.variables.first { $0.name == "residual/conv2d/kernel" })
    let layer = Filters(of: model).layers[1]
    #expect(layer.minimum == -layer.maximum)
    for output in 0..<3 {
      for pixel in 0..<9 {
        let weights = (0..<3).map { kernel.values[(pixel * 3 + $0) * 3 + output] }
        let mean = weights.reduce(0, +) / 3
        let drawn = (Float(layer.values[output * 9 + pixel]) - 128) / 127 * layer.maximum
        #expect(abs(drawn - mean) <= layer.maximum / 250)
      }
    }
  }

  /// What each unit of a first dense layer looks for.
  @Test func firstDenseLayerOverPixels() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 12, activation: .relu)
      Dense(units: 10)
    }
    var weights = [Float](repeating: 0, count: 784 * 12)
    weights[(28 * 20 + 3) * 12 + 7] = -2
    weights[(28 * 20 + 4) * 12 + 7] = 1
    try model.setVariable("dense/kernel", to: weights)
    let filters = Filters(of: model)
    #expect(filters.layers.map(\.name) == ["dense"])
    let layer = filters.layers[0]
    #expect((layer.height, layer.width, layer.channelsIn, layer.channelsOut) == (28, 28, 1, 12))
    #expect((layer.minimum, layer.maximum) == (-2, 2))
    let unit = layer.values[7 * 784..<8 * 784]
    #expect(unit[unit.startIndex + 28 * 20 + 3] == 1)
    #expect(unit[unit.startIndex + 28 * 20 + 4] == 192)
    #expect(layer.values.count { $0 == 128 } == 784 * 12 - 2)
  }

  @Test func networkWithoutAny() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      GlobalAveragePooling2D()
      Dense(units: 10)
    }
    #expect(try DigitSamples.json(Filters(of: model)) == #"{"layers":[]}"#)
  }

  @Test func keysAreThoseOfTheContract() throws {
    #expect(
      try DigitSamples.keys(Filters(of: DigitSamples.model())) == [
        "layers[].name", "layers[].height", "layers[].width", "layers[].channels_in",
        "layers[].channels_out", "layers[].minimum", "layers[].maximum", "layers[].values",
      ])
  }
}
