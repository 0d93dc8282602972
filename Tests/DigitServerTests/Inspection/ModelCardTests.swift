import DigitReader
import Foundation
import NeuralNetwork
import Testing

@testable import DigitServer

@Suite struct ModelCardTests {
  private func card(of model: Sequential) -> ModelCard {
    ModelCard(
      of: model, name: "mine", version: 3, isDefault: false, source: "runs/mine/model.safetensors",
      loadedAt: Date(timeIntervalSince1970: 1_000_000_000))
  }

  private func model() throws -> Sequential {
    try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 10)
    }
  }

  @Test func tellsWhatTheNotesTell() throws {
    let model = try model()
    model.notes["run"] = #"{"recipe":"dense","dataset":"fashion","epochs":5,"batchSize":32}"#
    model.notes["test_accuracy"] = "0.9812"
    try DigitClassifier.Calibration(temperature: 1.25, leastFamiliarity: 4.5).note(in: model)
    let card = card(of: model)
    #expect((card.recipe, card.dataset, card.testAccuracy) == ("dense", "fashion", 0.9812))
    #expect((card.temperature, card.leastFamiliarity) == (1.25, 4.5))
    #expect(card.notes == model.notes)
    #expect(card.layers.map(\.name) == ["flatten", "dense"])
  }

  @Test func writesNullForWhatIsNotKnown() throws {
    #expect(
      try DigitSamples.json(card(of: model())) == """
        {"dataset":null,"input_shape":[28,28,1],"is_default":false,"layers":[\
        {"kind":"Flatten","name":"flatten","output_shape":[784],"parameters":0},\
        {"kind":"Dense","name":"dense","output_shape":[10],"parameters":7850}],\
        "least_familiarity":null,"loaded_at":"2001-09-09T01:46:40Z","name":"mine","notes":{},\
        "parameters":7850,"recipe":null,"source":"runs/mine/model.safetensors",\
        "temperature":null,"test_accuracy":null,"version":3}
        """)
  }

  /// Anybody can write anything into a model file.
  @Test func damagedNotesCountAsUnknown() throws {
    let model = try model()
    for damaged in ["", "{", "[]", #"{"recipe":7}"#] {
      model.notes = ["run": damaged, "calibration": damaged, "test_accuracy": "nan"]
      let card = card(of: model)
      #expect((card.recipe, card.temperature, card.testAccuracy) == (nil, nil, nil))
      #expect(try DigitSamples.json(card).contains("\"notes\":{"))
    }
  }

  @Test func pretrainedNetwork() throws {
    let card = card(of: try DigitClassifier.pretrainedModel())
    #expect((card.recipe, card.dataset, card.parameters) == ("best", "mnist", 634_090))
    #expect(card.temperature != nil)
    #expect(card.layers.map(\.parameters).reduce(0, +) == card.parameters)
  }
}
