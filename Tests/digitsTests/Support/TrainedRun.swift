import Foundation
import Testing

/// A finished training of two epochs, for all tests to read.
struct TrainedRun {
  let place: Workplace
  let outcome: Program.Outcome

  /// Its directory.
  var path: String { place.file("run") }
  var model: String { path + "/model.safetensors" }

  static let shared: Result<TrainedRun, any Error> = Result {
    let place = try Workplace()
    let outcome = try Program.run(
      ["train", "--epochs", "2", "--output", "run", "--json"] + (try Settings.quick), in: place)
    try #require(outcome.ending == .exit(0), "\(outcome.error)")
    return TrainedRun(place: place, outcome: outcome)
  }
}

/// Arguments that many tests share.
enum Settings {
  /// A training of fractions of a second.
  static var quick: [String] {
    get throws { ["--dataset", try Drawings.directory.get(), "--batch-size", "24"] + single }
  }

  static let single = ["--threads", "1"]
}

/// A JSON object as a dictionary.
func object(_ json: Data) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
}

func object(_ json: String) throws -> [String: Any] { try object(Data(json.utf8)) }
