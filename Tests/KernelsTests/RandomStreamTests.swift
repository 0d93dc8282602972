import Testing

@testable import Kernels

struct RandomStreamTests {
  private let stream = RandomStream(seed: 7, purpose: .shuffle)

  /// Philox of the counter `(block, sample, time, purpose · 2²⁴ + index)`, by a program of its own.
  @Test func wordsArePhiloxOfSeedAndCounter() {
    #expect(
      stream.words(6) == [
        1_914_758_839, 724_499_229, 2_528_031_693, 3_816_628_199, 538_176_630, 3_789_072_319,
      ])
    var words = [UInt32](repeating: 0, count: 8)
    RandomStream(seed: 9 << 32 + 7, purpose: .dropout, index: 5)
      .fill(&words, blocks: 2, sample: 4, time: 3)
    #expect(
      words.prefix(5) == [0x785B_1CEF, 0xE1B1_4704, 0xF252_FA69, 0x51C5_09B8, 0x4825_8739])
  }

  @Test func fewerWordsAreTheFirstOfMore() {
    let words = stream.words(21)
    for count in 0...21 { #expect(stream.words(count) == Array(words.prefix(count))) }
  }

  @Test func everythingThatNamesAStreamChangesIt() {
    let streams = [
      RandomStream(seed: 7, purpose: .weights), RandomStream(seed: 7, purpose: .shuffle),
      RandomStream(seed: 7, purpose: .dropout), RandomStream(seed: 7, purpose: .augmentation),
      RandomStream(seed: 7, purpose: .dropout, index: 1), RandomStream(seed: 8, purpose: .dropout),
      RandomStream(seed: 1 << 32 + 7, purpose: .dropout),
    ]
    var fills = streams.map { $0.words(8) }
    fills.append(streams[0].words(8, time: 1))
    var words = [UInt32](repeating: 0, count: 8)
    streams[0].fill(&words, blocks: 2, sample: 1)
    fills.append(words)
    #expect(Set(fills).count == fills.count)
    // Not one word in common either, at the same place or another.
    #expect(Set(fills.joined()).count == fills.count * 8)
  }

  @Test func uniformsAreEven() {
    let values = stream.uniforms(100_000)
    #expect(values.allSatisfy { (0..<1).contains($0) && ($0 * 0x1p24).rounded() == $0 * 0x1p24 })
    var bins = [Int](repeating: 0, count: 10)
    for value in values { bins[Int(value * 10)] += 1 }
    // A bin of 10,000 has a standard deviation of 95.
    #expect(bins.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test func normalsHaveMeanZeroAndDeviationOne() {
    let values = stream.normals(100_001).map(Double.init)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    let beyondTwo = values.count { abs($0) > 2 }
    #expect(values.count == 100_001)
    #expect(abs(mean) < 0.015)
    #expect(abs(variance - 1) < 0.02)
    // 4.55 % of a normal distribution.
    #expect(abs(beyondTwo - 4_550) < 300)
  }

  @Test func permutationIsPinned() {
    #expect(stream.permutation(10) == [2, 7, 8, 6, 0, 9, 3, 4, 1, 5])
    #expect(stream.permutation(10, time: 1) == [8, 6, 7, 4, 2, 0, 5, 3, 9, 1])
  }

  @Test(arguments: [0, 1, 2, 3, 60_000])
  func permutationHoldsEveryNumberOnce(count: Int) {
    #expect(stream.permutation(count).sorted() == (0..<count).map(Int32.init))
  }

  @Test func permutationsOfThreeAreEquallyFrequent() {
    var frequency: [[Int32]: Int] = [:]
    for time in 0..<6_000 { frequency[stream.permutation(3, time: time), default: 0] += 1 }
    #expect(frequency.count == 6)
    // 1,000 each, with a standard deviation of 29.
    #expect(frequency.values.allSatisfy { abs($0 - 1_000) < 130 })
  }
}
