import Kernels

/// Numbers without pattern between −1 and 1, the same at every run.
func numbers(_ count: Int, seed: UInt64 = 1) -> [Float] {
  RandomStream(seed: seed, purpose: .weights).uniforms(count).map { 2 * $0 - 1 }
}

/// Whole numbers from −4 to 4, whose sums and products are exact in `Float`.
func wholeNumbers(_ count: Int, seed: UInt64 = 1) -> [Float] {
  RandomStream(seed: seed, purpose: .weights).uniforms(count).map { ($0 * 9).rounded(.down) - 4 }
}

/// Σ a · b in `Double`.
func dot(_ a: [Float], _ b: [Float]) -> Double {
  zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// The largest difference between values and what is expected of them; infinite if the counts differ or one is NaN.
func largestError(_ values: [Float], _ expected: [Double]) -> Double {
  guard values.count == expected.count else { return .infinity }
  return zip(values, expected).reduce(0) { largest, pair in
    let error = abs(Double(pair.0) - pair.1)
    return error.isNaN ? .infinity : max(largest, error)
  }
}

/// What a kernel writes into a buffer that holds `values` before.
func written(
  over values: [Float], _ body: (UnsafeMutablePointer<Float>) -> Void
) -> [Float] {
  var values = values
  values.withUnsafeMutableBufferPointer { buffer in
    if let base = buffer.baseAddress { body(base) }
  }
  return values
}

/// What a kernel writes into a buffer that holds NaN before, so that places left out show.
func written(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
  written(over: Array(repeating: .nan, count: count), body)
}
