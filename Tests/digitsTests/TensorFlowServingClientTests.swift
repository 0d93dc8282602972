import Foundation
import MNIST
import NeuralNetwork
import Testing

/// A client written for TensorFlow Serving, in Python with `requests`, asks `digits serve`.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["DIGITS_PYTHON"] != nil,
    "Set DIGITS_PYTHON to a Python with Reference/requirements-test.txt installed; Scripts/test does."
  ))
struct TensorFlowServingClientTests {
  @Test func worksUnchanged() throws {
    let place = try Workplace()
    let test = try MNIST.load().test
    let digits = (0..<10).map { digit in test.labels.firstIndex(of: digit) ?? 0 }
    let pictures = place.aside + "/pictures"
    try Data(digits.flatMap { test.bytes(at: $0) ?? [] }).write(to: URL(filePath: pictures))

    let server = try Program(["serve", "--port", "0", "--quiet"], in: place)
    defer { server.send(SIGTERM) }
    var address: String?
    #expect(
      try server.wait {
        address = try server.standardOutput.split(separator: "\n").first.map(String.init)
        return address != nil
      })
    let lines = try ask(try #require(address), pictures)
    #expect(
      lines == [
        "model digits version 1 input image -1 28 28 1", "rows 0 1 2 3 4 5 6 7 8 9",
        "named 0 1 2 3 4 5 6 7 8 9", "columns 0 1 2 3 4 5 6 7 8 9",
        "columns 0 1 2 3 4 5 6 7 8 9", "files 0 1 2 3 4 5 6 7 8 9",
        "error 404 Servable not found for request: Latest(half)",
        "error 404 Servable not found for request: Specific(digits, 99)",
        "error 400 Failed to process element: 0 of 'instances' list. Error: INVALID_ARGUMENT: "
          + "Expecting shape [28,28,1] but got: [2]",
        "error 400 Serving signature name: \"predict_images\" not found in signature def",
        "error 400 Expected classification signature method_name to be "
          + "tensorflow/serving/classify. Was: tensorflow/serving/predict",
      ])
    server.send(SIGTERM)
    #expect(try server.wait().ending == .exit(0))
  }

  /// What the client prints, line by line.
  private func ask(_ address: String, _ pictures: String) throws -> [String] {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let client = Process()
    client.executableURL = URL(
      filePath: try #require(ProcessInfo.processInfo.environment["DIGITS_PYTHON"]))
    client.arguments = [
      package.appending(path: "Reference/tensorflow_serving_client.py").path, address, pictures,
    ]
    let output = Pipe()
    client.standardOutput = output
    try client.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    client.waitUntilExit()
    #expect(client.terminationStatus == 0)
    return text.split(separator: "\n").map(String.init)
  }
}
