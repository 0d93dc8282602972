import Foundation
import Testing

/// A training that is killed at any moment goes on to the very weights of one that never was.
struct KillTests {
  private static let epochs = 12

  private static func settings(_ threads: Int) throws -> [String] {
    [
      "--epochs", "\(epochs)", "--dataset", try Drawings.directory.get(), "--batch-size", "24",
      "--validation-split", "0.1", "--threads", "\(threads)", "--seed", "5", "--json",
    ]
  }

  /// Weights of the undisturbed run, and how long it took.
  private static func undisturbed(_ threads: Int) throws -> (fingerprint: String, seconds: Double) {
    let start = Date()
    let outcome = try Program.run(
      ["train", "--output", "run"] + settings(threads), in: Workplace())
    let fingerprint = try #require(object(outcome.output)["fingerprint"] as? String)
    return (fingerprint, Date().timeIntervalSince(start))
  }

  /// 50 moments, evenly spread over the run and shifted at random within their stretch.
  ///
  /// Few of them fall into a write, so every tenth kill waits for one: the checkpoint's temporary file.
  @Test(arguments: [1, 2])
  func fiftyMoments(threads: Int) throws {
    let reference = try Self.undisturbed(threads)
    var generator = SystemRandomNumberGenerator()
    for moment in 0..<50 {
      let share = (Double(moment) + Double.random(in: 0..<1, using: &generator)) / 50
      let place = try Workplace()
      let program = try Program(
        ["train", "--output", "run"] + Self.settings(threads), in: place)
      if moment % 10 == 9 {
        _ = program.wait { place.content(of: "run/checkpoints").contains { $0.contains("tmp") } }
      } else {
        usleep(UInt32(share * reference.seconds * 1e6))
      }
      program.send(SIGKILL)
      let ending = try program.wait().ending

      // Killed before there was anything to go on with, it begins again.
      let hasBegun = !place.content(of: "run/checkpoints").filter { $0.hasSuffix(".safetensors") }
        .isEmpty
      let again =
        hasBegun
        ? ["train", "--resume", "run", "--json"]
        : ["train", "--output", "run"] + (try Self.settings(threads))
      let outcome = try Program.run(again, in: place)
      let what =
        "killed at \(share) of \(reference.seconds) s, which ended in \(ending): \(outcome.error)"
      #expect(outcome.ending == .exit(0), "\(what)")
      #expect(
        try object(outcome.output)["fingerprint"] as? String == reference.fingerprint, "\(what)")
    }
  }
}

extension Workplace {
  /// Names of the files in a directory; none if it is not there.
  fileprivate func content(of directory: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: file(directory))) ?? []
  }
}
