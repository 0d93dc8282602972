import Kernels

/// Every kernel of the presets at the sizes of one worker of two.
struct KernelCases {
  private let arena = Arena()
  private(set) var all: [KernelCase] = []

  private static let memory = "moves memory: few operations for each value"
  private static let narrow = "10 of 16 lanes: the classes"
  private static let short = "ends before the registers' sums have paid for their stores"

  /// - Parameter digits: Pixels of pictures, of which those that are blank together are left out.
  init(digits: [Float]) {
    dense(digits)
    convnet()
    lenet5()
    optimizer()
    normalization()
  }

  private func values(_ count: Int) -> UnsafeMutablePointer<Float> {
    let values: UnsafeMutablePointer<Float> = arena.allocate(count)
    for i in 0..<count { values[i] = Float(i % 19) * 0.05 - 0.4 }
    return values
  }

  private mutating func add(
    _ model: String, _ kernel: String, _ size: String, operations: Int, _ reason: String? = nil,
    work: @escaping () -> Void
  ) {
    all.append(
      KernelCase(model, kernel, size, operations: operations, reason, work: work))
  }

  private mutating func dense(_ digits: [Float]) {
    let (rows, inputs, units) = (16, 784, 128)
    let pixels = values(rows * inputs)
    pixels.update(from: digits, count: rows * inputs)
    let (weights, output, total) = (
      values(inputs * units), values(rows * units), values(inputs * units)
    )
    let sparse = ColumnProduct(rows: rows, columns: inputs, width: units, in: arena)
    add("dense", "find blank columns", "16 × 784", operations: rows * inputs, Self.memory) {
      _ = sparse.find(in: pixels, rows: rows)
    }
    _ = sparse.find(in: pixels, rows: rows)
    let operations = 2 * rows * inputs * units
    add("dense", "product without blank columns", "16 × 784 × 128", operations: operations) {
      sparse.multiply(
        pixels, rows: rows, weights: weights, bias: weights, relu: true, into: output)
    }
    add("dense", "its weights' gradient", "784 × 16 × 128", operations: operations) {
      sparse.accumulate(pixels, rows: rows, other: output, into: total, accumulating: false)
    }
    products("dense", rows: rows, inputs: units, units: 10, Self.narrow)
    add(
      "dense", "ReLU and bias gradient", "16 × 128", operations: 2 * rows * units, Self.memory
    ) {
      Elementwise.reluAndBiasGradient(
        output, output: weights, addingTo: total, rows: rows, columns: units)
    }
    let mask: UnsafeMutablePointer<UInt8> = arena.allocate(units)
    let words: UnsafeMutablePointer<UInt32> = arena.allocate(units / 2)
    let random = RandomStream(seed: 0, purpose: .dropout)
    add(
      "dense", "dropout mask", "128", operations: units,
      "10 rounds of integer products make eight numbers"
    ) { random.fillMask(mask, count: units, rate: 0.2, sample: 1, time: 1, words: words) }
    let bytes: UnsafeMutablePointer<UInt8> = arena.allocate(inputs)
    add("dense", "bytes to floats", "784", operations: 2 * inputs, Self.memory) {
      Elementwise.widen(bytes, into: pixels, count: inputs, scale: 1 / 255, offset: 0)
    }
    add(
      "dense", "softmax", "16 × 10", operations: rows * 10 * 20, "rows of 10 fill no vector"
    ) { RowSoftmax.apply(to: output, into: output, rows: rows, columns: 10) }
  }

  private mutating func convnet() {
    convolution(
      "convnet", (28, 28, 1), size: 3, filters: 32, pictures: 1, propagates: false,
      "9 products for each value that is stored")
    convolution("convnet", (13, 13, 32), size: 3, filters: 64, pictures: 4, propagates: true)
    pooling("convnet", (26, 26, 32), isMaximum: true)
    pooling("convnet", (11, 11, 64), isMaximum: true)
    products("convnet", rows: 8, inputs: 1600, units: 10, Self.narrow)
  }

  private mutating func lenet5() {
    let few = "6 filters fill 12 of 16 lanes, and the pairs of rows cost a sixth"
    convolution(
      "lenet5", (28, 28, 1), size: 5, filters: 6, pads: true, pictures: 1, propagates: false, few)
    convolution(
      "lenet5", (14, 14, 6), size: 5, filters: 16, pictures: 1, propagates: true,
      "16 filters fill one vector, so that every product loads its value; of the pictures' gradient "
        + "each row is collected from windows that overlap")
    pooling("lenet5", (28, 28, 6), isMaximum: false)
    pooling("lenet5", (10, 10, 16), isMaximum: false)
    products("lenet5", rows: 29, inputs: 400, units: 120, nil)
    products("lenet5", rows: 29, inputs: 120, units: 84, nil)
    products("lenet5", rows: 29, inputs: 84, units: 10, Self.narrow)
  }

  private mutating func optimizer() {
    let count = 101_770 / 2
    let (weights, gradients, mean, variance) = (
      values(count), values(count), values(count), values(count)
    )
    for i in 0..<count { variance[i] = 1e-4 }
    add("dense", "Adam", "50,885", operations: 12 * count, Self.memory) {
      Optimization.adam(
        weights: weights, gradients: gradients, mean: mean, variance: variance, count: count,
        alpha: 1e-6, beta1: 0.9, beta2: 0.999, epsilon: 1e-7)
    }
    let parts = (0..<2).map { _ in PartialGradient(count: count, in: arena) }
    add("dense", "sum of two gradients", "50,885", operations: count, Self.memory) {
      parts.withUnsafeBufferPointer {
        PartialGradient.sum($0, range: 0..<count, into: weights)
      }
    }
  }

