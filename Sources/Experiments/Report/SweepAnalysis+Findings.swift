internal import Figures
internal import Foundation

extension SweepAnalysis {
  /// What the sweep has found: its best setting, its two weightiest knobs, and what went wrong or slow.
  public var findings: [Finding] {
    guard let best else {
      let ended = states[.diverged, default: 0] + states[.failed, default: 0]
      let nothing = Finding(
        .nothing,
        ended > 0 && !isOpen
          ? "No training came to an end, so there is nothing to compare."
          : "No training has ended yet, so there is nothing to compare.")
      return [nothing] + trouble
    }
    let weighty = knobs.filter { !$0.levels.isEmpty }.enumerated()
      .sorted { ($1.element.range, $0.offset) < ($0.element.range, $1.offset) }
      .prefix(2).sorted { $0.offset < $1.offset }.map(\.element)
    let apart = knobs.filter(\.levels.isEmpty).prefix(max(0, 2 - weighty.count))
    // With a single knob, its best level and the best setting are one.
    let first = varied.count == 1 && !weighty.isEmpty ? [] : [finding(best)]
    return first + (weighty + apart).map(finding) + trouble
  }

  private func finding(_ best: SettingResult) -> Finding {
    var finding = Finding(.setting)
    finding.best = best.name
    finding.accuracy = best.mean
    finding.spread = best.spread
    let known = settings.filter { $0.mean != nil }.count
    let accuracy = Writing.percent(best.mean)
    let beginning = isOpen ? "So far " : ""
    let seeds = best.seeds.count
    guard known > 1 else {
      finding.sentence =
        "\(beginning)\(best.name) reaches \(accuracy) on validation, "
        + "and there is nothing to compare it with."
      return finding
    }
    finding.next = differences.first
    finding.last = differences.last
    let isBeaten = settings.contains { ($0.mean ?? 0) > (best.mean ?? 0) }
    let lead =
      "\(beginning)\(best.name) has the best mean on validation, \(accuracy)"
      + (isBeaten ? ", among those whose trainings have all ended well" : "")
    guard let group = topGroup else {
      finding.sentence =
        "\(lead), of \(grouped(known)) settings; with one seed it cannot be said whether that is more than noise."
      return finding
    }
    finding.alike = group.dropFirst().map(\.name)
    let told = known - group.count
    finding.sentence =
      "\(lead) (\(seeds) seeds\(best.spread.map { ", ± \(Writing.number($0 * 100, decimals: 2))" } ?? ""))"
      + (group.count == 1
        ? ", and \(told == 1 ? "the other" : "every one of the \(grouped(told)) others") is worse by more than seed noise."
        : told == 0
          ? isBeaten
            ? "; no other is worse by more than seed noise."
            : "; no difference can be seen between it and \(known == 2 ? "the other" : "any of the \(grouped(known - 1)) others")."
          : "; \(grouped(group.count - 1)) of the \(grouped(known - 1)) others cannot be told from it, "
            + "\(grouped(told)) \(told == 1 ? "is" : "are") worse by more than seed noise.")
    return finding
  }

  private func finding(_ result: KnobResult) -> Finding {
    let plural = result.knob.plural
    guard let best = result.levels.first, let last = result.levels.last,
      let next = result.differences.first
    else {
      var finding = Finding(
        .notComparable,
        "Nothing can be said of the \(plural): no two were trained with the same of everything else."
      )
      finding.knob = result.knob
      return finding
    }
    var finding = Finding(.sharedLevel)
    finding.knob = result.knob
    finding.best = best.name
    finding.accuracy = best.mean
    finding.next = next
    finding.last = result.differences.last
    finding.alike = result.alike
    finding.worse = result.differences.filter { $0.verdict == .larger }.map(\.second)
    let name = result.knob.spoken(best.name)
    let so = isOpen ? "so far " : ""
    let mean = Writing.percent(best.mean)
    let average =
      result.others > 1 ? "\(mean) on average over \(result.others) settings" : mean
    if result.seeds < 2 {
      finding.kind = .unknownNoise
      finding.alike = []
      finding.sentence =
        "Of the \(plural), \(name) is \(so)ahead (\(average); \(last.name) is last with "
        + "\(Writing.percent(last.mean))), but with one seed nothing is known of noise."
    } else if next.verdict == .larger {
      finding.kind = .clearLevel
      finding.sentence =
        "Of the \(plural), \(name) is \(so)the best: \(average), "
        + "\(Writing.points(next.mean)) more than \(next.second), the next "
        + "(95 % interval \(Writing.interval(next.interval))), which is more than seed noise."
    } else if finding.worse.isEmpty {
      finding.kind = .noDifference
      finding.sentence =
        "No difference can \(so)be seen between the \(plural): all \(result.levels.count) lie within "
        + "\(Writing.points(result.range)), from \(last.name) (\(Writing.percent(last.mean))) to "
        + "\(best.name) (\(Writing.percent(best.mean))), and seeds alone could bring that about."
    } else {
      finding.sentence =
        "Of the \(plural), \(name) has \(so)the best mean (\(average)), but no difference can be "
        + "seen between it and \(Writing.list(finding.alike)); "
        + "\(Writing.list(finding.worse)) \(finding.worse.count == 1 ? "is" : "are") worse by "
        + "\(worseBy(result)), which is more than seed noise."
    }
    if !result.leftOut.isEmpty {
      finding.sentence +=
        " Left out, for too few trainings ended: \(Writing.list(result.leftOut))."
    }
    return finding
  }

