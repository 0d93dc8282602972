import Testing

@testable import Figures

struct NumeralsTests {
  @Test func coordinatesHaveAtMostTwoDecimals() {
    let values = [0, 12, 12.5, 12.345, -3.1, -0.001, 1.999, .nan, .infinity]
    #expect(
      values.map(coordinate) == ["0", "12", "12.5", "12.35", "-3.1", "0", "2", "0", "0"])
  }

  @Test func fixedKeepsItsDecimals() {
    #expect(fixed(2.5, decimals: 2) == "2.50")
    #expect(fixed(-0.05, decimals: 1) == "-0.1")
    #expect(fixed(1234.06, decimals: 1) == "1234.1")
    #expect(fixed(7, decimals: 0) == "7")
    #expect(fixed(1e20, decimals: 2) == "1e+20")
    #expect(
      [Double.nan, .infinity, -.infinity].map { fixed($0, decimals: 3) } == ["NaN", "∞", "-∞"])
  }

  @Test func percentNeverRoundsUpToAll() {
    #expect(percentage(0.9912, decimals: 2) == "99.12\u{a0}%")
    #expect(percentage(0.99999) == "99.9\u{a0}%")
    #expect(percentage(0.9999, decimals: 0) == "99\u{a0}%")
    #expect(percentage(1) == "100.0\u{a0}%")
    #expect(percentage(.nan) == "–")
  }

  @Test func thousandsAreGrouped() {
    #expect(
      [0, 999, 1_000, 1_234_567, -12_345].map(grouped)
        == ["0", "999", "1,000", "1,234,567", "-12,345"])
    #expect(grouped(.min) == "-9,223,372,036,854,775,808")
  }
}
