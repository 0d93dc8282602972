import Testing

@testable import Kernels

struct MatrixProductTests {
  struct Case: CustomTestStringConvertible {
    let m, k, n: Int
    let transposeA, transposeB, accumulating: Bool

    var testDescription: String {
      "[\(m), \(k)]\(transposeA ? "ᵀ" : "") · [\(k), \(n)]\(transposeB ? "ᵀ" : "")"
        + (accumulating ? " +=" : "")
    }

    static let all: [Case] = [
      (1, 1, 1), (1, 7, 1), (2, 3, 5), (7, 1, 11), (17, 31, 13), (65, 129, 33), (3, 0, 2),
      (0, 3, 2), (3, 2, 0),
    ].flatMap { m, k, n in
      (0..<8).map { bits in
        Case(
          m: m, k: k, n: n, transposeA: bits & 1 != 0, transposeB: bits & 2 != 0,
          accumulating: bits & 4 != 0)
      }
    }
  }

  @Test(arguments: Case.all)
  func productIsTheTripleLoop(of test: Case) {
    let (m, k, n) = (test.m, test.k, test.n)
    let (a, b, before) = (wholeNumbers(m * k), wholeNumbers(k * n, seed: 2), wholeNumbers(m * n))
    // Without accumulation nothing of what was there may remain, not even NaN.
    let memory = test.accumulating ? before : Array(repeating: .nan, count: m * n)
    let result = multiply(test, a, b, over: memory)

    var expected = test.accumulating ? before.map(Double.init) : Array(repeating: 0, count: m * n)
    for row in 0..<m {
      for column in 0..<n {
        for i in 0..<k {
          let left = a[test.transposeA ? i * m + row : row * k + i]
          let right = b[test.transposeB ? column * k + i : i * n + column]
          expected[row * n + column] += Double(left) * Double(right)
        }
      }
    }
    #expect(result.map(Double.init) == expected)
  }

  private func multiply(_ test: Case, _ a: [Float], _ b: [Float], over memory: [Float]) -> [Float] {
    let (m, k, n) = (test.m, test.k, test.n)
    // One spare value, so that empty matrices have an address too.
    var (a, b, result) = (a + [0], b + [0], memory + [0])
    a.withUnsafeMutableBufferPointer { a in
      b.withUnsafeMutableBufferPointer { b in
        result.withUnsafeMutableBufferPointer { result in
          guard let a = a.baseAddress, let b = b.baseAddress, let result = result.baseAddress
          else { return }
          MatrixProduct.multiply(
            test.transposeA
              ? Matrix(a, rows: k, columns: m).transposed : Matrix(a, rows: m, columns: k),
            test.transposeB
              ? Matrix(b, rows: n, columns: k).transposed : Matrix(b, rows: k, columns: n),
            into: Matrix(result, rows: m, columns: n), accumulating: test.accumulating)
        }
      }
    }
    return result.dropLast()
  }

  @Test func roundingStaysSmall() {
    let (a, b) = (numbers(9 * 500), numbers(500 * 4, seed: 2))
    let test = Case(
      m: 9, k: 500, n: 4, transposeA: false, transposeB: false, accumulating: false)
    let expected = (0..<36).map { place in
      (0..<500).reduce(0.0) {
        $0 + Double(a[place / 4 * 500 + $1]) * Double(b[$1 * 4 + place % 4])
      }
    }
    let result = multiply(test, a, b, over: Array(repeating: 0, count: 36))
    #expect(largestError(result, expected) < 2e-5)
  }

  @Test func mismatchedShapesTrap() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 12) { memory in
        guard let base = memory.baseAddress else { return }
        MatrixProduct.multiply(
          Matrix(base, rows: 2, columns: 3), Matrix(base, rows: 4, columns: 3),
          into: Matrix(base, rows: 2, columns: 3))
      }
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      message.contains(
        "Expected [m, k] · [k, n] into [m, n]; received [2, 3] · [4, 3] into [2, 3]."))
  }

  @Test func transposedResultTraps() async {
    await #expect(processExitsWith: .failure) {
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 4) { memory in
        guard let base = memory.baseAddress else { return }
        let square = Matrix(base, rows: 2, columns: 2)
        MatrixProduct.multiply(square, square, into: square.transposed)
      }
    }
  }
}
