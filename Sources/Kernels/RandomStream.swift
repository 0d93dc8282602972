private import CKernels
private import Foundation

/// Random numbers by counter: a value depends on what it is for, never on who asks or in what
/// order.
///
/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC
/// 2011) turns a key, the seed, and a counter `(block, sample, time, purpose and index)` into four
/// words of 32 bits. Nothing is remembered between calls, so resuming a training needs no generator
/// state and the number of threads does not matter.
public struct RandomStream: Sendable {
  /// What the numbers are for.
  ///
  /// Purposes never share numbers.
  public enum Purpose: UInt32, Sendable {
    /// Initial weights; the index counts variables.
    case weights = 1
    /// Order of the samples in an epoch.
    case shuffle
    /// Dropout masks; the index counts dropout layers.
    case dropout
    /// Changes made to training pictures; the index counts layers that make them.
    case augmentation
    /// Noise added to values; the index counts layers that add it.
    case noise
    /// Changes made to pictures before a network sees them; the index counts the changes.
    case distortion
  }

  private let seed: UInt64
  private let stream: UInt32

  /// The stream of a seed for a purpose; `index` tells streams of one purpose apart.
  public init(seed: UInt64, purpose: Purpose, index: Int = 0) {
    self.seed = seed
    stream = purpose.rawValue << 24 | UInt32(truncatingIfNeeded: index) & 0xFF_FFFF
  }

  /// Fills `4 · blocks` words for one sample at one time, such as an epoch.
  public func fill(
    _ words: UnsafeMutablePointer<UInt32>, blocks: Int, firstBlock: Int = 0, sample: Int = 0,
    time: Int = 0
  ) {
    var key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    var counter = (
      UInt32(truncatingIfNeeded: sample), UInt32(truncatingIfNeeded: time), stream
    )
    withUnsafePointer(to: &key) { key in
      withUnsafePointer(to: &counter) { counter in
        kernels_philox(
          words, blocks, UInt32(truncatingIfNeeded: firstBlock),
          UnsafeRawPointer(counter).assumingMemoryBound(to: UInt32.self),
          UnsafeRawPointer(key).assumingMemoryBound(to: UInt32.self))
      }
    }
  }

  /// The first `count` words at one time.
  public func words(_ count: Int, time: Int = 0) -> [UInt32] {
    let blocks = (count + 3) / 4
    let words = [UInt32](unsafeUninitializedCapacity: blocks * 4) { buffer, initialized in
      if let base = buffer.baseAddress { fill(base, blocks: blocks, time: time) }
      initialized = blocks * 4
    }
    return Array(words.prefix(count))
  }

  /// Numbers evenly spread over `0..<1`, in steps of 2⁻²⁴.
  public func uniforms(_ count: Int, time: Int = 0) -> [Float] {
    words(count, time: time).map { Float($0 >> 8) * 0x1p-24 }
  }

  /// Numbers with mean 0 and standard deviation 1, by Box and Muller's method.
  public func normals(_ count: Int, time: Int = 0) -> [Float] {
    let pairs = (count + 1) / 2
    let words = words(pairs * 2, time: time)
    var normals = [Float]()
    normals.reserveCapacity(pairs * 2)
    for pair in 0..<pairs {
      let (first, second) = Self.normals(words[2 * pair], words[2 * pair + 1])
      normals.append(first)
      normals.append(second)
    }
    return Array(normals.prefix(count))
  }

  static func normals(_ word: UInt32, _ other: UInt32) -> (Float, Float) {
    let (u, v) = (Double(Float(word >> 8) * 0x1p-24), Double(Float(other >> 8) * 0x1p-24))
    // 1 − u lies in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - u)).squareRoot()
    let angle = 2 * Double.pi * v
    return (Float(radius * cos(angle)), Float(radius * sin(angle)))
  }

  /// Four numbers evenly spread over `0..<1` for one sample at one time.
  public func uniforms(sample: Int, time: Int) -> SIMD4<Float> {
    var words = SIMD4<UInt32>()
    withUnsafeMutableBytes(of: &words) { bytes in
      guard let base = bytes.baseAddress else { return }
      fill(base.assumingMemoryBound(to: UInt32.self), blocks: 1, sample: sample, time: time)
    }
    return SIMD4<Float>(words &>> 8) * 0x1p-24
  }

  /// Fills in numbers with mean 0 and standard deviation 1 for one sample at one time.
  ///
  /// `words` is scratch memory for `(count + 3) / 4 · 4` of them.
  public func fillNormals(
    _ values: UnsafeMutablePointer<Float>, count: Int, sample: Int, time: Int,
    words: UnsafeMutablePointer<UInt32>
  ) {
    fill(words, blocks: (count + 3) / 4, sample: sample, time: time)
    for pair in 0..<(count + 1) / 2 {
      let (first, second) = Self.normals(words[2 * pair], words[2 * pair + 1])
      values[2 * pair] = first
      if 2 * pair + 1 < count { values[2 * pair + 1] = second }
    }
  }

  /// Fills in numbers with mean 0 and standard deviation 1, without those beyond ±2.
  public func fillTruncatedNormal(_ values: UnsafeMutablePointer<Float>, count: Int) {
    var (filled, time) = (0, 0)
    while filled < count {
      for normal in normals(count, time: time) where abs(normal) < 2 && filled < count {
        values[filled] = normal
        filled += 1
      }
      time += 1
    }
  }

  /// The numbers `0..<count` in random order, by Fisher and Yates' method.
  public func permutation(_ count: Int, time: Int = 0) -> [Int32] {
    var order = Array(0..<Int32(count))
    let words = words(count, time: time)
    for last in stride(from: count - 1, to: 0, by: -1) {
      let other = Int((UInt64(words[last]) * UInt64(last + 1)) >> 32)
      order.swapAt(last, other)
    }
    return order
  }

  /// Fills a mask for one sample: 1 with probability `1 − rate`, to the nearest 1/65,536.
  ///
  /// `words` is scratch memory for `(count + 7) / 8 · 4` of them.
  public func fillMask(
    _ mask: UnsafeMutablePointer<UInt8>, count: Int, rate: Float, sample: Int, time: Int,
    words: UnsafeMutablePointer<UInt32>
  ) {
    fill(words, blocks: (count + 7) / 8, sample: sample, time: time)
    kernels_mask_from_words(mask, words, count, Self.threshold(rate))
  }

  /// What makes up for the values that a mask drops: one over the share that stays.
  ///
  /// Infinite where the rate, to the nearest 1/65,536, leaves nothing.
  public static func maskFactor(rate: Float) -> Float { 65536 / Float(65536 - threshold(rate)) }

  /// Sixteen random bits below this drop a value.
  private static func threshold(_ rate: Float) -> UInt32 { UInt32((rate * 65536).rounded()) }
}
