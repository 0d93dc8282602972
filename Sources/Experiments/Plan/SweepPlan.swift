internal import Foundation
internal import NeuralNetwork
internal import Runs

/// Every training of a sweep, in a fixed order.
///
/// Of each setting first come those that find its learning rate, as many for one setting as for
/// another, then those that are compared.
public struct SweepPlan: Sendable {
  /// What it is made from.
  public let specification: SweepSpecification
  /// The worker whose share it is; nil for all of it.
  public let share: WorkerShare?
  /// The trainings.
  public let trials: [PlannedTrial]

  /// A training with its place among the settings.
  public struct PlannedTrial: Hashable, Sendable {
    /// The setting's number, from 0.
    public let group: Int
    /// What is to be done, and what came of it.
    public var record: TrialRecord
  }

  /// The plan of a specification.
  ///
  /// - Parameters:
  ///   - specification: What is compared.
  ///   - share: The worker whose share it is; nil for all of it.
  /// - Throws: ``SpecificationError``.
  public init(
    _ specification: SweepSpecification, share: WorkerShare? = nil
  ) throws(SpecificationError) {
    guard specification.halving == nil || share == nil else { throw .halvingAmongWorkers }
    let settings = try specification.settings()
    let searched = specification.learningRates == nil ? Self.factors.count : 0
    guard (searched + specification.seeds.count) * settings.count <= SweepSpecification.trialLimit
    else { throw .tooMany(limit: SweepSpecification.trialLimit) }
    var trials: [PlannedTrial] = []
    var number = 0
    for (group, setting) in settings.enumerated() {
      let own = Self.search(setting, specification) + Self.comparison(setting, specification)
      for trial in own {
        if share?.holds(group) ?? true {
          trials.append(PlannedTrial(group: group, record: trial.numbered(number)))
        }
        number += 1
      }
    }
    self.specification = specification
    self.share = share
    self.trials = trials
  }

  /// Learning rates that are tried, as parts of the optimizer's own: half a power of ten apart.
  private static let factors = (-3...3).map { pow(10, Double($0) / 2) }

  /// One that no comparison uses, so that no setting's luck in the search counts twice.
  private static func searchSeed(_ seeds: [UInt64]) -> UInt64 {
    var seed: UInt64 = 1_000_000
    while seeds.contains(seed) { seed += 1 }
    return seed
  }

  private static func search(
    _ setting: Setting, _ specification: SweepSpecification
  ) -> [TrialRecord] {
    guard setting.learningRate == nil else { return [] }
    let own = Double(setting.optimizer.optimizer.learningRate.peak)
    return factors.map { factor in
      var setting = setting
      setting.learningRate = rounded(own * factor)
      return TrialRecord(
        .search, setting, seed: searchSeed(specification.seeds), epochs: 1)
    }
  }

  private static func comparison(
    _ setting: Setting, _ specification: SweepSpecification
  ) -> [TrialRecord] {
    specification.seeds.map {
      TrialRecord(.comparison, setting, seed: $0, epochs: specification.epochs)
    }
  }

  /// To two digits, as people write learning rates.
  private static func rounded(_ rate: Double) -> Float {
    let unit = pow(10, log10(rate).rounded(.down) - 1)
    return Float((rate / unit).rounded() * unit)
  }
}

extension TrialRecord {
  /// A training that waits.
  init(_ phase: Phase, _ setting: Setting, seed: UInt64, epochs: Int) {
    self.init(
      id: 0, phase: phase, setting: setting, seed: seed, epochs: epochs, state: .waiting,
      history: [])
  }

  fileprivate func numbered(_ number: Int) -> TrialRecord {
    var record = self
    record.id = number
    return record
  }
}