  /// The largest of `best`, behind its first convolution.
  private mutating func normalization() {
    let (rows, channels) = (64 * 12 * 12, 48)
    let (x, dy) = (values(rows * channels), values(rows * channels))
    let (mean, factor, shift) = (values(channels), values(channels), values(channels))
    let (sums, products): (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) = (
      arena.allocate(channels), arena.allocate(channels)
    )
    func add(_ kernel: String, operations: Int, work: @escaping () -> Void) {
      self.add(
        "best", "batch normalisation: " + kernel, "\(rows) × \(channels)",
        operations: operations * rows * channels, Self.memory, work: work)
    }
    add("mean and variance", operations: 4) {
      ChannelNormalization.sums(of: x, rows: rows, channels: channels, into: sums)
      ChannelNormalization.squares(
        of: x, around: sums, rows: rows, channels: channels, into: products)
    }
    add("way there", operations: 3) {
      ChannelNormalization.apply(
        to: x, mean: mean, factor: factor, shift: shift, rows: rows, channels: channels, into: dy)
    }
    add("sums on the way back", operations: 5) {
      ChannelNormalization.gradientSums(
        of: dy, x, mean: mean, inverseDeviation: factor, rows: rows, channels: channels,
        sums: sums, products: products)
    }
    add("pictures' gradient", operations: 6) {
      ChannelNormalization.gradient(
        of: dy, x, mean: mean, inverseDeviation: factor, factor: factor, meanGradient: shift,
        meanProduct: shift, rows: rows, channels: channels, into: dy)
    }
  }

  /// The three products of a dense layer.
  private mutating func products(
    _ model: String, rows: Int, inputs: Int, units: Int, _ reason: String?
  ) {
    let x = Matrix(values(rows * inputs), rows: rows, columns: inputs)
    let y = Matrix(values(rows * units), rows: rows, columns: units)
    let weights = Matrix(values(inputs * units), rows: inputs, columns: units)
    let turned = Matrix(values(inputs * units), rows: units, columns: inputs)
    let operations = 2 * rows * inputs * units
    add(model, "product", "\(rows) × \(inputs) × \(units)", operations: operations, reason) {
      MatrixProduct.multiply(x, weights, into: y)
    }
    add(
      model, "its weights' gradient", "\(inputs) × \(rows) × \(units)", operations: operations,
      reason ?? Self.short
    ) { MatrixProduct.multiply(x.transposed, y, into: weights) }
    add(
      model, "its inputs' gradient", "\(rows) × \(units) × \(inputs)", operations: operations,
      reason ?? Self.short
    ) { MatrixProduct.multiply(y, turned, into: x) }
  }

  /// A convolution's way there and its two ways back, for as many pictures as Winograd takes at once.
  private mutating func convolution(
    _ model: String, _ input: (rows: Int, columns: Int, channels: Int), size: Int, filters: Int,
    pads: Bool = false, pictures: Int, propagates: Bool, _ reason: String? = nil
  ) {
    let window = Window(input: input, size: (size, size), strides: (1, 1), pads: pads)
    let x = values(pictures * window.inputCount)
    let y = values(pictures * window.positions * filters)
    let (kernel, kernelGradient) = (
      values(window.patch * filters), values(window.patch * filters)
    )
    let pictureGradient = values(pictures * window.inputCount)
    let bias = values(filters)
    let output = values(window.positions * filters)
    let convolution = ConvolutionShape(window, filters: filters)
      .convolution(kernel: kernel, propagates: propagates, in: arena)
    convolution.prepare()
    let name = convolution is WinogradConvolution ? "Winograd convolution" : "convolution"
    let shape =
      "\(pictures > 1 ? "\(pictures) × " : "")\(input.rows) × \(input.columns) × \(input.channels)"
      + " → \(filters), \(size) × \(size)"
    let operations = 2 * pictures * window.positions * window.patch * filters
    add(model, name, shape, operations: operations, reason) {
      convolution.forward(x, count: pictures, bias: bias, relu: true, into: y)
    }
    add(model, "\(name): kernel's gradient", shape, operations: operations, reason) {
      convolution.backward(
        x, outputGradient: y, count: pictures, kernelGradient: kernelGradient,
        pictureGradient: nil)
    }
    if propagates {
      add(model, "\(name): pictures' gradient", shape, operations: operations, reason) {
        convolution.backward(
          x, outputGradient: y, count: pictures, kernelGradient: nil,
          pictureGradient: pictureGradient)
      }
    }
    add(
      model, "ReLU and bias gradient", "\(window.positions) × \(filters)",
      operations: 2 * window.positions * filters, Self.memory
    ) {
      Elementwise.reluAndBiasGradient(
        y, output: output, addingTo: bias, rows: window.positions, columns: filters)
    }
  }

  private mutating func pooling(
    _ model: String, _ input: (rows: Int, columns: Int, channels: Int), isMaximum: Bool
  ) {
    let window = Window(input: input, size: (2, 2), strides: (2, 2), pads: false)
    let count = window.positions * window.channels
    let (x, y) = (values(window.inputCount), values(count))
    let winners: UnsafeMutablePointer<UInt8> = arena.allocate(count)
    let name = isMaximum ? "max pooling" : "average pooling"
    let shape = "\(input.rows) × \(input.columns) × \(input.channels)"
    add(model, name, shape, operations: 4 * count, Self.memory) {
      if isMaximum {
        Pooling.maximum(of: x, window, into: y, winners: winners)
      } else {
        Pooling.mean(of: x, window, into: y)
      }
    }
    add(model, "\(name): gradient", shape, operations: 4 * count, Self.memory) {
      if isMaximum {
        Pooling.scatterToWinners(y, winners: winners, window, into: x)
      } else {
        Pooling.scatterMean(y, window, into: x)
      }
    }
  }
}
