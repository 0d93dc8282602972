import Foundation
import Testing

@testable import Kernels

struct SmoothFunctionTests {
  /// The function and its slope by the definition, in `Double`.
  private func definition(_ function: SmoothFunction, _ x: Double) -> Double {
    switch function {
    case .tanh: tanh(x)
    case .silu: x / (1 + exp(-x))
    case .gelu: x * erfc(-x / 2.0.squareRoot()) / 2
    case .approximateGELU:
      x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x))) / 2
    case .mish: x * tanh(log1p(exp(x)))
    }
  }

  /// From −12 to 12 in uneven steps, near 0, and far out.
  private let x: [Float] =
    (-1200...1200).map { Float($0) * 0.01001 } + [1e-6, -1e-6, 1e-20, 60, -60, 200, -200]

  @Test(arguments: SmoothFunction.allCases)
  func valuesAreTheDefinitions(function: SmoothFunction) {
    let y = written(over: x) { function.apply(to: $0, count: x.count) }
    for (x, y) in zip(x, y) {
      let expected = definition(function, Double(x))
      #expect(abs(Double(y) - expected) <= 6e-7 * max(1, abs(expected)))
    }
  }

  @Test(arguments: SmoothFunction.allCases.filter { $0 != .tanh })
  func slopesAreCentralDifferences(function: SmoothFunction) {
    let slopes = written(over: Array(repeating: 2, count: x.count)) {
      function.backpropagate($0, input: x, count: x.count)
    }
    for (x, slope) in zip(x, slopes) {
      let (x, step) = (Double(x), 1e-4)
      let expected =
        (definition(function, x + step) - definition(function, x - step)) / (2 * step)
      // The difference itself is off by its square of the step.
      #expect(abs(Double(slope) / 2 - expected) < 2e-6)
    }
  }

  @Test func eluIsItsDefinitionNearZeroToo() {
    let y = written(over: x) {
      SmoothFunction.elu($0, count: x.count, scale: 1.5, alpha: 0.5, inner: 2)
    }
    for (x, y) in zip(x, y) {
      let x = Double(x)
      let expected = 1.5 * (x > 0 ? x : 0.5 * expm1(2 * x))
      #expect(abs(Double(y) - expected) <= 4e-7 * abs(expected) + 1e-30)
    }
  }

  @Test(arguments: SmoothFunction.allCases)
  func notANumberStays(function: SmoothFunction) {
    let y = written(over: Array(repeating: .nan, count: 37)) { function.apply(to: $0, count: 37) }
    #expect(y.allSatisfy { $0.isNaN })
  }
}
