private import CKernels

/// Maximum and mean under the windows of one picture, channel by channel.
public enum Pooling {
  /// The most values under one channel of a window: a winner's place is kept in a byte.
  public static let largestWindow = 256

  /// `output[position, c] = max` under the window; `winners` holds which place of the window it
  /// was.
  ///
  /// Among equal values the first in row order wins.
  public static func maximum(
    of picture: UnsafePointer<Float>, _ window: Window, into output: UnsafeMutablePointer<Float>,
    winners: UnsafeMutablePointer<UInt8>
  ) {
    precondition(
      window.places <= largestWindow, "Expected a window of at most \(largestWindow) places.")
    withUnsafePointer(to: window.kernelsWindow) {
      kernels_pool_maximum(output, winners, picture, $0)
    }
  }

  /// `gradient[winner] = Σ outputGradient`, 0 elsewhere: the gradient of ``maximum(of:_:into:winners:)``.
  public static func scatterToWinners(
    _ outputGradient: UnsafePointer<Float>, winners: UnsafePointer<UInt8>, _ window: Window,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: window.kernelsWindow) {
      kernels_pool_maximum_gradient(gradient, outputGradient, winners, $0)
    }
  }

  /// `output[position, c] =` mean of the pixels under the window; padding does not count.
  public static func mean(
    of picture: UnsafePointer<Float>, _ window: Window, into output: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: window.kernelsWindow) { kernels_pool_mean(output, picture, $0) }
  }

  /// `gradient[pixel] = Σ outputGradient / pixels under the window`: the gradient of
  /// ``mean(of:_:into:)``.
  public static func scatterMean(
    _ outputGradient: UnsafePointer<Float>, _ window: Window,
    into gradient: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: window.kernelsWindow) {
      kernels_pool_mean_gradient(gradient, outputGradient, $0)
    }
  }
}
