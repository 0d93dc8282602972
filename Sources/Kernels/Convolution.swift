/// A way to compute a convolution, with its memory for one worker.
///
/// Pictures are `[count, rows, columns, channels]`, outputs `[count, rows′, columns′, filters]`, the
/// kernel `[places of the window, channels / groups, filters]`. A value that is not finite may spread
/// to more outputs than by the definition, since several are computed together.
public protocol Convolution {
  /// Call this after the kernel has changed, and before anything else.
  func prepare()

  /// `outputs = pictures ∗ kernel + bias`, then `max(·, 0)` if asked for.
  func forward(
    _ pictures: UnsafeMutablePointer<Float>, count: Int, bias: UnsafePointer<Float>?, relu: Bool,
    into outputs: UnsafeMutablePointer<Float>)

  /// `kernelGradient += …` and `pictureGradient = …`, as far as they are asked for.
  func backward(
    _ pictures: UnsafeMutablePointer<Float>, outputGradient: UnsafeMutablePointer<Float>,
    count: Int, kernelGradient: UnsafeMutablePointer<Float>?,
    pictureGradient: UnsafeMutablePointer<Float>?)
}

/// What a convolution is about.
public struct ConvolutionShape: Sendable {
  /// The windows over the pictures.
  public let window: Window
  /// Channels of the output.
  public let filters: Int
  /// Parts that channels and filters are cut into.
  public let groups: Int

  /// A convolution over windows of any kind.
  public init(_ window: Window, filters: Int, groups: Int = 1) {
    self.window = window
    self.filters = filters
    self.groups = groups
  }

  /// Values that the fastest way keeps of a picture besides its input and output.
  public var valuesInside: Int { goesByPatches ? PatchConvolution.patchCount(self) : 0 }

  private var goesByPatches: Bool { groups > 1 || window.isDilated || window.isPointwise }

  /// The fastest way to compute it.
  ///
  /// - Parameters:
  ///   - kernel: Where the kernel lies, and stays.
  ///   - learns: The gradient of the kernel will be asked for.
  ///   - propagates: The gradient of the pictures will be asked for.
  ///   - arena: Takes the memory that is needed.
  public func convolution(
    kernel: UnsafeMutablePointer<Float>, learns: Bool = true, propagates: Bool, in arena: Arena
  ) -> any Convolution {
    if WinogradConvolution.pays(for: self) {
      return WinogradConvolution(
        self, kernel: kernel, learns: learns, propagates: propagates, in: arena)
    }
    if goesByPatches {
      return PatchConvolution(self, kernel: kernel, propagates: propagates, in: arena)
    }
    return DirectConvolution(self, kernel: kernel, propagates: propagates, in: arena)
  }
}
