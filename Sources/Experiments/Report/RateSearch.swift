internal import Foundation

/// What the search for a setting's learning rate tried, and what it took.
public struct RateSearch: Codable, Hashable, Sendable {
  /// A rate and what came of it.
  public struct Try: Codable, Hashable, Sendable {
    /// The learning rate.
    public var rate: Double
    /// Mean accuracy on validation at its end; nil if it diverged, failed or is not done.
    public var accuracy: Double?
    /// Mean loss there, of which the least is taken.
    public var loss: Double?
  }

  /// Where the rate that was taken lies among those that were tried.
  public enum Place: String, Codable, Sendable {
    /// Others lie on both sides.
    case inside
    /// It is the lowest: a lower one may be better.
    case lowest
    /// It is the highest: a higher one may be better.
    case highest
  }

  /// What it was for; without a learning rate.
  public var setting: Setting
  /// What it chose where others chose otherwise.
  public var name: String
  /// All rates, rising.
  public var tries: [Try]
  /// The rate that was taken, or the best so far; nil if none came to an end.
  public var taken: Double?
  /// Where that one lies.
  public var place: Place

  /// A search from its trainings.
  /// - Parameters:
  ///   - setting: What it was for, without a learning rate.
  ///   - name: What it chose where others chose otherwise.
  ///   - trials: Its trainings.
  ///   - rate: The rate of the trainings that are compared; nil if there are none yet.
  init(setting: Setting, name: String, trials: [TrialRecord], rate: Float?) {
    self.setting = setting
    self.name = name
    let byRate = Dictionary(grouping: trials) { $0.setting.learningRate ?? 0 }
    tries = byRate.map { rate, trials in
      // What was left behind halfway is a result too.
      let ended = trials.filter { $0.state == .finished || $0.state == .dropped }
      let last = ended.compactMap(\.history.last)
      let accuracies = last.map(\.validationAccuracy).filter(\.isFinite)
      let losses = last.compactMap(\.validationLoss).filter(\.isFinite)
      return Try(
        rate: Double(rate), accuracy: accuracies.isEmpty ? nil : accuracies.mean,
        loss: losses.isEmpty ? nil : losses.mean)
    }.sorted { $0.rate < $1.rate }
    let best = tries.filter { $0.loss != nil }
      .min { ($0.loss ?? 0, $0.rate) < ($1.loss ?? 0, $1.rate) }
    taken = rate.map(Double.init) ?? best?.rate
    place = .inside
    guard let taken, tries.count > 1, let low = tries.first, let high = tries.last else { return }
    if taken <= low.rate { place = .lowest }
    if taken >= high.rate { place = .highest }
  }
}
