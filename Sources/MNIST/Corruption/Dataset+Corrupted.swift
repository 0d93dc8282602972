internal import Kernels
public import NeuralNetwork

extension Dataset {
  /// The same samples with a corruption of MNIST-C, drawn for each by its place and the seed.
  ///
  /// - Throws: `ModelError.invalidArgument` if they are not pictures of 28 × 28 bytes.
  public func corrupted(
    by corruption: Corruption, seed: UInt64 = 0
  ) throws(ModelError) -> Dataset {
    let stream = RandomStream(
      seed: seed, purpose: .distortion,
      index: 0x10000 + (Corruption.allCases.firstIndex(of: corruption) ?? 0))
    let side = CorruptedPicture.side
    var all: [UInt8] = []
    all.reserveCapacity(count * side * side)
    for position in 0..<count {
      guard shape == [side, side, 1], let bytes = bytes(at: position) else {
        throw .invalidArgument(
          "Expected pictures of \(Shape([side, side, 1])) bytes to corrupt; received \(shape).")
      }
      var random = RandomNumbers(of: stream, sample: position, time: 0)
      let picture = CorruptedPicture(bytes.map { Float($0) / 255 })
      all += corruption.apply(to: picture, &random).values.map { UInt8(($0 * 255).rounded()) }
    }
    do {
      return try Dataset(
        bytes: all, shape: shape, labels: labels, classes: classes, scaling: scaling
      ).weighted(by: (0..<count).map(weight))
    } catch {
      throw .invalidArgument("\(error)")
    }
  }
}
