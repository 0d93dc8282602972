internal import Kernels
public import NeuralNetwork

extension Dataset {
  /// The same samples with a corruption of MNIST-C, drawn for each by its place and the seed.
  ///
  /// - Throws: ``DatasetError/countMismatch(values:labels:shape:)`` if they are not bytes of 28 × 28
  ///   pixels.
  public func corrupted(by corruption: Corruption, seed: UInt64 = 0) throws(DatasetError) -> Dataset
  {
    let stream = RandomStream(
      seed: seed, purpose: .distortion,
      index: 0x10000 + (Corruption.allCases.firstIndex(of: corruption) ?? 0))
    let count = CorruptedPicture.side * CorruptedPicture.side
    var all: [UInt8] = []
    all.reserveCapacity(self.count * count)
    for position in 0..<self.count {
      guard let bytes = bytes(at: position), bytes.count == count else {
        throw .countMismatch(values: 0, labels: self.count, shape: shape)
      }
      var random = RandomNumbers(of: stream, sample: position, time: 0)
      let picture = CorruptedPicture(bytes.map { Float($0) / 255 })
      all += corruption.apply(to: picture, &random).values.map { UInt8($0 * 255) }
    }
    return try Dataset(
      bytes: all, shape: shape, labels: labels, classes: classes, scaling: scaling)
  }
}
