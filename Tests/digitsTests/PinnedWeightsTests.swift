import Foundation
import Testing

/// A refactoring may not change what training computes.
struct PinnedWeightsTests {
  /// Sums are pinned for AVX2, which is asked for on newer processors, too.
  private static let isPinned: Bool = {
    guard let processor = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    else { return false }
    return processor.contains(" avx2 ") && processor.contains(" fma ")
  }()

  /// 30 steps of each, with shuffling, dropout, pooling and Adam.
  @Test(
    .enabled(if: isPinned, "needs a processor with AVX2"),
    arguments: [
      ("dense", 1, "9cc749bda65119f9"), ("dense", 2, "809c63d58850cc38"),
      ("convnet", 2, "bc88ba662554e1b8"),
    ])
  func weightsAfterThirtySteps(model: String, threads: Int, fingerprint: String) throws {
    let outcome = try Program.run(
      [
        "train", "--json", "--model", model, "--epochs", "3", "--batch-size", "24", "--threads",
        "\(threads)", "--seed", "7", "--dataset", try Drawings.directory.get(),
      ], in: Workplace(), environment: ["DIGITS_INSTRUCTIONS": "avx2"])
    let weights = try #require(object(outcome.output)["fingerprint"] as? String)
    #expect(weights == fingerprint)
  }
}
