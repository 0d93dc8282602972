internal import Kernels

/// A sample of a data set, and how far it is from another.
public struct Neighbour: Hashable, Sendable {
  /// Its place in the data set.
  public let position: Int
  /// Euclidean distance of the values, as a network sees them.
  public let distance: Float
}

extension Dataset {
  /// The samples most like another one, the nearest first; of two as near, the one that comes first.
  ///
  /// Every sample is looked at, so it is exact. It takes no memory for distances: 60,000 pictures of
  /// 28 × 28 are read once, 47 MB.
  ///
  /// - Parameters:
  ///   - sample: The other one, as bytes like those that are stored.
  ///   - count: How many, at most.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if samples are not stored as bytes, or have another
  ///   number of values.
  public func nearest(to sample: [UInt8], count: Int) throws(ModelError) -> [Neighbour] {
    let size = shape.elementCount
    guard case .bytes(let all) = samples, sample.count == size else {
      throw .invalidArgument(
        "Expected samples of bytes, and \(size) of them to compare with; "
          + "received \(sample.count).")
    }
    let found = all.withUnsafeBufferPointer { all in
      sample.withUnsafeBufferPointer { sample in nearest(to: sample, among: all, count: count) }
    }
    return found.map { position, square in
      Neighbour(position: position, distance: Float(square).squareRoot() * abs(scaling.scale))
    }
  }

  private func nearest(
    to sample: UnsafeBufferPointer<UInt8>, among all: UnsafeBufferPointer<UInt8>, count: Int
  ) -> [(position: Int, square: UInt64)] {
    guard count > 0, let sample = sample.baseAddress, let all = all.baseAddress else { return [] }
    let size = shape.elementCount
    var found: [(position: Int, square: UInt64)] = []
    for (position, row) in rows.enumerated() {
      let square = Elementwise.squaredDistance(sample, all + Int(row) * size, count: size)
      if found.count == count {
        guard let last = found.last, square < last.square else { continue }
        found.removeLast()
      }
      let place = found.firstIndex { square < $0.square } ?? found.count
      found.insert((position, square), at: place)
    }
    return found
  }
}
