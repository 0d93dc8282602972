internal import Foundation

/// What a sweep's record says: settings and knobs in order, and which differences are larger than seed
/// noise.
public struct SweepAnalysis: Sendable {
  /// What it is told from.
  public let record: SweepRecord
  /// What the sweep varied, with its levels in order.
  public let varied: [(knob: Knob, levels: [String])]
  /// All settings that are compared: the best mean first, those with missing trainings after the
  /// complete ones, and those without any result last.
  public let settings: [SettingResult]
  /// The best setting less each other one with a result, in the order of ``settings``.
  public let differences: [PairedDifference]
  /// The varied knobs.
  public let knobs: [KnobResult]
  /// The searches for learning rates, in the order of the plan.
  public let searches: [RateSearch]
  /// The seeds of all that is compared.
  public let seeds: [UInt64]
  /// Epochs of what is compared.
  public let epochs: Int

  /// Trainings that are compared, and those of them in each state.
  public let states: [TrialRecord.State: Int]

  /// Whether some training is still to come.
  public var isOpen: Bool { record.trials.contains(where: \.isOpen) }
  /// Whether learning rates were searched for.
  public var isRateFound: Bool { !searches.isEmpty }
  /// The best setting; nil if none has a result.
  public var best: SettingResult? { settings.first { $0.mean != nil } }

  /// The best setting and all that cannot be told from it; nil with a single seed.
  public var topGroup: [SettingResult]? {
    guard let best, best.seeds.count > 1 else { return nil }
    let others = settings.filter { $0.mean != nil }.dropFirst()
    // An incomplete setting may lie above the best of the complete ones.
    return [best]
      + zip(others, differences).filter { $1.verdict != .larger || $1.mean <= 0 }.map(\.0)
  }

  /// Looks through a record.
  public init(_ record: SweepRecord) {
    self.record = record
    let compared = record.trials.filter { $0.phase == .comparison }
    let searching = record.trials.filter { $0.phase == .search }
    let isRateFound = !searching.isEmpty
    states = Dictionary(grouping: compared, by: \.state).mapValues(\.count)
    let finished = compared.filter { $0.state == .finished }
    let epochs = (finished.isEmpty ? compared : finished).map(\.epochs).max() ?? 0
    self.epochs = epochs
    seeds = Set(compared.map(\.seed)).sorted()

    // The search alone already says what will be compared.
    let varied = Self.varied(
      (compared.isEmpty ? searching : compared).map(\.setting), isRateFound: isRateFound)
    self.varied = varied
    func name(_ setting: Setting) -> String {
      let knobs = varied.isEmpty ? [.model, .optimizer, .activation] : varied.map(\.knob)
      return knobs.map { $0.label(of: setting) }.joined(separator: " · ")
    }
    let settings = Self.groups(compared, by: \.setting).map { setting, trials in
      SettingResult(
        setting: setting, name: name(setting), trials: Self.longest(trials), epochs: epochs)
    }.enumerated().sorted { first, second in
      Self.rank(first.element, first.offset) < Self.rank(second.element, second.offset)
    }.map(\.element)
    self.settings = settings

    let resolution = Self.resolution(settings.flatMap(\.accuracies))
    differences = Self.differences(settings, resolution: resolution)
    knobs = varied.map { knob, levels in
      KnobResult(
        knob, names: levels, results: settings, isRateFound: isRateFound, resolution: resolution)
    }
    var rates: [Setting: Float] = [:]
    for trial in compared { rates[trial.setting.withoutRate] = trial.setting.learningRate }
    searches = Self.groups(searching, by: \.setting.withoutRate).map { setting, trials in
      RateSearch(setting: setting, name: name(setting), trials: trials, rate: rates[setting])
    }
  }

  /// Elements by a key, keys in the order in which they come.
  static func groups<Key: Hashable>(_ trials: [TrialRecord], by key: (TrialRecord) -> Key)
    -> [(key: Key, trials: [TrialRecord])]
  {
    var (places, groups) = ([Key: Int](), [(key: Key, trials: [TrialRecord])]())
    for trial in trials {
      let key = key(trial)
      if let place = places[key] {
        groups[place].trials.append(trial)
      } else {
        places[key] = groups.count
        groups.append((key, [trial]))
      }
    }
    return groups
  }

  /// One training for each seed: successive halving may have begun it more than once.
  private static func longest(_ trials: [TrialRecord]) -> [TrialRecord] {
    groups(trials, by: \.seed).compactMap { _, trials in
      trials.max { ($0.epochs, $0.id) < ($1.epochs, $1.id) }
    }
  }

  /// Complete before incomplete before empty, then by mean, then by place in the plan.
  private static func rank(_ result: SettingResult, _ place: Int) -> (Int, Double, Int) {
    let group = result.isComplete ? 0 : result.mean == nil ? 2 : 1
    return (group, -(result.mean ?? 0), place)
  }

  private static func varied(_ settings: [Setting], isRateFound: Bool)
    -> [(knob: Knob, levels: [String])]
  {
    Knob.allCases.compactMap { knob in
      if knob == .learningRate, isRateFound { return nil }
      var (levels, numbers) = ([String](), [String: Double]())
      for setting in settings {
        let level = knob.level(of: setting)
        guard numbers[level] == nil else { continue }
        numbers[level] = knob.number(of: setting) ?? Double(levels.count)
        levels.append(level)
      }
      guard levels.count > 1 else { return nil }
      return (knob, levels.sorted { (numbers[$0] ?? 0) < (numbers[$1] ?? 0) })
    }
  }

  /// The least distance of two accuracies that differ: one picture, where there are enough of them.
  private static func resolution(_ accuracies: [Double]) -> Double {
    let sorted = accuracies.sorted()
    return zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 1e-7 }.min() ?? 0
  }

  private static func differences(_ settings: [SettingResult], resolution: Double)
    -> [PairedDifference]
  {
    let known = settings.filter { $0.mean != nil }
    guard let best = known.first else { return [] }
    let values = Dictionary(zip(best.seeds, best.accuracies)) { first, _ in first }
    // From all that have the most seeds, which are the same ones as a rule.
    let most = Dictionary(grouping: known, by: \.seeds)
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .max { ($0.value.count, $0.key.count) < ($1.value.count, $1.key.count) }
    let noise = SeedNoise(most?.value.map(\.accuracies) ?? [], resolution: resolution)
    return known.dropFirst().map { other in
      let pairs = zip(other.seeds, other.accuracies).compactMap { seed, value in
        values[seed].map { (first: $0, second: value) }
      }
      return PairedDifference(
        of: best.name, and: other.name, pairs, comparisons: known.count * (known.count - 1) / 2,
        noise: noise, resolution: resolution)
    }
  }
}

extension Setting {
  /// Without the learning rate: what a search is for.
  var withoutRate: Setting {
    var copy = self
    copy.learningRate = nil
    return copy
  }
}
