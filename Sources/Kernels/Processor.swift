private import CKernels

/// The core that the calling thread runs on.
public enum Processor {
  /// Floats in the longest vector that the kernels use: 16 with AVX-512, 8 with AVX2.
  public static var lanes: Int { Int(kernels_lanes()) }

  /// Does as many products and sums as the core can, none of them of use.
  ///
  /// - Returns: How many operations on floats that were.
  public static func work(rounds: Int) -> Int {
    // What comes of it decides nothing, but must be looked at lest the compiler leave it out.
    kernels_peak(rounds).isNaN ? 0 : rounds * 24 * lanes
  }
}

/// How the calling thread computes.
public enum CallingThread {
  /// Runs a computation without help from a library's own threads, and with numbers below 2⁻¹²⁶ as 0,
  /// as in TensorFlow: averages that fade, such as an optimizer's of the gradients of pixels that are
  /// mostly blank, would else stay there, where arithmetic takes three times as long.
  public static func computing<Result>(_ body: () -> Result) -> Result {
    MatrixProduct.useCallingThreadOnly()
    let arithmetic = kernels_flush_subnormals()
    defer { kernels_restore_arithmetic(arithmetic) }
    return body()
  }
}
