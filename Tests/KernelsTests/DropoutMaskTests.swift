import Testing

@testable import Kernels

struct DropoutMaskTests {
  private func mask(_ count: Int, rate: Float, sample: Int = 0, time: Int = 0) -> [UInt8] {
    var mask = [UInt8](repeating: 7, count: count)
    var words = [UInt32](repeating: 0, count: (count + 7) / 8 * 4)
    RandomStream(seed: 5, purpose: .dropout).fillMask(
      &mask, count: count, rate: rate, sample: sample, time: time, words: &words)
    return mask
  }

  @Test func rateZeroKeepsEverything() {
    #expect(mask(1_001, rate: 0) == Array(repeating: 1, count: 1_001))
  }

  /// The largest rate below 1 rounds to 65,536 of 65,536: nothing is kept.
  @Test(arguments: [Float(1).nextDown, 0.999_999])
  func ratesNearOneDropEverything(rate: Float) {
    #expect(mask(1_001, rate: rate) == Array(repeating: 0, count: 1_001))
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.999] as [Float])
  func rateIsTheShareDropped(rate: Float) {
    let count = 200_000
    let kept = mask(count, rate: rate).reduce(0) { $0 + Double($1) }
    let deviation = (Double(rate) * Double(1 - rate) * Double(count)).squareRoot()
    #expect(abs(kept - Double(1 - rate) * Double(count)) < 4 * deviation)
  }

  @Test func everyCountIsTheBeginningOfALongerOne() {
    let long = mask(40, rate: 0.5)
    for count in 0...40 { #expect(mask(count, rate: 0.5) == Array(long.prefix(count))) }
  }

  @Test func masksAreTheHalvesOfTheWords() {
    let words = RandomStream(seed: 5, purpose: .dropout).words(20)
    let halves = words.flatMap { [$0 & 0xFFFF, $0 >> 16] }
    #expect(mask(39, rate: 0.25) == halves.prefix(39).map { $0 >= 16_384 ? 1 : 0 })
  }

  @Test func samplesAndTimesHaveMasksOfTheirOwn() {
    let masks = [
      mask(99, rate: 0.5), mask(99, rate: 0.5, sample: 1), mask(99, rate: 0.5, time: 1),
      mask(99, rate: 0.5, sample: 1, time: 1),
    ]
    #expect(Set(masks).count == 4)
    #expect(mask(99, rate: 0.5, sample: 1) == masks[1])
  }
}
