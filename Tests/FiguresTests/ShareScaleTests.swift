import Testing

@testable import Figures

struct ShareScaleTests {
  @Test func halvingTheErrorIsTheSameDistanceAnywhere() {
    let scale = ShareScale(enclosing: [0.5, 0.99], coordinates: (100, 0))
    let steps = [(0.84, 0.92), (0.92, 0.96), (0.96, 0.98)].map { scale($0) - scale($1) }
    #expect(steps.allSatisfy { $0 > 0 && abs($0 - steps[0]) < 1e-9 })
    #expect(abs(scale(0.5) - 100) < 1e-9)
    #expect(abs(scale(0.99)) < 1e-9)
  }

  @Test(
    arguments: [
      [], [0], [1], [0.1, 1], [0.9731], [0.97, 0.98], [0.9999], [.nan, 2, -1], [0.5, 0.5],
    ] as [[Double]])
  func ticksEncloseTheDataAndRise(data: [Double]) {
    let ticks = ShareScale(enclosing: data, coordinates: (1, 0)).ticks
    #expect((2...12).contains(ticks.count))
    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
    for value in data where (0...0.999).contains(value) {
      #expect((ticks.first ?? 1) <= value + 1e-9 && (ticks.last ?? 0) >= value - 1e-9)
    }
  }

  @Test func whatLiesBeyondIsDrawnAtTheEnds() {
    let scale = ShareScale(enclosing: [0.9, 0.98], coordinates: (10, 0))
    #expect(abs(scale(0) - 10) < 1e-9)
    #expect(abs(scale(1)) < 1e-9)
  }
}
