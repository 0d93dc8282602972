import Kernels
import Testing

@testable import NeuralNetwork

/// The statements between layers do what they say.
@Suite struct LayerBuilderTests {
  @Test func oneUnderTheOther() {
    #expect(
      units {
        Dense(units: 1); Dense(units: 2)
      } == [1, 2])
    #expect(units {} == [])
  }

  @Test(arguments: [true, false])
  func ifAlone(condition: Bool) {
    let result = units {
      Dense(units: 1)
      if condition { Dense(units: 2); Dense(units: 3) }
      Dense(units: 4)
    }
    #expect(result == (condition ? [1, 2, 3, 4] : [1, 4]))
  }

  @Test(arguments: [(0, [1]), (1, [2]), (2, [3, 4])])
  func ifElse(number: Int, expected: [Int]) {
    let result = units {
      if number == 0 {
        Dense(units: 1)
      } else if number == 1 {
        Dense(units: 2)
      } else {
        Dense(units: 3)
        Dense(units: 4)
      }
    }
    #expect(result == expected)
  }

  @Test(arguments: [(Padding.valid, [1]), (.same, [2, 3])])
  func switches(padding: Padding, expected: [Int]) {
    let result = units {
      switch padding {
      case .valid: Dense(units: 1)
      case .same:
        Dense(units: 2)
        Dense(units: 3)
      }
    }
    #expect(result == expected)
  }

  @Test func loops() {
    let none: [Int] = []
    let result = units {
      for size in [16, 8, 4] { Dense(units: size) }
      for size in none { Dense(units: size) }
    }
    #expect(result == [16, 8, 4])
  }

  @Test func nests() {
    let result = units {
      for number in 1...3 {
        if number % 2 == 1 {
          Dense(units: number)
          for inner in 0..<number { Dense(units: 10 * number + inner) }
        } else {
          Dense(units: 100)
        }
      }
    }
    #expect(result == [1, 10, 100, 3, 30, 31, 32])
  }

  @Test func takesArraysAndLocalNames() {
    let made: [any Layer] = [Dense(units: 5), Dense(units: 6)]
    let result = units {
      let size = made.count
      Dense(units: size)
      made
    }
    #expect(result == [2, 5, 6])
  }

  @Test func namesCountWithinTheirKind() throws {
    let model = try Sequential(input: [4, 4, 1]) {
      for _ in 0..<2 { Conv2D(filters: 2, kernelSize: 1) }
      Residual { Conv2D(filters: 2, kernelSize: 1) }
      Flatten()
      Dense(units: 2)
    }
    #expect(
      model.variables.map(\.name) == [
        "conv2d/kernel", "conv2d/bias", "conv2d_1/kernel", "conv2d_1/bias",
        "residual/conv2d/kernel", "residual/conv2d/bias", "dense/kernel", "dense/bias",
      ])
  }

  private func units(@LayerBuilder _ layers: () -> [any Layer]) -> [Int?] {
    layers().map { ($0 as? Dense)?.units }
  }
}
