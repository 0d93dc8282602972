internal import Figures
internal import Foundation

extension SweepAnalysis {
  /// How many settings have panels of their own.
  private static let few = 6

  /// Learning curves of the best settings, with what their seeds span.
  var bestCurves: SweepFigure? {
    let shown = Array(settings.filter { !Self.points($0.trials).isEmpty }.prefix(Self.few))
    guard !shown.isEmpty else { return nil }
    let panels = shown.map { result in
      CurveGrid.Panel(
        title: result.name, detail: Writing.percent(result.mean), points: Self.points(result.trials)
      )
    }
    let band = seeds.count > 1 ? "; the band runs from the lowest seed to the highest" : ""
    return Self.curves(
      "curves-best", title: shown.count > 1 ? "How the best settings learn" : "How it learns",
      caption: "Accuracy on validation after each epoch, mean over "
        + "\(Writing.count(seeds.count, "seed"))\(band). "
        + "The axis is spaced by the logarithm of the error.", panels)
  }

  /// Learning curves of each level of the first knob, with what its trainings span.
  var levelCurves: SweepFigure? {
    guard let (knob, levels) = varied.first,
      settings.count > levels.count || levels.count > Self.few
    else { return nil }
    let groups = Dictionary(grouping: settings) { knob.level(of: $0.setting) }
    let panels = levels.compactMap { level -> CurveGrid.Panel? in
      let results = groups[level] ?? []
      let points = Self.points(results.flatMap(\.trials))
      let means = results.compactMap(\.mean)
      guard !points.isEmpty else { return nil }
      return CurveGrid.Panel(
        title: level, detail: means.isEmpty ? "" : Writing.percent(means.mean), points: points)
    }
    guard panels.count > 1 else { return nil }
    return Self.curves(
      "curves-\(knob.rawValue)", title: "How they learn, by \(knob.title)",
      caption: "Accuracy on validation after each epoch, mean over all trainings of the "
        + "\(knob.title); the band runs from the lowest training to the highest. Grey: the others.",
      panels)
  }

  private static func curves(
    _ name: String, title: String, caption: String, _ panels: [CurveGrid.Panel]
  ) -> SweepFigure {
    SweepFigure(
      name: name, title: title, caption: caption,
      figure: { title in
        CurveGrid(
          title: title, subtitle: title == nil ? nil : "Accuracy on validation after each epoch",
          panels: panels)
      },
      table: ReportTable(
        columns: ["", "epoch", "mean, %", "lowest, %", "highest, %"],
        rows: panels.flatMap { panel in
          panel.points.map { point in
            [
              panel.title, "\(Int(point.x))", Writing.number(point.share * 100, decimals: 2),
              Writing.number((point.band?.lowerBound ?? point.share) * 100, decimals: 2),
              Writing.number((point.band?.upperBound ?? point.share) * 100, decimals: 2),
            ]
          }
        }))
  }

  /// Mean and range after each epoch, of trainings that did not go wrong; as many at each epoch.
  private static func points(_ trials: [TrialRecord]) -> [CurveGrid.Point] {
    let sound = trials.filter {
      $0.state != .diverged && $0.state != .failed && !$0.history.isEmpty
    }
    // Those under way would make the mean jump where they end.
    let finished = sound.filter { $0.state == .finished }
    let histories = (finished.isEmpty ? sound : finished).map(\.history)
    let epochs = histories.map(\.count).min() ?? 0
    return (0..<epochs).compactMap { epoch in
      let values = histories.map { $0[epoch].validationAccuracy }.filter(\.isFinite)
      guard let low = values.min(), let high = values.max() else { return nil }
      return CurveGrid.Point(
        x: Double(epoch + 1), share: values.mean, band: values.count > 1 ? low...high : nil)
    }
  }

  /// What the search saw: accuracy over the learning rate, for each level of the first knob.
  var rateCurves: SweepFigure? {
    guard isRateFound, let (knob, levels) = varied.first else { return nil }
    let groups = Dictionary(grouping: searches) { knob.level(of: $0.setting) }
    let panels = levels.compactMap { level -> CurveGrid.Panel? in
      let lines = (groups[level] ?? []).map { search in
        search.tries.map { CurveGrid.Point(x: $0.rate, share: $0.accuracy ?? .nan) }
      }
      let rates = Set(lines.joined().map(\.x)).sorted()
      let means = rates.map { rate in
        let values = lines.joined().filter { $0.x == rate }.map(\.share)
        // Without those that diverged the mean would be of others.
        return CurveGrid.Point(x: rate, share: values.mean)
      }
      guard lines.joined().contains(where: { $0.share.isFinite }) else { return nil }
      let taken = (groups[level] ?? []).compactMap(\.taken).median
      return CurveGrid.Panel(
        title: level, detail: taken.map { "took \(Knob.text($0))" } ?? "", points: means,
        others: lines.count > 1 ? lines : [], mark: taken)
    }
    guard !panels.isEmpty else { return nil }
    return SweepFigure(
      name: "learning-rate-search", title: "What the search for learning rates saw",
      caption: "Accuracy on validation at the end of each short training, over its learning rate; "
        + "thin lines are single settings, the thick one is their mean, and the dashed line is the "
        + "rate that was taken (the middle one of its settings). A line ends where "
        + "training diverged, and their mean where the first of them does.",
      figure: { title in
        CurveGrid(
          title: title, subtitle: title == nil ? nil : "Accuracy on validation over learning rate",
          axis: .learningRates, panels: panels, showsAll: false)
      },
      table: ReportTable(
        columns: [knob.title, "learning rate", "mean accuracy, %"],
        rows: panels.flatMap { panel in
          panel.points.map {
            [panel.title, Knob.text($0.x), Writing.number($0.share * 100, decimals: 2)]
          }
        }))
  }
}
