import CKernels
import Testing

/// Philox4x32-10 against the known answers that its authors publish with Random123 (`tests/kat_vectors`).
struct PhiloxTests {
  struct KnownAnswer {
    let counter: [UInt32]
    let key: [UInt32]
    let words: [UInt32]
  }

  private static let knownAnswers = [
    KnownAnswer(
      counter: [0, 0, 0, 0], key: [0, 0],
      words: [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
    KnownAnswer(
      counter: [.max, .max, .max, .max], key: [.max, .max],
      words: [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
    // The digits of π.
    KnownAnswer(
      counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
      key: [0xa409_3822, 0x299f_31d0],
      words: [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]),
  ]

  private func philox(blocks: Int, counter: [UInt32], key: [UInt32]) -> [UInt32] {
    var words = [UInt32](repeating: 0, count: blocks * 4)
    kernels_philox(&words, blocks, counter[0], Array(counter[1...]), key)
    return words
  }

  @Test(arguments: knownAnswers)
  func wordsAreTheKnownAnswers(answer: KnownAnswer) {
    #expect(philox(blocks: 1, counter: answer.counter, key: answer.key) == answer.words)
  }

  /// Vectors take several blocks at once and leave a remainder; the counter wraps.
  @Test func manyBlocksAreTheBlocksOneByOne() {
    let first = UInt32.max - 20
    let together = philox(blocks: 37, counter: [first, 7, 8, 9], key: [3, 4])
    let oneByOne = (0..<37).flatMap {
      philox(blocks: 1, counter: [first &+ UInt32($0), 7, 8, 9], key: [3, 4])
    }
    #expect(together == oneByOne)
  }
}
