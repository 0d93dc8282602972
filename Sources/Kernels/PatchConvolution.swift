/// The general convolution: each picture's windows laid out as rows, times the kernel.
public struct PatchConvolution: Convolution {
  private let window: Window
  private let filters, groups: Int
  private let kernel: UnsafeMutablePointer<Float>
  /// `[filters, patch / groups]`, for the way back.
  private let turnedKernel: UnsafeMutablePointer<Float>?
  /// One picture's windows as rows, `[positions, patch / groups]`, a group at a time; nil where the
  /// picture itself is that matrix.
  private let patches: UnsafeMutablePointer<Float>?

  /// A convolution with a kernel that stays where it is.
  public init(
    _ shape: ConvolutionShape, kernel: UnsafeMutablePointer<Float>, propagates: Bool,
    in arena: Arena
  ) {
    window = shape.window
    filters = shape.filters
    groups = shape.groups
    self.kernel = kernel
    turnedKernel = propagates ? arena.allocate(window.patch / groups * filters) : nil
    let count = Self.patchCount(shape)
    patches = count > 0 ? arena.allocate(count) : nil
  }

  /// Values of a picture's windows that are laid out as rows; 0 where the picture itself is that matrix.
  static func patchCount(_ shape: ConvolutionShape) -> Int {
    guard shape.groups > 1 || !shape.window.isPointwise else { return 0 }
    return shape.window.positions * shape.window.patch / shape.groups
  }

  /// Turns the kernel, if there is a way back.
  public func prepare() {
    guard let turnedKernel else { return }
    Matrix(kernel, rows: patch, columns: filters)
      .turn(into: Matrix(turnedKernel, rows: filters, columns: patch))
  }

  /// A product a picture and group.
  public func forward(
    _ pictures: UnsafeMutablePointer<Float>, count: Int, bias: UnsafePointer<Float>?, relu: Bool,
    into outputs: UnsafeMutablePointer<Float>
  ) {
    for sample in 0..<count {
      for group in 0..<groups {
        MatrixProduct.multiply(
          patches(of: pictures, sample, group), part(of: kernel, patch, group),
          into: rows(of: outputs, sample, group))
      }
    }
    let rows = count * window.positions
    if let bias { Elementwise.addRow(bias, to: outputs, rows: rows, columns: filters) }
    if relu { Elementwise.relu(outputs, count: rows * filters) }
  }

  /// Two products a picture and group.
  public func backward(
    _ pictures: UnsafeMutablePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
    count: Int, kernelGradient: UnsafeMutablePointer<Float>?,
    pictureGradient: UnsafeMutablePointer<Float>?
  ) {
    for sample in 0..<count {
      if let kernelGradient {
        for group in 0..<groups {
          MatrixProduct.multiply(
            patches(of: pictures, sample, group).transposed,
            rows(of: outputGradient, sample, group),
            into: part(of: kernelGradient, patch, group), accumulating: true)
        }
      }
      if let pictureGradient {
        propagate(outputGradient, sample, to: pictureGradient + sample * window.inputCount)
      }
    }
  }

  private func propagate(
    _ outputGradient: UnsafeMutablePointer<Float>, _ sample: Int,
    to picture: UnsafeMutablePointer<Float>
  ) {
    guard let turnedKernel else { return }
    let width = filters / groups
    if patches != nil { picture.update(repeating: 0, count: window.inputCount) }
    for group in 0..<groups {
      MatrixProduct.multiply(
        rows(of: outputGradient, sample, group),
        Matrix(turnedKernel + group * width * patch, rows: width, columns: patch),
        into: Matrix(patches ?? picture, rows: window.positions, columns: patch))
      guard let patches else { continue }
      Patches.scatterAdd(patches, window, channels: channels(group), into: picture)
    }
  }

  /// Values under one window in one group.
  private var patch: Int { window.patch / groups }

  private func channels(_ group: Int) -> Range<Int> {
    let width = window.channels / groups
    return group * width..<(group + 1) * width
  }

  private func patches(
    of pictures: UnsafeMutablePointer<Float>, _ sample: Int, _ group: Int
  ) -> Matrix {
    let picture = pictures + sample * window.inputCount
    if let patches {
      Patches.gather(picture, window, channels: channels(group), into: patches)
    }
    return Matrix(patches ?? picture, rows: window.positions, columns: patch)
  }

  private func rows(
    of base: UnsafeMutablePointer<Float>, _ sample: Int, _ group: Int
  ) -> Matrix {
    part(of: base + sample * window.positions * filters, window.positions, group)
  }

  /// The columns of one group in a matrix with a column a filter.
  private func part(
    of base: UnsafeMutablePointer<Float>, _ rows: Int, _ group: Int
  ) -> Matrix {
    let width = filters / groups
    return Matrix(base + group * width, rows: rows, columns: width, stride: filters)
  }
}
