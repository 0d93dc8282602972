private import CKernels

/// A convolution of 3 × 3 pixels by Winograd's minimal filtering, F(4 × 4, 3 × 3): a quarter of the
/// multiplications for a few additions (Lavin and Gray, arXiv 1509.09308).
///
///     y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A      for each tile of 4 × 4 pixels of output
///
/// The products ⊙ of all tiles, channels and filters are 36 matrix products. The way back is the
/// transpose of the same formula, so gradients are exactly those of what is computed. Sums are rounded
/// otherwise than by the definition: of 288 terms of about 0.1 the result is off by up to 2e-5.
public struct WinogradConvolution: Convolution {
  private let shape: ConvolutionShape
  private let kernel: UnsafeMutablePointer<Float>
  private let channels, filters: Int
  /// `[36, channels, filters]` and `[36, filters, channels]`.
  private let weights: UnsafeMutablePointer<Float>
  private let turnedWeights: UnsafeMutablePointer<Float>?
  private let turnedKernel: UnsafeMutablePointer<Float>?
  /// `[36, tiles, channels]` and `[36, tiles, filters]`.
  private let inputs, products: UnsafeMutablePointer<Float>
  /// `[36, channels, filters]`.
  private let weightsGradient: UnsafeMutablePointer<Float>?

  /// Tiles that go through together: what is made of them should stay in a core's second-level cache.
  private static let tilesAtOnce = 36
  private static let points = 36

  /// It is the fastest way for windows of 3 × 3 pixels, side by side, over channels that fill a
  /// vector.
  static func pays(for shape: ConvolutionShape) -> Bool {
    let (rows, columns) = (shape.window.rows, shape.window.columns)
    return rows.size == 3 && columns.size == 3 && rows.stride == 1 && columns.stride == 1
      && !shape.window.isDilated && shape.groups == 1 && shape.window.channels >= 16
      && shape.filters >= 16 && rows.output >= 4 && columns.output >= 4
  }

  /// A convolution with a kernel that stays where it is.
  public init(
    _ shape: ConvolutionShape, kernel: UnsafeMutablePointer<Float>, learns: Bool = true,
    propagates: Bool, in arena: Arena
  ) {
    self.shape = shape
    self.kernel = kernel
    channels = shape.window.channels
    filters = shape.filters
    weights = arena.allocate(Self.points * channels * filters)
    turnedWeights = propagates ? arena.allocate(Self.points * filters * channels) : nil
    turnedKernel = propagates ? arena.allocate(9 * channels * filters) : nil
    inputs = arena.allocate(Self.points * Self.tilesAtOnce * channels)
    products = arena.allocate(Self.points * Self.tilesAtOnce * filters)
    weightsGradient = learns ? arena.allocate(Self.points * channels * filters) : nil
  }

  /// Transforms the kernel.
  public func prepare() {
    kernels_winograd_weights(weights, kernel, channels, filters)
    guard let turnedKernel, let turnedWeights else { return }
    let count = channels * filters
    for place in 0..<9 {
      Matrix(kernel + place * count, rows: channels, columns: filters)
        .turn(into: Matrix(turnedKernel + place * count, rows: filters, columns: channels))
    }
    kernels_winograd_weights(turnedWeights, turnedKernel, filters, channels)
  }

  /// 36 products for some tiles at a time.
  public func forward(
    _ pictures: UnsafeMutablePointer<Float>, count: Int, bias: UnsafePointer<Float>?, relu: Bool,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    forEachTiles(count) { tiles in
      kernels_winograd_input(inputs, pictures, &tiles)
      multiply(inputs, channels, weights, tiles.tiles, into: products, filters)
      kernels_winograd_output(outputs, products, bias, relu ? 1 : 0, &tiles)
    }
  }

  /// Up to 72 products for some tiles at a time.
  public func backward(
    _ pictures: UnsafeMutablePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
    count: Int, kernelGradient: UnsafeMutablePointer<Float>?,
    pictureGradient: UnsafeMutablePointer<Float>?
  ) {
    let weightsGradient = kernelGradient == nil ? nil : weightsGradient
    weightsGradient?.update(repeating: 0, count: Self.points * channels * filters)
    pictureGradient?.update(repeating: 0, count: count * shape.window.inputCount)
    forEachTiles(count) { tiles in
      kernels_winograd_output_transposed(products, outputGradient, &tiles)
      if let weightsGradient {
        kernels_winograd_input(inputs, pictures, &tiles)
        accumulate(tiles.tiles, into: weightsGradient)
      }
      if let pictureGradient, let turnedWeights {
        multiply(products, filters, turnedWeights, tiles.tiles, into: inputs, channels)
        kernels_winograd_input_transposed(pictureGradient, inputs, &tiles)
      }
    }
    if let kernelGradient, let weightsGradient {
      kernels_winograd_weights_transposed(kernelGradient, weightsGradient, channels, filters)
    }
  }

  /// `output[point] = input[point] · weights[point]` for each of the 36 points.
  private func multiply(
    _ input: UnsafePointer<Float>, _ inner: Int, _ weights: UnsafePointer<Float>,
    _ tiles: Int, into output: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    var product = kernels_product(
      count: tiles, width: width, lines: 1, run: inner, input_line: 0, input_step: inner,
      output_step: width, weights_step: width, weights_skip: 0, adds: 0, relu: 0, half: 0,
      half_width: 0)
    for point in 0..<Self.points {
      kernels_multiply(
        output + point * tiles * width, input + point * tiles * inner,
        weights + point * inner * width, nil, &product)
    }
  }

  private func accumulate(_ tiles: Int, into weightsGradient: UnsafeMutablePointer<Float>) {
    var sum = kernels_sum_of_products(
      outer: 1, inner: tiles, input_outer: 0, input_step: channels, other_step: filters, lines: 1,
      run: channels, input_line: 0, width: filters, total_step: filters, adds: 1, half: 0,
      half_width: 0,
      other_skip: 0)
    for point in 0..<Self.points {
      kernels_accumulate(
        weightsGradient + point * channels * filters, inputs + point * tiles * channels,
        products + point * tiles * filters, &sum)
    }
  }

  private func forEachTiles(_ count: Int, _ body: (inout kernels_winograd) -> Void) {
    let (rows, columns) = (shape.window.rows, shape.window.columns)
    let total = count * ((rows.output + 3) / 4) * ((columns.output + 3) / 4)
    for first in stride(from: 0, to: total, by: Self.tilesAtOnce) {
      var tiles = kernels_winograd(
        input_rows: rows.input, input_columns: columns.input, channels: channels,
        output_rows: rows.output, output_columns: columns.output, filters: filters,
        padding_rows: rows.padding, padding_columns: columns.padding, first_tile: first,
        tiles: min(Self.tilesAtOnce, total - first))
      body(&tiles)
    }
  }
}
