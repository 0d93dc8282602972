import Testing

@testable import Experiments

struct SeedNoiseTests {
  /// Two rows: half the variance of their differences, as in the paired test.
  @Test func twoRowsAreThePairedTest() throws {
    let noise = try #require(SeedNoise([[0.1, 0.4, 0.7], [0.2, 0.2, 0.5]]))
    let differences = [-0.1, 0.2, 0.2]
    #expect(
      abs(2 * noise.variance - (differences.deviation ?? 0) * (differences.deviation ?? 0)) < 1e-12)
    #expect(noise.degreesOfFreedom == 2)
  }

  @Test func whatAllGainWithASeedIsNoNoise() throws {
    let noise = try #require(SeedNoise([[0.1, 0.3], [0.2, 0.4], [0.7, 0.9]]))
    #expect(noise.variance < 1e-30)
  }

  @Test func varianceIsThatOfTheNoise() throws {
    var random = PlausibleSweep.Random(state: 9)
    for seeds in [2, 3, 10] {
      let rows = (0..<2_000).map { row in
        (0..<seeds).map { seed in Double(row) + Double(seed) + 0.5 * random.normal() }
      }
      let noise = try #require(SeedNoise(rows))
      #expect(abs(noise.variance - 0.25) < 0.02, "\(seeds) seeds")
    }
  }

  @Test func oneRowOrOneSeedSaysNothing() {
    #expect(SeedNoise([[0.1, 0.2]]) == nil)
    #expect(SeedNoise([[0.1], [0.2]]) == nil)
    #expect(SeedNoise([]) == nil)
  }
}
