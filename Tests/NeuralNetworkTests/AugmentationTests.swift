import Testing

@testable import NeuralNetwork

struct AugmentationTests {
  private static let all: [any Augmentation] = [
    Warp(rotation: 20, shear: 10, scale: 0.2, shift: 2, elastic: .init()),
    StrokeWidth(thicker: 0.8, thinner: 0.8), StrokeWidth(thicker: 0, thinner: 0, outlined: 1),
    Erasing(size: 6, probability: 1), Noise(deviation: 0.5, impulses: 0.5, probability: 1),
    Lighting(probability: 1), Blur(reach: 4, probability: 1), Scratches(count: 3, probability: 1),
    Inversion(reach: 0.5, probability: 1),
  ]

  /// Pictures of 9 × 13 with a slanted stroke of random shades on blank paper.
  private static func pictures(_ count: Int, channels: Int = 1) throws -> Dataset {
    var bytes: [UInt8] = []
    for sample in 0..<count {
      for i in 0..<9 {
        for j in 0..<13 {
          let isInk = abs(i - j + 2) < 2 && i > 0 && i < 8
          for c in 0..<channels {
            bytes.append(isInk ? UInt8(120 + sample * 7 % 60 + i * 8 + c) : 0)
          }
        }
      }
    }
    return try Dataset(
      bytes: bytes, shape: [9, 13, channels], labels: (0..<count).map { $0 % 2 }, classes: 2)
  }

  private static func changed(
    _ data: Dataset, by list: [any Augmentation], sample: Int32 = 0, epoch: Int = 0,
    seed: UInt64 = 5
  ) throws -> [Float] {
    try data.augmented(by: list).augmentedValues(at: Int(sample), epoch: epoch, seed: seed)
  }

  @Test(arguments: 0..<all.count)
  func changesPicturesAndKeepsThemInRange(index: Int) throws {
    let data = try Self.pictures(30)
    var changed = 0
    for sample in Int32(0)..<30 {
      let values = try Self.changed(data, by: [Self.all[index]], sample: sample)
      if values != data.values(at: Int(sample)) { changed += 1 }
      #expect(values.allSatisfy { $0 >= -1e-6 && $0 <= 1 + 1e-6 })
    }
    // A small blur or a narrow band may leave one as it is.
    #expect(changed > 20)
  }

