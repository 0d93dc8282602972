/// Convolutions that keep the channels apart: each is met by `multiplier` kernels of its own.
///
/// Kernels are `[places of the window, channels, multiplier]`; what channel `c` makes of kernel `m`
/// is output channel `c · multiplier + m`.
public enum Depthwise {
  /// `output[position, c·M + m] = Σ over places of picture[place, c] · kernel[place, c, m]`.
  public static func convolve(
    _ picture: UnsafePointer<Float>, _ window: Window, kernel: UnsafePointer<Float>,
    multiplier: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let outputs = window.channels * multiplier
    output.update(repeating: 0, count: window.positions * outputs)
    window.forEachPlace { position, place, pixel in
      let (x, k) = (picture + pixel * window.channels, kernel + place * outputs)
      let y = output + position * outputs
      forEachOutput(window, multiplier) { c, o in y[o] += x[c] * k[o] }
    }
  }

  /// `kernelGradient[place, c, m] += Σ over positions of picture[place, c] · outputGradient`.
  public static func accumulateKernelGradient(
    _ picture: UnsafePointer<Float>, _ window: Window, outputGradient: UnsafePointer<Float>,
    multiplier: Int, into kernelGradient: UnsafeMutablePointer<Float>
  ) {
    let outputs = window.channels * multiplier
    window.forEachPlace { position, place, pixel in
      let (x, dy) = (picture + pixel * window.channels, outputGradient + position * outputs)
      let dk = kernelGradient + place * outputs
      forEachOutput(window, multiplier) { c, o in dk[o] += x[c] * dy[o] }
    }
  }

  /// `pictureGradient[place, c] += Σ over m of outputGradient · kernel[place, c, m]`.
  public static func scatterAdd(
    _ outputGradient: UnsafePointer<Float>, _ window: Window, kernel: UnsafePointer<Float>,
    multiplier: Int, into pictureGradient: UnsafeMutablePointer<Float>
  ) {
    let outputs = window.channels * multiplier
    window.forEachPlace { position, place, pixel in
      let (dy, k) = (outputGradient + position * outputs, kernel + place * outputs)
      let dx = pictureGradient + pixel * window.channels
      forEachOutput(window, multiplier) { c, o in dx[c] += dy[o] * k[o] }
    }
  }

  /// Each channel with each of its outputs; a loop of its own where there is one, since the compiler
  /// makes vectors of it.
  @inline(__always)
  private static func forEachOutput(
    _ window: Window, _ multiplier: Int, _ body: (_ channel: Int, _ output: Int) -> Void
  ) {
    if multiplier == 1 {
      for c in 0..<window.channels { body(c, c) }
      return
    }
    for c in 0..<window.channels {
      for o in c * multiplier..<(c + 1) * multiplier { body(c, o) }
    }
  }
}
