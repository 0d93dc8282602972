import Foundation
import Testing

@testable import Experiments

struct PolygammaTests {
  /// Known in closed form: Abramowitz and Stegun 6.3.2, 6.3.3 and 6.4.2, 6.4.4.
  @Test func knownValues() {
    let euler = 0.577_215_664_901_532_9
    let square = Double.pi * Double.pi
    #expect(abs(Polygamma.digamma(1) + euler) < 1e-12)
    #expect(abs(Polygamma.digamma(0.5) + euler + 2 * log(2)) < 1e-12)
    #expect(abs(Polygamma.digamma(3) - 1.5 + euler) < 1e-12)
    #expect(abs(Polygamma.trigamma(1) - square / 6) < 1e-12)
    #expect(abs(Polygamma.trigamma(0.5) - square / 2) < 1e-11)
    #expect(abs(Polygamma.trigamma(3) - square / 6 + 1.25) < 1e-12)
  }

  @Test(arguments: [1e-6, 0.01, 0.5, 1.6, 40])
  func inverse(value: Double) {
    #expect(abs(Polygamma.trigamma(Polygamma.inverseTrigamma(value)) / value - 1) < 1e-9)
  }
}