  /// What is drawn depends on the seed, the sample, the epoch and the place in the list, and on nothing
  /// else.
  @Test(arguments: 0..<all.count)
  func sameSampleSameChange(index: Int) throws {
    let (data, one) = (try Self.pictures(2), Self.all[index])
    let first = try Self.changed(data, by: [one])
    #expect(try Self.changed(data, by: [one]) == first)
    // An outline is the same every time.
    guard (one as? StrokeWidth)?.outlined != 1 else { return }
    func differs(_ other: (_ epoch: Int) throws -> [Float]) rethrows -> Bool {
      try (1...5).contains { try other($0) != first }
    }
    #expect(try differs { try Self.changed(data, by: [one], epoch: $0) })
    #expect(try differs { try Self.changed(data, by: [one], seed: 5 + UInt64($0)) })
    let nothing = Erasing(probability: 0)
    #expect(
      try differs { try Self.changed(data, by: Array(repeating: nothing, count: $0) + [one]) })
  }

  @Test func nothingHappensWithProbabilityOrRangeZero() throws {
    let data = try Self.pictures(1)
    let still: [any Augmentation] = [
      StrokeWidth(thicker: 0, thinner: 0), Erasing(probability: 0), Noise(probability: 0),
      Lighting(probability: 0), Blur(probability: 0), Scratches(probability: 0),
      Inversion(probability: 0),
    ]
    #expect(try Self.changed(data, by: still) == data.values(at: 0))
    let unmoved = try Self.changed(data, by: [Warp()])
    // Places are sums of a few rounded numbers below 16.
    #expect(zip(unmoved, data.values(at: 0)).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func onlyTrainingSeesChanges() throws {
    let data = try Self.pictures(40)
    let model = try Sequential(input: [9, 13, 1], seed: 1) {
      Flatten()
      Dense(units: 2)
    }
    model.compile(optimizer: SGD(), metrics: [.accuracy], threads: 2)
    let augmented = data.augmented(by: Self.all)
    #expect(try model.predict(augmented) == model.predict(data))
    #expect(try model.evaluate(augmented) == model.evaluate(data))
    func fingerprint(_ data: Dataset, threads: Int = 2, parts: [ClosedRange<Int>]) throws -> String
    {
      let model = try Sequential(input: [9, 13, 1], seed: 1, layers: model.layers)
      model.compile(optimizer: Adam(), threads: threads)
      for part in parts {
        try model.fit(
          data, batchSize: 7, epochs: part.upperBound, verbose: .silent,
          initialEpoch: part.lowerBound)
      }
      return model.fingerprint
    }
    let once = try fingerprint(augmented, parts: [0...3])
    #expect(try fingerprint(data, parts: [0...3]) != once)
    #expect(try fingerprint(augmented, parts: [0...1, 1...3]) == once)
    // The last epoch on samples as they are: not the same as all of them, nor as none.
    let ending = data.augmented(by: Self.all, untilEpoch: 2)
    let ended = try fingerprint(ending, parts: [0...3])
    #expect(ended != once)
    #expect(try fingerprint(data, parts: [0...3]) != ended)
    #expect(try fingerprint(ending, parts: [0...2, 2...3]) == ended)
    #expect(try fingerprint(ending, parts: [0...2]) == fingerprint(augmented, parts: [0...2]))
    // A model that has trained before begins with changed samples again.
    let plain = data.augmented(by: Self.all, untilEpoch: 1)
    #expect(
      try fingerprint(plain, parts: [0...1, 0...1])
        == fingerprint(augmented, parts: [0...1, 0...1]))
  }

  /// The share of a batch that a worker takes decides nothing: pictures as each of two workers has them
  /// are those that one has.
  @Test func threadsDrawTheSame() throws {
    let data = try Self.pictures(12).augmented(by: Self.all)
    func loss(threads: Int) throws -> Double {
      let model = try Sequential(input: [9, 13, 1], seed: 1) {
        Flatten()
        Dense(units: 2)
      }
      model.compile(optimizer: SGD(), threads: threads)
      return try model.gradients(on: data).loss
    }
    let one = try loss(threads: 1)
    #expect(abs(try loss(threads: 3) - one) < 1e-6)
    let other = try Self.pictures(12).augmented(by: [Erasing()])
    let model = try Sequential(input: [9, 13, 1], seed: 1) {
      Flatten()
      Dense(units: 2)
    }
    model.compile(optimizer: SGD(), threads: 1)
    #expect(abs(try model.gradients(on: other).loss - one) > 1e-4)
  }

  @Test(
    arguments: [
      Warp(rotation: .nan), Warp(rotation: -1), Warp(scale: 1), Warp(shift: .infinity),
      Warp(elastic: .init(alpha: -1)), Warp(elastic: .init(sigma: 0)),
      Warp(elastic: .init(sigma: .nan)), Warp(elastic: .init(sigma: 1e20)),
      StrokeWidth(thicker: 2), Erasing(size: -1), Noise(deviation: -1, probability: 1),
      Noise(impulses: .nan, probability: 1), Lighting(brightness: -0.1, probability: 1),
      Lighting(shadow: .nan, probability: 1), Blur(reach: 1e20, probability: 1),
      Blur(reach: -1, probability: 1), Scratches(count: 0, probability: 1),
      Scratches(count: 1 << 40, probability: 1), Inversion(reach: 2, probability: 1),
    ] as [any Augmentation])
  func senselessSettingsAreRefused(augmentation: any Augmentation) throws {
    #expect(augmentation.defect != nil)
    #expect(throws: ModelError.self) {
      try Self.pictures(1).augmented(by: [augmentation]).augmentedValues(at: 0, epoch: 0)
    }
  }

  @Test func onlyPicturesFromZeroToOneAreChanged() throws {
    let data = try Dataset(
      bytes: [1, 2, 3, 4], shape: [2, 2, 1], labels: [0], classes: 2, scaling: .identity)
    #expect(throws: ModelError.self) {
      try data.augmented(by: [Erasing()]).augmentedValues(at: 0, epoch: 0)
    }
  }

  @Test func partsOfADataSetAreAugmentedToo() throws {
    let data = try Self.pictures(10).augmented(by: [Erasing()])
    #expect(data.prefix(3).augmentations.count == 1)
    #expect(data.split(validation: 0.5).training.selecting([1, 1]).augmentations.count == 1)
    #expect(data.weighted(by: Array(repeating: 2, count: 10)).augmentations.count == 1)
    #expect(data.augmented(by: []).augmentations.isEmpty)
  }

  @Test func onlyPicturesOfOneChannelAreChanged() throws {
    let data = try Self.pictures(4, channels: 3).augmented(by: [Erasing()])
    let model = try Sequential(input: [9, 13, 3]) {
      Flatten()
      Dense(units: 2)
    }
    model.compile(optimizer: SGD())
    #expect(throws: ModelError.self) { try model.fit(data, verbose: .silent) }
  }
}