  private func worseBy(_ result: KnobResult) -> String {
    let means = result.differences.filter { $0.verdict == .larger }.map(\.mean).sorted()
    guard let least = means.first, let most = means.last, means.count > 1 else {
      return Writing.points(means.first ?? 0)
    }
    return "\(Writing.number(least * 100, decimals: 2)) to \(Writing.points(most))"
  }

  /// One finding, or none before anything has ended.
  private var trouble: [Finding] {
    let ended = settings.flatMap(\.trials).filter { !$0.isOpen }
    guard !ended.isEmpty else { return [] }
    var finding = Finding(.trouble)
    finding.trials = ended.count
    let diverged = ended.filter { $0.state == .diverged }
    finding.diverged = diverged.count
    finding.failed = ended.count { $0.state == .failed }
    let places = settings.map { (name: $0.name, count: $0.count(.diverged)) }.filter {
      $0.count > 0
    }
    finding.divergedAt = places.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element.name)
    var parts: [String] = []
    if !diverged.isEmpty {
      parts.append(
        "\(grouped(diverged.count)) of \(grouped(ended.count)) trainings diverged (\(Writing.list(finding.divergedAt)))"
      )
    }
    if let failed = finding.failed, failed > 0 {
      parts.append("\(grouped(failed)) of \(grouped(ended.count)) failed")
    }
    if parts.isEmpty { parts.append("No compared training diverged or failed") }
    if let pace = paces {
      finding.slowest = pace.slowest
      finding.fastest = pace.fastest
      finding.slowness = pace.ratio
      parts.append(
        pace.ratio >= 1.2
          ? "an epoch with \(pace.slowest) takes \(Writing.number(pace.ratio, decimals: pace.ratio < 10 ? 1 : 0)) times as "
            + "long as with \(pace.fastest)"
          : "all take about as long, \(pace.slowest) the longest "
            + "(\(Writing.number((pace.ratio - 1) * 100, decimals: 0))\u{a0}% more than \(pace.fastest))"
      )
    }
    finding.sentence = parts.joined(separator: "; ") + "."
    return [finding]
  }

  /// Fewer epochs tell what else the machine was doing.
  private static let leastEpochs = 9

  /// Seconds for an epoch, the median of each level, of the knob where they differ most.
  private var paces: (slowest: String, fastest: String, ratio: Double)? {
    let choices = varied.compactMap {
      knob, levels -> (slowest: String, fastest: String, ratio: Double)? in
      let epochs = Dictionary(grouping: settings) { knob.level(of: $0.setting) }
        .mapValues { $0.flatMap(\.trials).flatMap { $0.history.map(\.seconds) } }
      guard levels.allSatisfy({ (epochs[$0]?.count ?? 0) >= Self.leastEpochs }) else { return nil }
      let names = Dictionary(
        settings.map { (knob.level(of: $0.setting), knob.label(of: $0.setting)) }
      ) { first, _ in first }
      let medians = levels.compactMap { level in
        epochs[level]?.median.map { (names[level] ?? level, $0) }
      }
      guard medians.count > 1, let slow = medians.max(by: { $0.1 < $1.1 }),
        let fast = medians.min(by: { $0.1 < $1.1 }), fast.1 > 0
      else { return nil }
      return (slow.0, fast.0, slow.1 / fast.1)
    }
    return choices.max { $0.ratio < $1.ratio }
  }
}
