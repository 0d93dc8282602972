internal import Kernels

/// Samples with their class labels: what `fit` learns from and `evaluate` measures on.
///
/// Samples stay as they came, usually bytes, and become floats only when a worker takes its share
/// of a batch, so 60,000 pictures of 28 × 28 cost 47 MB, not 188. A dataset is a view: taking a
/// part of it copies row numbers, no samples.
///
///     let data = try Dataset(bytes: pixels, shape: [28, 28, 1], labels: labels, classes: 10)
///     let first = data[0..<100]
public struct Dataset: Sendable {
  /// Shape of one sample, such as `[28, 28, 1]`.
  public let shape: Shape
  /// Number of classes; every label is in `0..<classes`.
  public let classes: Int
  /// How stored values become the network's input.
  public let scaling: Scaling

  let samples: Samples
  let allLabels: [Int32]
  /// How much each stored sample counts; all the same if nil.
  private(set) var allWeights: [Float]?
  /// Which of the stored samples this view holds, in order.
  let rows: [Int32]
  /// What happens to samples that a network learns from.
  var augmentations: [any Augmentation] = []
  /// The epoch from which on nothing happens to them.
  var firstPlainEpoch = Int.max

  enum Samples: Sendable {
    case bytes([UInt8])
    case floats([Float])
  }

  /// An affine map from a stored value to the network's input: `x · scale + offset`.
  public struct Scaling: Hashable, Sendable, Codable {
    /// Factor on the stored value.
    public var scale: Float
    /// Added after the factor.
    public var offset: Float

    /// A map with the given factor and offset.
    public init(scale: Float, offset: Float = 0) {
      self.scale = scale
      self.offset = offset
    }

    /// Bytes to `0...1`, as every Keras example normalises pictures.
    public static let unitInterval = Scaling(scale: 1 / 255)
    /// Values as they are stored.
    public static let identity = Scaling(scale: 1)
  }

  /// Samples stored as bytes, one after the other.
  ///
  /// - Throws: ``DatasetError`` if the shape makes no sense, the counts do not agree or a label is
  ///   not in `0..<classes`.
  public init(
    bytes: [UInt8], shape: Shape, labels: [some BinaryInteger], classes: Int,
    scaling: Scaling = .unitInterval
  ) throws(DatasetError) {
    try self.init(
      samples: .bytes(bytes), storedCount: bytes.count, shape: shape,
      labels: labels.map { Int32(exactly: $0) ?? -1 }, classes: classes, scaling: scaling)
  }

  /// Samples stored as floats, one after the other.
  ///
  /// - Throws: ``DatasetError`` if the shape makes no sense, the counts do not agree or a label is
  ///   not in `0..<classes`.
  public init(
    floats: [Float], shape: Shape, labels: [some BinaryInteger], classes: Int,
    scaling: Scaling = .identity
  ) throws(DatasetError) {
    let narrow = labels.map { Int32(exactly: $0) ?? -1 }
    try self.init(
      samples: .floats(floats), storedCount: floats.count, shape: shape, labels: narrow,
      classes: classes, scaling: scaling)
  }

  private init(
    samples: Samples, storedCount: Int, shape: Shape, labels: [Int32], classes: Int,
    scaling: Scaling
  ) throws(DatasetError) {
    guard shape.isReasonable else { throw .invalidShape(shape) }
    guard labels.count * shape.elementCount == storedCount else {
      throw .countMismatch(values: storedCount, labels: labels.count, shape: shape)
    }
    if let index = labels.firstIndex(where: { $0 < 0 || $0 >= classes }) {
      throw .labelOutOfRange(label: Int(labels[index]), index: index, classes: classes)
    }
    self.samples = samples
    self.shape = shape
    self.classes = classes
    self.scaling = scaling
    allLabels = labels
    rows = Array(0..<Int32(labels.count))
  }

  private init(
    _ base: Dataset, rows: [Int32], labels: [Int32]? = nil, classes: Int? = nil
  ) {
    samples = base.samples
    shape = base.shape
    self.classes = classes ?? base.classes
    scaling = base.scaling
    allLabels = labels ?? base.allLabels
    allWeights = base.allWeights
    augmentations = base.augmentations
    firstPlainEpoch = base.firstPlainEpoch
    self.rows = rows
  }

  /// The samples of a view, each stored where it lies in it.
  private init(copying view: Dataset) {
    let size = view.shape.elementCount
    func copy<Value>(_ all: [Value]) -> [Value] {
      view.rows.flatMap { all[Int($0) * size..<(Int($0) + 1) * size] }
    }
    switch view.samples {
    case .bytes(let bytes): samples = .bytes(copy(bytes))
    case .floats(let floats): samples = .floats(copy(floats))
    }
    shape = view.shape
    classes = view.classes
    scaling = view.scaling
    allLabels = view.rows.map { view.allLabels[Int($0)] }
    allWeights = view.allWeights.map { all in view.rows.map { all[Int($0)] } }
    augmentations = view.augmentations
    firstPlainEpoch = view.firstPlainEpoch
    rows = Array(0..<Int32(view.count))
  }

  /// Number of samples in this view.
  public var count: Int { rows.count }

  /// Labels of this view, in order.
  public var labels: [Int] { rows.map { Int(allLabels[Int($0)]) } }

  /// The label of one sample.
  public func label(at position: Int) -> Int { Int(allLabels[Int(rows[position])]) }

  /// The stored bytes of one sample; nil if samples are stored as floats.
  public func bytes(at position: Int) -> [UInt8]? {
    guard case .bytes(let all) = samples else { return nil }
    let start = Int(rows[position]) * shape.elementCount
    return Array(all[start..<start + shape.elementCount])
  }

