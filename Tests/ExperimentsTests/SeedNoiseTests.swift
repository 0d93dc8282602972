import Testing

@testable import Experiments

struct SeedNoiseTests {
  /// Two rows: half the variance of their differences, as in the paired test.
  @Test func twoRowsAreThePairedTest() throws {
    let noise = try #require(SeedNoise([[0.1, 0.4, 0.7], [0.2, 0.2, 0.5]], resolution: 0))
    let differences = [-0.1, 0.2, 0.2]
    #expect(
      abs(2 * noise.variance - (differences.deviation ?? 0) * (differences.deviation ?? 0)) < 1e-12)
    #expect(noise.degreesOfFreedom == 2)
  }

  @Test func whatAllGainWithASeedIsNoNoise() throws {
    let noise = try #require(SeedNoise([[0.1, 0.3], [0.2, 0.4], [0.7, 0.9]], resolution: 0))
    #expect(noise.variance < 1e-30)
  }

  @Test func varianceIsThatOfTheNoise() throws {
    var random = PlausibleSweep.Random(state: 9)
    for seeds in [2, 3, 10] {
      let rows = (0..<2_000).map { row in
        (0..<seeds).map { seed in Double(row) + Double(seed) + 0.5 * random.normal() }
      }
      let noise = try #require(SeedNoise(rows, resolution: 0))
      #expect(abs(noise.variance - 0.25) < 0.02, "\(seeds) seeds")
      // All are equally noisy, which 2,000 rows say with some certainty.
      #expect(noise.weight > 10, "\(seeds) seeds")
    }
  }

  /// Variances drawn around a usual one: inverse chi-squared, as the method supposes.
  @Test(arguments: [4.0, 8.0])
  func weightSaysHowAlikeTheNoiseIs(weight: Double) throws {
    var random = PlausibleSweep.Random(state: 5)
    let rows = (0..<4_000).map { _ in
      let chi = (0..<Int(weight)).reduce(0) { sum, _ in
        let value = random.normal()
        return sum + value * value
      }
      let deviation = 0.5 * (weight / chi).squareRoot()
      return (0..<5).map { _ in deviation * random.normal() }
    }
    let noise = try #require(SeedNoise(rows, resolution: 0))
    // The noisiest fortieth is left out, which makes the others seem more alike.
    #expect(noise.weight / weight > 0.9 && noise.weight / weight < 1.4)
    #expect(abs(noise.variance / 0.25 - 1) < 0.1)
    // A quiet pair and a noisy one: between both, and never below its own.
    let (quiet, noisy) = (
      noise.moderated(0.1, degreesOfFreedom: 4), noise.moderated(2, degreesOfFreedom: 4)
    )
    #expect(quiet.variance > 0.1 && quiet.variance < 0.5)
    #expect(noisy.variance == 2)
    #expect(abs(quiet.degrees - noise.weight - 4) < 1e-12)
  }

  @Test func oneRowOrOneSeedSaysNothing() {
    #expect(SeedNoise([[0.1, 0.2]], resolution: 0) == nil)
    #expect(SeedNoise([[0.1], [0.2]], resolution: 0) == nil)
    #expect(SeedNoise([], resolution: 0) == nil)
  }
}
