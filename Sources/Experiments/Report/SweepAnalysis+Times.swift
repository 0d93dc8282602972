internal import Figures
internal import Foundation

extension SweepAnalysis {
  /// How many settings a figure of rows has.
  static let rowLimit = 24

  /// Training time until 97 % and 98 %, the fastest settings first.
  var times: SweepFigure? {
    let all = settings.filter { $0.trials.contains { !$0.isOpen } }.map { result in
      (name: result.name, times: ThresholdTime.shares.map { ThresholdTime($0, of: result) })
    }
    // A figure of what nobody reached would be empty.
    guard all.contains(where: { $0.times.contains { $0.reached > 0 } }) else { return nil }
    // By the highest accuracy first; what never comes there stands last.
    let ordered = all.enumerated().sorted { first, second in
      let keys = [first.element, second.element].map { entry in
        entry.times.reversed().map { $0.median ?? .infinity }
      }
      if keys[0] == keys[1] { return first.offset < second.offset }
      return keys[0].lexicographicallyPrecedes(keys[1])
    }.map(\.element)
    let shown = ordered.prefix(Self.rowLimit)
    let left = ordered.count - shown.count
    let note =
      left > 0
      ? " The fastest \(shown.count) of \(grouped(ordered.count)) settings are drawn." : ""
    let shares = ThresholdTime.shares.map { "\(Writing.number($0 * 100, decimals: 0))\u{a0}%" }
    return SweepFigure(
      name: "times", title: "Time to \(shares.joined(separator: " and "))",
      caption:
        "Seconds of training, validation left out, until the end of the first epoch after which "
        + "validation was at \(shares.joined(separator: " or ")); the middle seed, and the range of "
        + "those that came there. “Not reached” says that most seeds did not within "
        + "\(Writing.count(epochs, "epoch"))\(Self.censoring(ordered.flatMap(\.times))).\(note)",
      figure: { title in
        IntervalChart(
          title: title,
          subtitle: title == nil || left == 0
            ? nil : "The fastest \(shown.count) of \(grouped(ordered.count)) settings",
          series: shares,
          rows: shown.map { entry in
            IntervalChart.Row(
              entry.name,
              entry.times.map { .init($0.median, interval: $0.range, text: Self.text($0)) })
          }, unit: .seconds, axisTitle: "seconds of training")
      },
      table: ReportTable(
        columns: ["setting"] + shares,
        rows: ordered.map { [$0.name] + $0.times.map(Self.text) }))
  }

  private static func text(_ time: ThresholdTime) -> String {
    guard let median = time.median else {
      return time.reached > 0
        ? "not reached (\(time.reached) of \(time.trials))" : "not reached"
    }
    let text = Writing.seconds(median)
    return time.reached < time.trials ? "\(text) (\(time.reached) of \(time.trials))" : text
  }

  private static func censoring(_ times: [ThresholdTime]) -> String {
    times.contains { $0.reached > 0 && $0.reached < $0.trials }
      ? "; in brackets, how many did" : ""
  }

  /// Accuracy against training time, after each epoch.
  var frontier: SweepFigure? {
    let points = settings.flatMap(Self.stops)
    guard points.contains(where: { !$0.isPassing }) else { return nil }
    let front = FrontierChart(points: points).front
    return SweepFigure(
      name: "frontier", title: "Accuracy against training time",
      caption:
        "Each dot is the mean over seeds of a setting after one of its epochs; large ones are "
        + "after the last. The line, the Pareto front, joins what no other setting beats in both. "
        + "The axis of accuracy is spaced by the logarithm of the error.",
      figure: { title in
        FrontierChart(
          title: title, subtitle: title == nil ? nil : "On validation, mean over seeds",
          points: points)
      },
      table: ReportTable(
        columns: ["on the front", "seconds", "accuracy, %"],
        rows: front.map {
          [
            $0.name, Writing.number($0.seconds, decimals: 2),
            Writing.number($0.share * 100, decimals: 2),
          ]
        }))
  }

  /// Where a setting was after each of its epochs.
  private static func stops(_ result: SettingResult) -> [FrontierChart.Point] {
    let histories = result.trials.filter { $0.accuracy != nil }.map(\.history)
    let epochs = histories.map(\.count).min() ?? 0
    return (0..<epochs).map { epoch in
      let seconds = histories.map { $0.prefix(epoch + 1).reduce(0) { $0 + $1.seconds } }
      let isPassing = epoch + 1 < epochs
      return FrontierChart.Point(
        isPassing ? "\(result.name), epoch \(epoch + 1)" : result.name, seconds: seconds.mean,
        share: histories.map { $0[epoch].validationAccuracy }.mean, isPassing: isPassing)
    }
  }
}
