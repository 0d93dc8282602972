import Testing

@testable import Experiments

struct StudentTTests {
  /// Two-sided values of the tables in Abramowitz and Stegun (26.10), and more digits of the same.
  static let table: [(degrees: Double, probability: Double, value: Double)] = [
    (1, 0.05, 12.706_204_736), (1, 0.01, 63.656_741_162), (1, 0.5, 1),
    (2, 0.05, 4.302_652_730), (2, 0.01, 9.924_843_201), (2, 0.001, 31.599_054_576),
    (3, 0.05, 3.182_446_305), (4, 0.05, 2.776_445_105), (4, 0.01, 4.604_094_871),
    (5, 0.1, 2.015_048_373), (9, 0.05, 2.262_157_163), (10, 0.01, 3.169_272_673),
    (30, 0.05, 2.042_272_456), (120, 0.05, 1.979_930_405), (1_000, 0.05, 1.962_339_081),
  ]

  @Test(arguments: table)
  func valuesAreThoseOfTheTable(degrees: Double, probability: Double, value: Double) {
    let distribution = StudentT(degreesOfFreedom: degrees)
    #expect(abs(distribution.value(beyondWhich: probability) - value) < 2e-9 * value)
    #expect(abs(distribution.probability(beyond: value) - probability) < 1e-9)
    #expect(distribution.probability(beyond: -value) == distribution.probability(beyond: value))
  }

  /// With one and two degrees of freedom there are formulas.
  @Test(arguments: [0.001, 0.3, 1, 5, 400, 1e7])
  func probabilitiesAreThoseOfTheFormulas(value: Double) {
    let two = 2 / ((2 + value * value) * (1 + value / (2 + value * value).squareRoot()))
    let found = StudentT(degreesOfFreedom: 2).probability(beyond: value)
    #expect(abs(found - two) <= 1e-11 * two)
  }

  @Test func endsAndNumbersThatAreNone() {
    let distribution = StudentT(degreesOfFreedom: 2)
    #expect(distribution.probability(beyond: 0) == 1)
    #expect(distribution.probability(beyond: .infinity) == 0)
    #expect(distribution.probability(beyond: .nan).isNaN)
    #expect(distribution.value(beyondWhich: 1) == 0)
    #expect(distribution.value(beyondWhich: 0) == .infinity)
  }
}
