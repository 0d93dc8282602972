/// The random numbers of one sample at one time, one after the other.
///
///     var random = RandomNumbers(of: stream, sample: 17, time: epoch)
///     let angle = random.uniform(in: -15...15)
///
/// Two of the same stream, sample and time give the same numbers.
public struct RandomNumbers: Sendable {
  private let stream: RandomStream
  private let sample, time: Int
  private var nextBlock = 0
  private var words = SIMD4<UInt32>()
  private var used = 4

  /// The numbers of one sample at one time, such as an epoch.
  public init(of stream: RandomStream, sample: Int, time: Int) {
    self.stream = stream
    self.sample = sample
    self.time = time
  }

  /// The next 32 random bits.
  public mutating func word() -> UInt32 {
    if used == 4 {
      withUnsafeMutableBytes(of: &words) { bytes in
        guard let base = bytes.baseAddress else { return }
        stream.fill(
          base.assumingMemoryBound(to: UInt32.self), blocks: 1, firstBlock: nextBlock,
          sample: sample, time: time)
      }
      nextBlock += 1
      used = 0
    }
    defer { used += 1 }
    return words[used]
  }

  /// A number from `0..<1`, in steps of 2⁻²⁴.
  public mutating func uniform() -> Float { Float(word() >> 8) * 0x1p-24 }

  /// A number from a range.
  public mutating func uniform(in range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A whole number from `0..<bound`; 0 if there is none.
  ///
  /// - Precondition: The bound is below 2³².
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound < 1 << 32, "Expected a bound below 2^32; received \(bound).")
    return Int((UInt64(word()) * UInt64(max(1, bound))) >> 32)
  }

  /// True with the given probability.
  public mutating func happens(_ probability: Float) -> Bool { uniform() < probability }

  /// A number with mean 0 and standard deviation 1, by Box and Muller's method.
  public mutating func normal() -> Float { RandomStream.normals(word(), word()).0 }
}
