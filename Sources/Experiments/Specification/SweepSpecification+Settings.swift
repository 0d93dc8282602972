internal import Foundation
internal import NeuralNetwork
internal import Runs

extension SweepSpecification {
  /// The settings that are compared, in a fixed order.
  ///
  /// - Throws: ``SpecificationError`` if the specification makes no sense.
  public func settings() throws(SpecificationError) -> [Setting] {
    try check()
    switch selection {
    case .grid:
      guard combinations <= Self.trialLimit else { throw .tooMany(limit: Self.trialLimit) }
      return (0..<combinations).map { setting(at: $0, nil) }
    case .random(let count, let seed):
      return random(count, DrawingGenerator(seed: seed))
    }
  }

  /// Knobs from the one that changes slowest to the one that changes fastest: how many values each
  /// has; nil for a range.
  private var counts: [Int?] {
    [
      models.count, optimizers.count, activations.count, Self.count(batchSizes),
      Self.count(dropouts), Self.count(widths), schedules.count, augmentation.count,
      Self.count(learningRates),
    ]
  }

  private static func count(_ choices: NumberChoices?) -> Int? {
    switch choices {
    case nil: 1
    case .list(let numbers): numbers.count
    case .range: nil
    }
  }

  /// A grid has lists only.
  func checkGrid() throws(SpecificationError) {
    let numbers: [(NumberChoices?, String)] = [
      (learningRates, "learning rates"), (batchSizes, "batch sizes"), (dropouts, "dropouts"),
      (widths, "widths"),
    ]
    if let range = numbers.first(where: { Self.count($0.0) == nil }) {
      throw .rangeInGrid(kind: range.1)
    }
  }

  /// How many combinations there are, with one value for each range.
  private var combinations: Int {
    counts.reduce(1) { product, count in
      let (next, isTooMany) = product.multipliedReportingOverflow(by: count ?? 1)
      return isTooMany ? .max : next
    }
  }

  /// Different combinations, as long as there are enough of them.
  private func random(_ count: Int, _ generator: DrawingGenerator) -> [Setting] {
    var generator = generator
    let hasRange = counts.contains(nil)
    if !hasRange, combinations <= count { return (0..<combinations).map { setting(at: $0, nil) } }
    var settings: [Setting] = []
    var seen: Set<Setting> = []
    // Whole numbers from a narrow range may not make enough different ones.
    var misses = 0
    while settings.count < count, misses < 1000 {
      let place = Int.random(in: 0..<combinations, using: &generator)
      let drawn = setting(at: place) { low, high, scale in
        switch scale {
        case .linear: Double.random(in: low...high, using: &generator)
        case .logarithmic: exp(Double.random(in: log(low)...log(high), using: &generator))
        case .whole: Double(Int.random(in: Int(low)...Int(high), using: &generator))
        }
      }
      if seen.insert(drawn).inserted {
        settings.append(drawn)
        misses = 0
      } else {
        misses += 1
      }
    }
    return settings
  }

  /// One combination.
  ///
  /// - Parameters:
  ///   - place: Its place in the grid.
  ///   - draw: A number of a range; a grid has none.
  private func setting(
    at place: Int, _ draw: ((Double, Double, NumberChoices.Scale) -> Double)?
  ) -> Setting {
    var rest = place
    let places = counts.reversed().map { count in
      defer { rest /= count ?? 1 }
      return rest % (count ?? 1)
    }
    // In the order of `counts` again.
    let at = Array(places.reversed())
    func number(_ choices: NumberChoices?, _ knob: Int) -> Double? {
      switch choices {
      case nil: nil
      case .list(let numbers): numbers[at[knob]]
      case .range(let low, let high, let scale): draw?(low, high, scale)
      }
    }
    var setting = Setting()
    setting.model = models[at[0]]
    setting.optimizer = optimizers[at[1]]
    setting.activation = activations[at[2]]
    setting.batchSize = number(batchSizes, 3).map { Int($0.rounded()) }
    setting.dropout = number(dropouts, 4).map { Float($0) }
    setting.width = number(widths, 5) ?? 1
    setting.schedule = schedules[at[6]]
    setting.isAugmented = augmentation[at[7]]
    setting.learningRate = number(learningRates, 8).map { Float($0) }
    return setting
  }
}

/// SplitMix64: a short generator whose numbers are the same everywhere.
private struct DrawingGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
