private import CKernels

/// A convolution that reads its windows from the picture itself, with the sums in registers.
///
/// For windows without holes, in one group.
public struct DirectConvolution: Convolution {
  private let window: Window
  private let filters: Int
  private let kernel: UnsafeMutablePointer<Float>
  /// `[rows of the window, filters, run]`, for the way back.
  private let turnedKernel: UnsafeMutablePointer<Float>?
  /// One picture with its padding; nil where there is none.
  private let padded: UnsafeMutablePointer<Float>?
  private let rows, columns: Int
  /// What the windows over one row of a picture say of it, `[columns′, run]`.
  private let runs: UnsafeMutablePointer<Float>?
  /// Values in one row of a window.
  private let run: Int
  private let pairs: RowPairs?

  /// A convolution with a kernel that stays where it is.
  public init(
    _ shape: ConvolutionShape, kernel: UnsafeMutablePointer<Float>, propagates: Bool,
    in arena: Arena
  ) {
    window = shape.window
    filters = shape.filters
    self.kernel = kernel
    run = window.columns.size * window.channels
    pairs = RowPairs(shape, kernel: kernel, in: arena)
    turnedKernel = propagates ? arena.allocate(window.patch * filters) : nil
    let isPadded = [window.rows, window.columns].contains { $0.padding > 0 || $0.reach > $0.input }
    // Without padding the picture is read where it is, also where windows do not reach its end.
    rows = isPadded ? window.rows.reach : window.rows.input
    columns = isPadded ? window.columns.reach : window.columns.input
    padded = isPadded ? arena.allocate(rows * columns * window.channels) : nil
    runs = propagates ? arena.allocate(window.columns.output * run) : nil
  }

  /// Turns the kernel, if there is a way back.
  public func prepare() {
    pairs?.prepare()
    guard let turnedKernel else { return }
    for row in 0..<window.rows.size {
      Matrix(kernel + row * run * filters, rows: run, columns: filters)
        .turn(into: Matrix(turnedKernel + row * run * filters, rows: filters, columns: run))
    }
  }

  /// A product for every row of windows.
  public func forward(
    _ pictures: UnsafeMutablePointer<Float>, count: Int, bias: UnsafePointer<Float>?, relu: Bool,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    let line = columns * window.channels
    var product = kernels_product(
      count: window.columns.output, width: filters, lines: window.rows.size, run: run,
      input_line: line, input_step: window.columns.stride * window.channels,
      output_step: filters, weights_step: filters, weights_skip: 0, adds: 0,
      relu: relu ? 1 : 0, half: 0, half_width: 0)
    pairs?.take(bias: bias)
    for sample in 0..<count {
      let picture = picture(pictures, sample)
      let output = outputs + sample * window.positions * filters
      pairs?.forward(picture, product, into: output)
      for row in (pairs?.rows ?? 0)..<window.rows.output {
        kernels_multiply(
          output + row * product.count * filters, picture + row * window.rows.stride * line, kernel,
          bias, &product)
      }
    }
  }

  /// Sums of products over all windows; and a product for every row of pixels.
  public func backward(
    _ pictures: UnsafeMutablePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
    count: Int, kernelGradient: UnsafeMutablePointer<Float>?,
    pictureGradient: UnsafeMutablePointer<Float>?
  ) {
    for sample in 0..<count {
      let gradient = outputGradient + sample * window.positions * filters
      if let kernelGradient {
        accumulate(picture(pictures, sample), gradient, into: kernelGradient)
      }
      if let pictureGradient {
        propagate(gradient, into: pictureGradient + sample * window.inputCount)
      }
    }
  }

  private func accumulate(
    _ picture: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>,
    into kernelGradient: UnsafeMutablePointer<Float>
  ) {
    let line = columns * window.channels
    let done = pairs?.rows ?? 0
    var sum = kernels_sum_of_products(
      outer: window.rows.output - done, inner: window.columns.output,
      input_outer: window.rows.stride * line, input_step: window.columns.stride * window.channels,
      other_step: filters, lines: window.rows.size, run: run, input_line: line, width: filters,
      total_step: filters, adds: 1, half: 0, half_width: 0, other_skip: 0)
    pairs?.accumulate(picture, gradient, sum, into: kernelGradient)
    guard sum.outer > 0 else { return }
    kernels_accumulate(
      kernelGradient, picture + done * window.rows.stride * line,
      gradient + done * window.columns.output * filters, &sum)
  }

  /// For each row of pixels: the rows of windows over it say what they want of their whole width,
  /// which adds up, and every pixel then collects from the windows side by side.
  private func propagate(
    _ gradient: UnsafePointer<Float>, into picture: UnsafeMutablePointer<Float>
  ) {
    guard let turnedKernel, let runs else { return }
    let (down, across) = (window.rows, window.columns)
    let line = across.output * filters
    var collection = window.kernelsWindow
    for row in 0..<down.input {
      let place = row + down.padding
      // From the last row of windows over this row to the first.
      let last = min(place / down.stride, down.output - 1)
      let first = place < down.size ? 0 : (place - down.size) / down.stride + 1
      var product = kernels_product(
        count: across.output, width: run, lines: last - first + 1, run: filters,
        input_line: -line, input_step: filters, output_step: run, weights_step: run,
        weights_skip: (down.stride - 1) * filters * run, adds: 0, relu: 0, half: 0, half_width: 0)
      kernels_multiply(
        runs, gradient + last * line,
        turnedKernel + (place - last * down.stride) * filters * run, nil, &product)
      kernels_collect_runs(picture + row * across.input * window.channels, runs, &collection)
    }
  }

  /// One of the pictures, with its padding.
  private func picture(
    _ pictures: UnsafeMutablePointer<Float>, _ sample: Int
  ) -> UnsafeMutablePointer<Float> {
    let picture = pictures + sample * window.inputCount
    guard let padded else { return picture }
    let length = window.columns.input * window.channels
    // What windows do not reach is left out, too.
    let top = window.rows.padding, left = window.columns.padding * window.channels
    for row in 0..<min(window.rows.input, rows - top) {
      (padded + (top + row) * columns * window.channels + left).update(
        from: picture + row * length, count: min(length, columns * window.channels - left))
    }
    return padded
  }
}
