import Testing

@testable import Figures

struct ScaleTests {
  @Test func scaleMapsBothEndsAndTheMiddleOfNothing() {
    let scale = Scale(values: 2...4, coordinates: (100, 20))
    #expect([2, 3, 4].map { scale($0) } == [100, 60, 20])
    #expect(Scale(values: 5...5, coordinates: (0, 10))(5) == 5)
  }

  @Test(arguments: [
    ([0.0, 0.41], 0.1, 0.0, 0.5), ([0.9, 0.9991], 0.02, 0.9, 1.0), ([13, 2_750], 1_000, 0, 3_000),
    ([-3, 4], 2, -4, 4),
  ])
  func ticksEncloseTheData(data: [Double], step: Double, first: Double, last: Double) {
    let ticks = Ticks(enclosing: data, count: 5)
    #expect(abs(ticks.step - step) < 1e-9 * step)
    #expect(abs(ticks.range.lowerBound - first) < 1e-9)
    #expect(abs(ticks.range.upperBound - last) < 1e-9 * max(1, last))
  }

  @Test(
    arguments: [
      [], [0], [7], [-7], [1e-25], [1e29], [.nan, .infinity], [-1e29, 1e29], [1e15, 1e15 + 1],
      [.greatestFiniteMagnitude, 1], [.leastNonzeroMagnitude],
    ] as [[Double]])
  func ticksOfStrangeDataAreFewAndAscend(data: [Double]) {
    let ticks = Ticks(enclosing: data, count: 5)
    #expect((2...8).contains(ticks.values.count))
    #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func decimalsTellTicksApart() {
    #expect(Ticks(enclosing: [0, 5], count: 5).decimals() == 0)
    #expect(Ticks(enclosing: [0, 0.5], count: 5).decimals() == 1)
    #expect(Ticks(enclosing: [0.99, 1], count: 5).decimals(factor: 100) == 1)
  }

  @Test func epochsAreWholeAndRound() {
    #expect(Ticks.epochs(last: 0, count: 6) == [])
    #expect(Ticks.epochs(last: 1, count: 6) == [1])
    #expect(Ticks.epochs(last: 5, count: 6) == [1, 2, 3, 4, 5])
    #expect(Ticks.epochs(last: 12, count: 6) == [2, 4, 6, 8, 10, 12])
    #expect(Ticks.epochs(last: 100, count: 6) == [1, 20, 40, 60, 80, 100])
  }

  @Test func labelsMoveApartWithinTheirRoom() {
    #expect(spread([50, 10], apart: 30, within: 0...100) == [50, 10])
    #expect(spread([90, 95, 10], apart: 30, within: 0...100) == [70, 100, 10])
    #expect(spread([5, 5, 5], apart: 80, within: 0...100) == [0, 50, 100])
  }
}
