import RegexBuilder
import Testing

@testable import NeuralNetwork

/// What `fit` writes, seen from outside the process.
@Suite struct ProgressBarTests {
  @Test func linePerEpoch() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let model = try Samples.model(optimizer: SGD(learningRate: 0))
      try model.fit(Samples.dataset(count: 5), batchSize: 3, epochs: 2, verbose: .linePerEpoch)
    }
    let text = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let line = #/2/2 - \d+s - \d+[mu]?s/step - accuracy: \d\.\d{4} - loss: \d\.\d{4}\n/#
    let wanted = Regex {
      "Epoch 1/2\n"; line; "Epoch 2/2\n"; line
    }
    #expect(try wanted.wholeMatch(in: text) != nil, "\(text.debugDescription)")
  }

  /// The bar is drawn after the first step at least, and once more at the end, over the earlier ones.
  @Test func bar() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let model = try Samples.model()
      try model.fit(Samples.dataset(count: 5), batchSize: 3, verbose: .progressBar)
    }
    let text = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let steps = text.split(separator: "\r")
    #expect(steps.first?.hasPrefix("\u{1B}[1m1/2\u{1B}[0m ") == true, "\(text.debugDescription)")
    #expect(steps.last?.hasPrefix("\u{1B}[1m2/2\u{1B}[0m ") == true)
    #expect(text.hasSuffix("\n"))
    #expect(!text.contains("Epoch"))
  }

  @Test func silent() async throws {
    let result = await #expect(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      try Samples.model().fit(Samples.dataset(count: 5), epochs: 2, verbose: .silent)
    }
    let text = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    #expect(text == "")
  }
}
