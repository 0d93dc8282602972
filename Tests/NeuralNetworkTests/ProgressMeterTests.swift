import Foundation
import Testing

@testable import NeuralNetwork

/// The progress bar against Keras', byte for byte, on Keras' own clock readings.
@Suite struct ProgressMeterTests {
  private struct Record: Decodable {
    let sessions: [Session]
  }

  private struct Session: Decodable {
    let target, verbose: Int
    let start: Double
    let calls: [Call]
  }

  private struct Call: Decodable {
    let step: Int
    let time: Double
    let values: [Value]
    let finalize: Bool
    let text: String
  }

  private struct Value: Decodable {
    let name, value: String
  }

  @Test(arguments: 0..<6)
  func agrees(number: Int) throws {
    let record = try JSONDecoder().decode(
      Record.self, from: Data(try Golden.text("progress.json").utf8))
    #expect(record.sessions.count == 6)
    let session = record.sessions[number]
    var meter = ProgressMeter(
      style: session.verbose == 1 ? .bar : .line, target: session.target, start: session.start)
    for call in session.calls {
      let values = try call.values.map {
        EpochSummary.Value(
          quantity: Quantity(rawValue: $0.name), value: try #require(Double($0.value)))
      }
      let text = meter.text(step: call.step, now: call.time, isFinal: call.finalize) { values }
      #expect(Array((text ?? "").utf8) == Array(call.text.utf8), "step \(call.step)")
    }
  }

  /// A sign on a number that is none: processors make such, Python shows none.
  @Test func numbers() {
    #expect(KerasNumber.format(-Double.nan) == "nan")
    #expect(KerasNumber.format(-.infinity) == "-inf")
    #expect(KerasNumber.format(0.001) == "1.0000e-03")
    #expect(KerasNumber.format(0.0010001) == "0.0010")
    #expect(KerasNumber.format(-2.5) == "-2.5000")
  }
}
