import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Well-formed files whose content is no usable model.
@Suite struct ModelFileTests {
  static let defects: [(String, @Sendable (inout Safetensors) -> Void)] = [
    ("no format", { $0.metadata["format"] = nil }),
    ("another format", { $0.metadata["format"] = "pt" }),
    ("another version", { $0.metadata["format_version"] = "1" }),
    ("no architecture", { $0.metadata["architecture"] = nil }),
    ("architecture not JSON", { $0.metadata["architecture"] = "{" }),
    ("unknown layer", { $0.metadata["architecture"] = one(#"{"class_name":"LSTM","config":{}}"#) }),
    ("layer without settings", { $0.metadata["architecture"] = one(#"{"class_name":"Dense"}"#) }),
    ("no units", { $0.metadata["architecture"] = dense(units: "0") }),
    ("negative units", { $0.metadata["architecture"] = dense(units: "-3") }),
    ("10⁹ units", { $0.metadata["architecture"] = dense(units: "1000000000") }),
    ("most units", { $0.metadata["architecture"] = dense(units: "9223372036854775807") }),
    ("units beyond integers", { $0.metadata["architecture"] = dense(units: "1e30") }),
    ("other units", { $0.metadata["architecture"] = dense(units: "4") }),
    ("other activation", { $0.metadata["architecture"] = dense(activation: "gelo") }),
    ("no input", { $0.metadata["architecture"] = #"{"layers":[]}"# }),
    ("input of nothing", { $0.metadata["architecture"] = dense(input: "[0]") }),
    ("negative input", { $0.metadata["architecture"] = dense(input: "[-5]") }),
    (
      "overflowing input", { $0.metadata["architecture"] = dense(input: "[4294967296,4294967296]") }
    ),
    ("scalar input", { $0.metadata["architecture"] = dense(input: "[]") }),
    ("another input", { $0.metadata["architecture"] = dense(input: "[6]") }),
    ("no array", { $0.tensors["dense/bias"] = nil }),
    ("another shape", { $0.tensors["dense/bias"] = Tensor(shape: [3, 1], values: [1, 2, 3]) }),
    (
      "transposed",
      { $0.tensors["dense/kernel"]?.shape = [3, 5] }
    ),
    ("scaling of another kind", { $0.metadata["scaling"] = "1" }),
    ("unknown optimizer", { $0.metadata["training"] = training(optimizer: "Lamb") }),
    ("optimizer without settings", { $0.metadata["training"] = training(optimizer: "Adam") }),
    ("no threads", { $0.metadata["training"] = training(threads: 0) }),
    ("many threads", { $0.metadata["training"] = training(threads: 1_000_000) }),
    ("unknown metric", { $0.metadata["training"] = training(metric: "Accurate") }),
  ]

  @Test(arguments: defects.indices)
  func refuses(number: Int) throws {
    let (name, spoil) = Self.defects[number]
    let model = try Sequential(input: [5]) { Dense(units: 3) }
    model.notes = ["a": "b"]
    model.scaling = .unitInterval
    model.compile(optimizer: SGD(), metrics: [.accuracy])
    var file = try model.contents()
    _ = try Sequential(file, threads: 1, customObjects: [])
    spoil(&file)
    try expectMalformed(file, name)
  }

  /// So that the cases above are refused for what they spoil.
  @Test func acceptsWhatTheDefectsStartFrom() throws {
    var file = try Sequential(input: [5]) { Dense(units: 3) }.contents()
    file.metadata["architecture"] = Self.dense()
    file.metadata["training"] = Self.training()
    #expect(try Sequential(file, threads: nil, customObjects: []).optimizer is SGD)
  }

  /// The reader of JSON, the shapes and the variables each go down level by level.
  @Test(.timeLimit(.minutes(1)), arguments: [5, 40, 150, 200, 10_000])
  func deepResiduals(levels: Int) throws {
    let inner =
      String(repeating: #"{"class_name":"Residual","config":{"layers":["#, count: levels)
      + String(repeating: "]}}", count: levels)
    var file = try Sequential(input: [5]) { Dense(units: 3) }.contents()
    file.metadata["architecture"] = Self.one(inner)
    try expectMalformed(file, "\(levels) levels")
  }

  /// Settings with which a picture's arrays would fill the machine, though the file is small.
  static let greedy: [(String, Shape, any Layer)] = [
    ("many outputs", [28, 28, 1], Conv2D(filters: 100_000, kernelSize: 1, useBias: false)),
    ("many windows", [2048, 2048, 1], Conv2D(filters: 1, kernelSize: 256, padding: .same)),
    (
      "large kernel", [3, 3, 1], Conv2D(filters: 1, kernelSize: [1 << 29, 1 << 29], padding: .same)
    ),
  ]

  @Test(arguments: greedy.indices)
  func greedyLayers(number: Int) {
    let (name, input, layer) = Self.greedy[number]
    #expect(throws: ModelError.self, "\(name)") { try LayerStack([layer], input: input) }
  }

  private func expectMalformed(_ file: Safetensors, _ name: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("f", file.encoded())
    let error = #expect(throws: FileError.self, "\(name)") { try Sequential(contentsOf: path) }
    guard case .malformed(path, let what) = error else {
      Issue.record("\(name): another error, \(String(describing: error))")
      return
    }
    #expect(error?.description == "\(path) is not a usable model file: \(what).", "\(name)")
    #expect(!what.contains("\n") && !what.hasSuffix("."), "\(name)")
  }

  private static func one(_ layer: String, input: String = "[5]") -> String {
    #"{"input":\#(input),"layers":[\#(layer)]}"#
  }

  private static func dense(
    units: String = "3", activation: String = "linear", input: String = "[5]"
  ) -> String {
    let weight = #"{"initializer":{"constant":{"_0":0}}}"#
    return one(
      #"{"class_name":"Dense","config":{"activation":"\#(activation)","units":\#(units),"#
        + #""bias":\#(weight),"kernel":\#(weight),"use_bias":true}}"#,
      input: input)
  }

  private static func training(
    optimizer: String = "SGD", metric: String = "Accuracy", threads: Int = 1
  ) -> String {
    let config =
      optimizer == "SGD"
      ? #"{"learning_rate":{"constant":{"_0":1}},"momentum":0,"nesterov":false}"# : "{}"
    return #"{"loss":{"class_name":"CategoricalCrossentropy","#
      + #""config":{"from_logits":true,"label_smoothing":0}},"#
      + #""metrics":[{"class_name":"\#(metric)","config":{},"name":"accuracy"}],"optimizer":"#
      + #"{"class_name":"\#(optimizer)","config":\#(config)},"threads":\#(threads)}"#
  }
}
