import Testing

@testable import Experiments

struct PairedDifferenceTests {
  /// Student's sleep data of 1908, by which he showed his test: t = 4.06 with nine degrees of freedom.
  @Test func studentsOwnExample() throws {
    let first = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    let second = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    let difference = PairedDifference(
      of: "laevo", and: "dextro", Array(zip(first, second)).map { ($0, $1) }, comparisons: 1,
      resolution: 0)
    #expect(abs(difference.mean - 1.58) < 1e-12)
    #expect(abs(try #require(difference.probability) - 0.002_832_89) < 1e-8)
    let interval = try #require(difference.interval)
    #expect(abs(interval.lowerBound - 0.700_114_2) < 1e-7)
    #expect(abs(interval.upperBound - 2.459_885_8) < 1e-7)
    #expect(difference.verdict == .larger)
    #expect(difference.jointInterval == difference.interval)
  }

  @Test(arguments: [1, 10, 36, 3_240])
  func verdictIsLargerExactlyWhereTheJointIntervalLeavesZero(comparisons: Int) throws {
    var random = PlausibleSweep.Random(state: UInt64(comparisons))
    var verdicts: Set<PairedDifference.Verdict> = []
    for number in 0..<300 {
      let values = (0..<4).map { _ in
        (
          0.97 + 0.0005 * Double(number % 30) + 0.001 * random.normal(),
          0.97 + 0.001 * random.normal()
        )
      }
      let one = PairedDifference(
        of: "a", and: "b", values, comparisons: comparisons, resolution: 1 / 6_000)
      let interval = try #require(one.jointInterval)
      #expect((one.verdict == .larger) == !interval.contains(0))
      verdicts.insert(one.verdict)
    }
    #expect(comparisons > 36 || verdicts == [.larger, .notSeen])
  }

  @Test func oneSeedSaysNothing() {
    let one = PairedDifference(of: "a", and: "b", [(0.9, 0.1)], comparisons: 1, resolution: 0)
    #expect(one.verdict == .unknown)
    #expect(one.interval == nil && one.standardError == nil && one.leastVisible == nil)
    #expect(abs(one.mean - 0.8) < 1e-12)
    let none = PairedDifference(of: "a", and: "b", [], comparisons: 0, resolution: 0)
    #expect(none.verdict == .unknown && none.mean == 0)
  }

  /// Two seeds that differ by the same picture by chance are no proof.
  @Test func differencesThatAreAllAlikeAreNotCertain() {
    let picture = 1.0 / 6_000
    let one = PairedDifference(
      of: "a", and: "b", [(0.97 + picture, 0.97), (0.98 + picture, 0.98)], comparisons: 1,
      resolution: picture)
    #expect(one.verdict == .notSeen)
    let equal = PairedDifference(
      of: "a", and: "b", [(0.97, 0.97), (0.98, 0.98)], comparisons: 1, resolution: 0)
    #expect(equal.verdict == .notSeen && equal.probability == 1)
  }
}
