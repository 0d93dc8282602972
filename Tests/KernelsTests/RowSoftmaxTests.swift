import Foundation
import Testing

@testable import Kernels

struct SoftmaxTests {
  private func softmax(_ x: [Double], columns: Int) -> [Double] {
    stride(from: 0, to: x.count, by: columns).flatMap { start in
      let row = x[start..<start + columns]
      let powers = row.map { exp($0 - (row.max() ?? 0)) }
      return powers.map { $0 / powers.reduce(0, +) }
    }
  }

  private func apply(_ x: [Float], rows: Int, columns: Int) -> [Float] {
    written(x.count) { RowSoftmax.apply(to: x, into: $0, rows: rows, columns: columns) }
  }

  @Test(arguments: [(1, 1), (3, 10), (5, 7), (2, 100)])
  func applyIsTheFormula(rows: Int, columns: Int) {
    let x = numbers(rows * columns).map { $0 * 9 }
    let y = apply(x, rows: rows, columns: columns)
    #expect(largestError(y, softmax(x.map(Double.init), columns: columns)) < 3e-7)
    let inPlace = written(over: x) {
      RowSoftmax.apply(to: $0, into: $0, rows: rows, columns: columns)
    }
    #expect(inPlace == y)
  }

  @Test func largeValuesNeitherOverflowNorVanish() {
    #expect(
      apply([1e30, 1e30, -1e30, 1e4, 1e4 - 200, 0], rows: 2, columns: 3) == [0.5, 0.5, 0, 1, 0, 0])
    #expect(apply([-1e30, -1e30], rows: 1, columns: 2) == [0.5, 0.5])
  }

  @Test func aNotANumberSpoilsItsRowAlone() {
    let y = apply([1, .nan, 2, 3, 3, -.infinity], rows: 2, columns: 3)
    #expect(y[..<3].allSatisfy { $0.isNaN })
    #expect(y[3...] == [0.5, 0.5, 0])
  }

  @Test func backpropagateIsTheCentralDifference() {
    let (rows, columns) = (3, 5)
    let x = numbers(rows * columns).map { Double($0) * 3 }
    let weights = numbers(rows * columns, seed: 2)
    let output = softmax(x, columns: columns).map(Float.init)
    let expected = x.indices.map { place in
      let step = 1e-5
      let sums = [step, -step].map { change in
        var moved = x
        moved[place] += change
        return zip(softmax(moved, columns: columns), weights).reduce(0) {
          $0 + $1.0 * Double($1.1)
        }
      }
      return (sums[0] - sums[1]) / (2 * step)
    }
    let gradient = written(over: weights) {
      RowSoftmax.backpropagate($0, output: output, rows: rows, columns: columns)
    }
    #expect(largestError(gradient, expected) < 1e-6)
  }
}
