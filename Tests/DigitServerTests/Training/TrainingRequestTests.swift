import Foundation
import NeuralNetwork
import Recipes
import Runs
import Testing

@testable import DigitServer

struct TrainingRequestTests {
  @Test func whatIsLeftOut() throws {
    guard case .new(let settings) = try TrainingRequest(json: Data(#"{"recipe": "fast"}"#.utf8))
    else { throw TrainingError.invalid("another request") }
    #expect(settings.recipe == "fast")
    #expect((settings.epochs, settings.batchSize, settings.seed) == (3, 256, 0))
    #expect(settings.optimizer == nil)
    #expect(settings.learningRate == nil)
  }

  @Test func everythingSaid() throws {
    let request = try TrainingRequest(
      json: Data(
        """
        {"layers": [{"kind": "conv2d", "filters": 16}, {"kind": "max_pooling2d"},
         {"kind": "batch_normalization"}, {"kind": "activation"}, {"kind": "flatten"},
         {"kind": "dropout", "rate": 0.25}, {"kind": "dense", "units": 10}], "optimizer": "adamw",
         "activation": "gelu", "learning_rate": 0.002, "epochs": 7, "batch_size": 64, "seed": 9}
        """.utf8))
    guard case .new(let settings) = request else { throw TrainingError.invalid("another request") }
    #expect(settings.recipe == "custom")
    #expect(
      settings.layers == [
        LayerChoice(.conv2d, [.filters: 16, .kernelSize: 3]), LayerChoice(.maxPooling2D),
        LayerChoice(.batchNormalization), LayerChoice(.activation), LayerChoice(.flatten),
        LayerChoice(.dropout, [.rate: 0.25]), LayerChoice(.dense, [.units: 10]),
      ])
    #expect((settings.epochs, settings.batchSize, settings.seed) == (7, 64, 9))
    #expect(settings.optimizer == .adamw)
    #expect(settings.activation.name == "gelu")
    #expect(settings.learningRate == 0.002)
    // Notes in a model's file bring them back.
    let again = try JSONDecoder().decode(
      RunSettings.self, from: JSONEncoder().encode(settings))
    #expect(again.layers == settings.layers)
  }

  @Test func otherTrainings() throws {
    guard case .resume("dense-1") = try TrainingRequest(json: Data(#"{"resume": "dense-1"}"#.utf8)),
      case .tune("digits", 5) = try TrainingRequest(
        json: Data(#"{"fine_tune": "digits", "epochs": 5}"#.utf8))
    else { throw TrainingError.invalid("another request") }
  }

  @Test(arguments: [
    ("", "an object of JSON"),
    ("[]", "an object of JSON"),
    (#"{}"#, "either “recipe” or “layers”; received neither"),
    (#"{"recipe": "dense", "layers": [{"kind": "flatten"}]}"#, "received both"),
    (#"{"recipe": "ensemble"}"#, "received “ensemble”"),
    (#"{"recipe": 3}"#, "a text for “recipe”"),
    (#"{"recipe": "dense", "epoch": 3}"#, "received “epoch”"),
    (#"{"recipe": "dense", "epochs": 0}"#, "from 1 to 100 for “epochs”; received 0"),
    (#"{"recipe": "dense", "epochs": 101}"#, "received 101"),
    (#"{"recipe": "dense", "epochs": 1.5}"#, "received 1.5"),
    (#"{"recipe": "dense", "epochs": true}"#, "a whole number"),
    (#"{"recipe": "dense", "epochs": 1e999}"#, "a whole number"),
    (#"{"recipe": "dense", "batch_size": 7}"#, "from 8 to 4096"),
    (#"{"recipe": "dense", "seed": -1}"#, "from 0"),
    (#"{"recipe": "dense", "learning_rate": 0}"#, "learning_rate"),
    (#"{"recipe": "dense", "optimizer": "sdg"}"#, "received “sdg”"),
    (#"{"recipe": "dense", "activation": "glu"}"#, "received “glu”"),
    (#"{"layers": []}"#, "1 to 24 layers; received 0"),
    (#"{"layers": {}}"#, "a list for “layers”"),
    (#"{"layers": [3]}"#, "an object of JSON for a layer"),
    (#"{"layers": [{}]}"#, "a “kind” in each layer"),
    (#"{"layers": [{"kind": "lstm"}]}"#, "received “lstm”"),
    (#"{"layers": [{"kind": "dense", "filters": 3}]}"#, "received “filters”"),
    (#"{"layers": [{"kind": "flatten", "units": 3}]}"#, "Expected kind in"),
    (#"{"layers": [{"kind": "dropout", "rate": 1}]}"#, "from 0 to 0.9 for “rate”"),
    (#"{"layers": [{"kind": "flatten"}, {"kind": "dense", "units": 11}]}"#, "ends with"),
    (#"{"layers": [{"kind": "dense", "units": 10}]}"#, "flatten and dense"),
    (#"{"layers": [{"kind": "flatten"}, {"kind": "conv2d"}]}"#, "Conv2D"),
    (#"{"resume": "a", "epochs": 3}"#, "Expected resume in"),
    (#"{"fine_tune": "a", "recipe": "dense"}"#, "received “recipe”"),
    (#"{"fine_tune": "a", "epochs": 11}"#, "from 1 to 10"),
  ])
  func refused(json: String, sentence: String) throws {
    do {
      _ = try TrainingRequest(json: Data(json.utf8))
      Issue.record("\(json) was taken")
    } catch {
      guard case .invalid(let text) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(text.contains(sentence), "\(text)")
      #expect(text.hasSuffix("."), "\(text)")
    }
  }

  @Test func tooLarge() throws {
    func sentence(_ layers: [String], _ more: String = "") -> String {
      do {
        let list = layers.joined(separator: ",")
        _ = try TrainingRequest(json: Data("{\"layers\": [\(list)]\(more)}".utf8))
        return "taken"
      } catch {
        return "\(error)"
      }
    }
    let end = [#"{"kind": "flatten"}"#, #"{"kind": "dense", "units": 10}"#]
    let wide = #"{"kind": "conv2d", "filters": 512}"#
    #expect(sentence([wide, wide, wide] + end).contains("at most 5000000 parameters"))
    #expect(
      sentence(
        [
          wide, #"{"kind": "batch_normalization"}"#, #"{"kind": "global_average_pooling2d"}"#,
          end[1],
        ],
        ", \"batch_size\": 4096"
      ).contains("1024 MiB of memory"))
    #expect(
      sentence(Array(repeating: #"{"kind": "activation"}"#, count: 23) + end)
        .contains("received 25"))
    #expect(
      sentence(Array(repeating: #"{"kind": "activation"}"#, count: 22) + end) == "taken")
  }

  /// The activation follows each layer that learns but the last, unless it has its own place.
  @Test func whereTheActivationGoes() throws {
    func activations(_ layers: [LayerChoice]) throws -> [String] {
      var settings = RunSettings(
        recipe: .init(layers), dataset: .mnist, validation: .fraction(0), epochs: 1, batchSize: 8,
        activation: .tanh, optimizer: nil, learningRate: nil, seed: 0, threads: 1)
      settings.layers = layers
      return try settings.knownRecipe.layers(10, .tanh).map {
        $0.lastActivation?.name ?? "none"
      }
    }
    #expect(
      try activations([
        LayerChoice(.conv2d), LayerChoice(.flatten), LayerChoice(.dense), LayerChoice(.dense),
      ]) == ["tanh", "none", "tanh", "linear"])
    #expect(
      try activations([
        LayerChoice(.conv2d), LayerChoice(.maxPooling2D), LayerChoice(.activation),
        LayerChoice(.flatten), LayerChoice(.dense),
      ]) == ["linear", "linear", "tanh", "none", "linear"])
  }

  @Test func options() throws {
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(TrainingOptions()))
    let options = try #require(json as? [String: Any])
    let recipes = try #require(options["recipes"] as? [[String: Any]])
    #expect(
      recipes.compactMap { $0["name"] as? String } == [
        "dense", "dense-augmented", "tiny", "fast", "lenet5", "convnet", "best",
      ])
    #expect(recipes.allSatisfy { $0["batch_size"] is Int && $0["epochs"] is Int })
    let layers = try #require(options["layers"] as? [[String: Any]])
    #expect(layers.count == 9)
    let convolution = try #require(layers.first { $0["kind"] as? String == "conv2d" })
    let parameters = try #require(convolution["parameters"] as? [[String: Any]])
    #expect(parameters.compactMap { $0["name"] as? String } == ["filters", "kernel_size"])
    #expect(parameters.compactMap { $0["default"] as? Int } == [32, 3])
    #expect((options["limits"] as? [String: Int])?["batch_size"] == 4096)
    // Whatever is offered is taken.
    for name in recipes.compactMap({ $0["name"] as? String }) {
      _ = try TrainingRequest(json: Data("{\"recipe\": \"\(name)\"}".utf8))
    }
  }
}
