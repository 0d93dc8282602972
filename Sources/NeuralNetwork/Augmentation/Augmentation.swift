public import Kernels

/// A random change to training pictures, so that a network meets each of them in many guises.
///
///     let training = mnist.train.augmented(by: [Warp(rotation: 15, shift: 2), Erasing()])
///     try model.fit(training, epochs: 20)
///
/// The workers of a training change their own share of a batch, in the order of the list; evaluation
/// and prediction see pictures as they are. What is drawn is a function of the model's seed, the
/// epoch, the sample and the place in the list, so neither the number of threads nor a resumed
/// training changes it.
public protocol Augmentation: Sendable {
  /// What is wrong with the settings, as the end of “Warp needs …”; nil if they make sense.
  var defect: String? { get }
  /// Changes a picture in place.
  func change(_ picture: Picture, _ random: inout RandomNumbers)
}

extension Augmentation {
  /// All settings make sense.
  public var defect: String? { nil }
}

/// A picture of one channel, `[rows, columns]`, where a worker keeps it: 0 is paper, 1 full ink.
public struct Picture {
  /// The pixels, row after row; whoever changes them keeps them from 0 to 1.
  public let pixels: UnsafeMutablePointer<Float>
  /// The size.
  public let rows, columns: Int
  /// Memory for at least as many numbers as there are pixels, with anything in it.
  public let scratch: UnsafeMutablePointer<Float>

  /// Number of pixels.
  public var count: Int { rows * columns }
}

extension Dataset {
  /// The same samples, changed anew in every epoch when a network learns from them.
  ///
  /// Given again, the new changes take the place of the old ones.
  ///
  /// - Parameters:
  ///   - augmentations: The changes, in this order.
  ///   - untilEpoch: The epoch of a `fit`, from 0, from which on samples are left as they are, so that
  ///     a network ends on what it will meet; never if nil.
  public func augmented(
    by augmentations: [any Augmentation], untilEpoch: Int? = nil
  ) -> Dataset {
    var result = self
    result.augmentations = augmentations
    result.firstPlainEpoch = untilEpoch ?? .max
    return result
  }

  /// The values of one sample as a network of a seed meets them in an epoch.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if it is to be changed, but is no picture of one
  ///   channel.
  public func augmentedValues(
    at position: Int, epoch: Int, seed: UInt64 = 0
  ) throws(ModelError) -> [Float] {
    let arena = Arena()
    let augmenter = try Augmenter(self, seed: seed, in: arena)
    var values = values(at: position)
    values.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      if epoch < firstPlainEpoch {
        augmenter?.change(base, sample: rows[position], epoch: epoch)
      }
    }
    return values
  }
}

/// One worker's means to change pictures.
struct Augmenter {
  private let augmentations: [any Augmentation]
  private let streams: [RandomStream]
  private let rows, columns: Int
  private let scratch: UnsafeMutablePointer<Float>

  /// - Returns: nil if there is nothing to change.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if samples are no pictures of one channel with values
  ///   from 0 to 1, or the settings of a change make no sense.
  init?(_ data: Dataset, seed: UInt64, in arena: Arena) throws(ModelError) {
    guard !data.augmentations.isEmpty else { return nil }
    let (shape, limit) = (data.shape, DisplacementField.largestWindow)
    guard shape.rank == 3, shape[2] == 1, shape[0] <= limit, shape[1] <= limit else {
      throw .invalidArgument(
        "Expected pictures of one channel, at most [\(limit), \(limit), 1], to augment; "
          + "received \(shape).")
    }
    if case .bytes = data.samples, data.scaling != .unitInterval {
      throw .invalidArgument(
        "Expected pictures scaled to 0 to 1, `.unitInterval`, to augment; "
          + "theirs is \(data.scaling.scale) · x + \(data.scaling.offset).")
    }
    for augmentation in data.augmentations {
      guard let defect = augmentation.defect else { continue }
      throw .invalidArgument("\(type(of: augmentation)) needs \(defect).")
    }
    augmentations = data.augmentations
    streams = augmentations.indices.map {
      RandomStream(seed: seed, purpose: .distortion, index: $0)
    }
    (rows, columns) = (shape[0], shape[1])
    scratch = arena.allocate(Warping.scratchCount(rows: rows, columns: columns))
  }

  /// Changes the picture of a sample in an epoch.
  func change(_ pixels: UnsafeMutablePointer<Float>, sample: Int32, epoch: Int) {
    let picture = Picture(pixels: pixels, rows: rows, columns: columns, scratch: scratch)
    for (augmentation, stream) in zip(augmentations, streams) {
      var random = RandomNumbers(of: stream, sample: Int(sample), time: epoch)
      augmentation.change(picture, &random)
    }
  }
}
