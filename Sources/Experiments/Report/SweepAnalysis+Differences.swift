internal import Figures
internal import Foundation

extension SweepAnalysis {
  /// The best level of a knob less each other one.
  func levelDifferences(_ result: KnobResult) -> SweepFigure? {
    guard let best = result.levels.first, !result.differences.isEmpty else { return nil }
    let over = result.others > 1 ? ", over \(result.others) settings" : ""
    return differences(
      "differences-\(result.knob.rawValue)",
      title:
        "\(result.knob.spoken(best.name)) against the other \(result.knob.plural)",
      subject:
        "Accuracy of \(result.knob.spoken(best.name)) less that of each other \(result.knob.title)\(over)",
      result.differences, seeds: result.seeds)
  }

  /// The best setting less each other one.
  var settingDifferences: SweepFigure? {
    guard let best, !differences.isEmpty,
      varied.count > 1 || knobs.allSatisfy(\.differences.isEmpty)
    else { return nil }
    return differences(
      "differences-settings", title: "Which settings cannot be told from the best",
      subject: "Accuracy of \(best.name) less that of each other setting", differences,
      seeds: best.seeds.count)
  }

  private func differences(
    _ name: String, title: String, subject: String, _ all: [PairedDifference], seeds: Int
  ) -> SweepFigure {
    let shown = all.prefix(Self.rowLimit)
    let left = all.count - shown.count
    let comparisons = all.first?.comparisons ?? 1
    let visible = all.compactMap(\.leastVisible).median
    let method =
      seeds < 2
      ? "With a single seed there is no telling what is noise: only the differences are drawn. "
        + "Add seeds."
      : "Thick: 95 % interval of the differences, paired over \(seeds) seeds, were it the only "
        + "comparison. Thin: the same for all \(grouped(comparisons)) possible pairs together; "
        + "only where the thin line stays off zero is a difference larger than seed noise."
        + (visible.map {
          " A difference had to be about \(Writing.points($0)) to be seen."
        } ?? "")
    return SweepFigure(
      name: name, title: title,
      caption:
        "\(subject), in percentage points on validation. \(method)"
        + (left > 0 ? " The first \(shown.count) of \(grouped(all.count)) are drawn." : ""),
      figure: { title in
        IntervalChart(
          title: title, subtitle: title == nil ? nil : subject, series: [subject],
          rows: shown.map { one in
            IntervalChart.Row(
              one.second,
              [
                .init(
                  one.mean, interval: one.interval, outerInterval: one.jointInterval,
                  text: "\(Writing.signed(one.mean))  \(one.verdict.text)",
                  isSure: one.verdict == .larger)
              ])
          }, unit: .points, axisTitle: "percentage points")
      },
      table: ReportTable(
        columns: [
          "less", "difference, points", "95 % interval", "interval for all \(comparisons) pairs",
          "seeds", "verdict",
        ],
        rows: all.map { one in
          [
            one.second, Writing.signed(one.mean), Writing.interval(one.interval),
            Writing.interval(one.jointInterval), "\(one.seeds)", one.verdict.text,
          ]
        }))
  }

  /// All settings over more than two knobs.
  var parallel: SweepFigure? {
    guard varied.count > 2 else { return nil }
    let known = settings.filter { $0.mean != nil }
    guard known.count > 1 else { return nil }
    return SweepFigure(
      name: "parallel", title: "All choices at once",
      caption:
        "A line for each setting, from choice to choice to its accuracy; the best tenth is blue, and "
        + "the best of all is the thick one.",
      figure: { title in
        ParallelCoordinates(
          title: title, subtitle: title == nil ? nil : "A line for each setting",
          axes: varied.map { .init($0.knob.title, values: $0.levels) },
          lines: known.map { result in
            .init(
              varied.map { knob, levels in
                levels.firstIndex(of: knob.level(of: result.setting)) ?? 0
              },
              share: result.mean ?? 0)
          })
      },
      table: settingTable)
  }

  /// Every setting.
  var settingTable: ReportTable {
    ReportTable(
      columns: varied.map(\.knob.title)
        + ["learning rate", "mean, %", "± sd", "seeds", "seconds", "state"],
      rows: settings.map { result in
        varied.map { $0.knob.level(of: result.setting) }
          + [
            result.setting.learningRate.map(Knob.text) ?? "–",
            result.mean.map { Writing.number($0 * 100, decimals: 2) } ?? "–",
            result.spread.map { Writing.number($0 * 100, decimals: 2) } ?? "–",
            "\(result.accuracies.count)", Writing.seconds(result.seconds), result.stateText,
          ]
      })
  }
}

extension PairedDifference.Verdict {
  /// In a chart.
  var text: String {
    switch self {
    case .larger: "larger than noise"
    case .notSeen: "no difference seen"
    case .unknown: "one seed: unknown"
    }
  }
}

extension SettingResult {
  /// What became of its trainings: `finished`, or `2 finished, 1 diverged`.
  var stateText: String {
    let states: [TrialRecord.State] = [.finished, .running, .waiting, .diverged, .failed, .dropped]
    let counts = states.map { ($0.rawValue, count($0)) }.filter { $0.1 > 0 }
    guard counts.count > 1 else { return counts.first?.0 ?? "–" }
    return counts.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }
}
