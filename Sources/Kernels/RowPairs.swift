internal import CKernels

/// Two rows of a convolution's output as one, for filters so few that they fill only half a vector.
///
///     [y, y + 1] = x ∗ [w above nothing, nothing above w]
///
/// The kernel gets one row more, and 16 filters: the first 8 make one row of output, the other 8 the
/// next. Of six rows of five products that is 60 % of the work that five rows of five for each row of
/// output are.
final class RowPairs {
  private let window: Window
  private let filters, run: Int
  private let kernel: UnsafePointer<Float>
  /// `[rows + 1, run, 16]`, and `[16]`.
  private let weights, gradients, biases: UnsafeMutablePointer<Float>

  private static let width = 16
  private static let half = 8

  /// Nil where it does not pay.
  init?(_ shape: ConvolutionShape, kernel: UnsafePointer<Float>, in arena: Arena) {
    window = shape.window
    filters = shape.filters
    guard kernels_lanes() == Self.width, filters <= Self.half, window.rows.stride == 1,
      window.rows.output > 1
    else { return nil }
    self.kernel = kernel
    run = window.columns.size * window.channels
    let count = (window.rows.size + 1) * run * Self.width
    weights = arena.allocate(count)
    gradients = arena.allocate(count)
    biases = arena.allocate(Self.width)
  }

  /// Number of rows that go in pairs.
  var rows: Int { window.rows.output / 2 * 2 }

  /// Calls `body` for each value of the kernel with its places in the two halves of the weights.
  private func forEachValue(_ body: (_ value: Int, _ first: Int, _ second: Int) -> Void) {
    for place in 0..<window.rows.size * run {
      for filter in 0..<filters {
        body(
          place * filters + filter, place * Self.width + filter,
          (place + run) * Self.width + Self.half + filter)
      }
    }
  }

  func prepare() {
    forEachValue { value, first, second in
      weights[first] = kernel[value]
      weights[second] = kernel[value]
    }
  }

  /// Takes the bias of the forward passes to come.
  func take(bias: UnsafePointer<Float>?) {
    for filter in 0..<filters {
      biases[filter] = bias?[filter] ?? 0
      biases[Self.half + filter] = biases[filter]
    }
  }

  /// - Parameter single: The product that makes one row of output.
  func forward(
    _ picture: UnsafePointer<Float>, _ single: kernels_product,
    into output: UnsafeMutablePointer<Float>
  ) {
    var product = single
    product.width = Self.width
    product.weights_step = Self.width
    product.lines += 1
    product.half = single.count * filters
    product.half_width = filters
    for row in stride(from: 0, to: rows, by: 2) {
      kernels_multiply(
        output + row * product.half, picture + row * single.input_line, weights, biases, &product)
    }
  }

  /// - Parameter single: The sum over rows of output one by one.
  func accumulate(
    _ picture: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    _ single: kernels_sum_of_products, into kernelGradient: UnsafeMutablePointer<Float>
  ) {
    var sum = single
    sum.outer = rows / 2
    sum.input_outer = 2 * single.input_line
    sum.lines += 1
    sum.width = Self.width
    sum.total_step = Self.width
    sum.adds = 0
    sum.half = single.inner * filters
    sum.half_width = filters
    sum.other_skip = sum.half
    kernels_accumulate(gradients, picture, gradient, &sum)
    forEachValue { value, first, second in
      kernelGradient[value] += gradients[first] + gradients[second]
    }
  }
}
