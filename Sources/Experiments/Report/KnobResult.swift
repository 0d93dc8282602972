internal import Foundation

/// What came of a knob's levels, all else being equal.
///
/// For each seed, a level's accuracy is the mean over the same settings of all other knobs; what was not
/// trained with every level counts for none.
public struct KnobResult: Codable, Hashable, Sendable {
  /// A level and its accuracy.
  public struct Level: Codable, Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Mean over the seeds.
    public var mean: Double
    /// Means over the other knobs, in the order of the seeds.
    public var bySeed: [Double]
  }

  /// The knob.
  public var knob: Knob
  /// Those that can be compared, the best first.
  public var levels: [Level]
  /// Those that can not, for they ended in fewer than half of the settings.
  public var leftOut: [String]
  /// Over how many settings of the other knobs each mean is taken; 0 if no two levels share one.
  public var others: Int
  /// Number of seeds.
  public var seeds: Int
  /// The best level less each other one, in the order of ``levels``; none if there are no two.
  public var differences: [PairedDifference]

  /// Levels of which the best one cannot be told apart.
  public var alike: [String] {
    differences.filter { $0.verdict != .larger }.map(\.second)
  }
  /// Distance of the best and the last mean.
  public var range: Double { (levels.first?.mean ?? 0) - (levels.last?.mean ?? 0) }

  /// Compares the levels of a knob.
  /// - Parameters:
  ///   - knob: The knob.
  ///   - names: Its levels.
  ///   - results: All settings.
  ///   - isRateFound: The rate was found for each setting, so it is no part of what is the same.
  ///   - resolution: Distance of neighbouring accuracies.
  init(
    _ knob: Knob, names: [String], results: [SettingResult], isRateFound: Bool, resolution: Double
  ) {
    self.knob = knob
    // By all other knobs, then by level, the accuracies by seed.
    var table: [Setting: [String: [UInt64: Double]]] = [:]
    var order: [Setting] = []
    for result in results where !result.seeds.isEmpty {
      var rest = knob.blanked(result.setting)
      if isRateFound { rest.learningRate = nil }
      if table[rest] == nil { order.append(rest) }
      let values = Dictionary(zip(result.seeds, result.accuracies)) { first, _ in first }
      table[rest, default: [:]][knob.level(of: result.setting), default: [:]]
        .merge(values) { first, _ in first }
    }
    let most = names.map { name in order.count { table[$0]?[name] != nil } }.max() ?? 0
    let kept = names.filter { name in
      let count = order.count { table[$0]?[name] != nil }
      return count > 0 && count * 2 >= most
    }
    leftOut = names.filter { !kept.contains($0) }
    let (rests, seeds) = Self.common(order, kept, table)
    others = rests.count
    self.seeds = seeds.count
    let levels = kept.map { name -> Level in
      let bySeed = seeds.map { seed in
        rests.compactMap { table[$0]?[name]?[seed] }.mean
      }
      return Level(name: name, mean: bySeed.mean, bySeed: bySeed)
    }
    // In the order of the plan where means are equal.
    let sorted = levels.enumerated().sorted {
      ($1.element.mean, $0.offset) < ($0.element.mean, $1.offset)
    }.map(\.element)
    self.levels = rests.isEmpty ? [] : sorted
    guard !rests.isEmpty else {
      differences = []
      return
    }
    guard let best = sorted.first else {
      differences = []
      return
    }
    // The best is known only afterwards, so every pair counts.
    let comparisons = sorted.count * (sorted.count - 1) / 2
    let resolution = resolution / Double(rests.count).squareRoot()
    let noise = SeedNoise(sorted.map(\.bySeed), resolution: resolution)
    differences = sorted.dropFirst().map { level in
      PairedDifference(
        of: best.name, and: level.name, Array(zip(best.bySeed, level.bySeed)).map { ($0, $1) },
        comparisons: comparisons, noise: noise, resolution: resolution)
    }
  }

  /// The settings that every level ended with, and the seeds that all of them share: as many
  /// trainings as possible, should some be missing.
  private static func common(
    _ order: [Setting], _ levels: [String], _ table: [Setting: [String: [UInt64: Double]]]
  ) -> ([Setting], [UInt64]) {
    guard levels.count > 1 else { return ([], []) }
    let shared = order.map { rest -> Set<UInt64> in
      levels.dropFirst().reduce(Set((table[rest]?[levels[0]] ?? [:]).keys)) { seeds, level in
        seeds.intersection((table[rest]?[level] ?? [:]).keys)
      }
    }
    // In an order of their own: a set's differs from one process to the next.
    let choices = Set(shared).filter { !$0.isEmpty }.map { $0.sorted() }
      .sorted { $0.lexicographicallyPrecedes($1) }
    let best = choices.map { seeds in
      (
        seeds: seeds,
        rests: zip(order, shared).filter { $0.1.isSuperset(of: seeds) }.map(\.0)
      )
    }.max { first, second in
      (first.seeds.count * first.rests.count, first.seeds.count)
        < (second.seeds.count * second.rests.count, second.seeds.count)
    }
    return best.map { ($0.rests, $0.seeds) } ?? ([], [])
  }
}

extension Knob {
  /// The setting with this knob as it is by default: what all its levels share.
  func blanked(_ setting: Setting) -> Setting {
    let standard = Setting()
    var rest = setting
    switch self {
    case .optimizer: rest.optimizer = standard.optimizer
    case .activation: rest.activation = standard.activation
    case .model: rest.model = standard.model
    case .learningRate: rest.learningRate = nil
    case .batchSize: rest.batchSize = nil
    case .dropout: rest.dropout = nil
    case .width: rest.width = standard.width
    case .schedule: rest.schedule = standard.schedule
    case .augmentation: rest.isAugmented = standard.isAugmented
    }
    return rest
  }
}