  /// The same samples, each counted as often as its weight says: its loss, and so its gradient, is
  /// multiplied by it.
  ///
  /// - Precondition: There is one weight for each sample.
  public func weighted(by weights: [Float]) -> Dataset {
    precondition(
      weights.count == count, "Expected \(count) weights; received \(weights.count).")
    // A sample that is here twice has two weights, and so must be stored twice.
    var result = Set(rows).count == rows.count ? self : Dataset(copying: self)
    var all = result.allWeights ?? [Float](repeating: 1, count: result.allLabels.count)
    for (row, weight) in zip(result.rows, weights) { all[Int(row)] *= weight }
    result.allWeights = all
    return result
  }

  /// How much a sample counts.
  public func weight(at position: Int) -> Float { allWeights?[Int(rows[position])] ?? 1 }

  /// The stored values of one sample as a network sees them.
  public func values(at position: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: shape.elementCount) { buffer, count in
      if let base = buffer.baseAddress { copyStored(rows[position], into: base) }
      count = shape.elementCount
    }
  }

  /// The samples whose label gets another one, from 0 to below `classes`, under that; without those
  /// that get none.
  ///
  ///     mnist.train.relabelled(classes: 2) { $0 == 7 ? 1 : 0 }       // is it a 7?
  ///     mnist.train.relabelled(classes: 5) { $0 < 5 ? $0 : nil }     // 0 to 4 alone
  public func relabelled(classes: Int, _ change: (Int) -> Int?) -> Dataset {
    let given = (0..<self.classes).map { label in
      change(label).flatMap { (0..<classes).contains($0) ? Int32(exactly: $0) : nil } ?? -1
    }
    // Of samples that are not here any more the label may be none.
    let changed = allLabels.map { given.indices.contains(Int($0)) ? given[Int($0)] : -1 }
    let stays = rows.filter { changed[Int($0)] >= 0 }
    return Dataset(self, rows: stays, labels: changed, classes: classes)
  }

  /// The samples in order, so many at a time; the last batch may be smaller.
  public func batches(of size: Int) -> [Dataset] {
    stride(from: 0, to: count, by: max(1, size)).map { self[$0..<min($0 + max(1, size), count)] }
  }

  /// The first samples, at most so many.
  public func prefix(_ length: Int) -> Dataset { self[0..<min(max(0, length), count)] }

  /// The samples in a range of positions.
  public subscript(range: Range<Int>) -> Dataset { Dataset(self, rows: Array(rows[range])) }

  /// The samples at the given positions, in the given order.
  public func selecting(_ positions: some Sequence<Int>) -> Dataset {
    Dataset(self, rows: positions.map { rows[$0] })
  }

  /// The last `fraction` of the samples as validation data, the others for training, as Keras'
  /// `validation_split` cuts.
  ///
  /// - Precondition: The fraction is from 0 to 1.
  public func split(validation fraction: Double) -> (training: Dataset, validation: Dataset) {
    precondition(
      (0...1).contains(fraction), "Expected a fraction from 0 to 1; received \(fraction).")
    let cut = Int((Double(count) * (1 - fraction)).rounded(.down))
    return (self[0..<cut], self[cut..<count])
  }
}

extension Dataset {
  /// The label of a stored sample.
  @inline(__always)
  func storedLabel(_ row: Int32) -> Int32 { allLabels[Int(row)] }

  /// How much a stored sample counts.
  @inline(__always)
  func storedWeight(_ row: Int32) -> Float { allWeights?[Int(row)] ?? 1 }

  /// Calls `body` with the values of each sample as a network sees them.
  func forEachSample(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: shape.elementCount) { values in
      guard let base = values.baseAddress else { return }
      for row in rows {
        copyStored(row, into: base)
        body(UnsafeBufferPointer(values))
      }
    }
  }

  /// Asks for a stored sample to be fetched from memory, since it will be copied soon.
  func prefetchStored(_ row: Int32) {
    let (size, first) = (shape.elementCount, Int(row) * shape.elementCount)
    switch samples {
    case .bytes(let bytes):
      bytes.withUnsafeBytes { Elementwise.prefetch($0[first..<first + size]) }
    case .floats(let floats):
      floats.withUnsafeBytes { Elementwise.prefetch($0[4 * first..<4 * (first + size)]) }
    }
  }

  /// Writes a stored sample, scaled, where a network reads it.
  func copyStored(_ row: Int32, into target: UnsafeMutablePointer<Float>) {
    let count = shape.elementCount
    let first = Int(row) * count
    switch samples {
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        Elementwise.widen(
          base + first, into: target, count: count, scale: scaling.scale, offset: scaling.offset)
      }
    case .floats(let floats):
      for i in 0..<count { target[i] = floats[first + i] * scaling.scale + scaling.offset }
    }
  }
}

/// What is wrong with the parts a ``Dataset`` was to be made of.
public enum DatasetError: Error, Equatable, CustomStringConvertible {
  /// An axis is not positive, or a sample is too large to hold.
  case invalidShape(Shape)
  /// The number of stored values is not labels × elements per sample.
  case countMismatch(values: Int, labels: Int, shape: Shape)
  /// A label outside `0..<classes`.
  case labelOutOfRange(label: Int, index: Int, classes: Int)

  /// One sentence: what was expected and what came.
  public var description: String {
    switch self {
    case .invalidShape(let shape):
      "Expected samples with positive axes and at most \(Shape.largestElementCount) values; "
        + "received \(shape)."
    case .countMismatch(let values, let labels, let shape):
      "Expected \(labels) samples of shape \(shape), \(labels * shape.elementCount) values, "
        + "to go with \(labels) labels; received \(values) values."
    case .labelOutOfRange(let label, let index, let classes):
      "Expected labels from 0 to \(classes - 1); label \(index) is \(label)."
    }
  }
}
