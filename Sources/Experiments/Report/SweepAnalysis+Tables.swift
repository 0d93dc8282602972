internal import Figures
internal import Foundation

extension SweepAnalysis {
  /// The two knobs that a table of pairs is drawn of: those of the brief if they vary, else those with
  /// the most levels.
  private var pair: (row: (knob: Knob, levels: [String]), column: (knob: Knob, levels: [String]))? {
    guard varied.count > 1 else { return nil }
    let byName = varied.filter { [.optimizer, .activation].contains($0.knob) }
    if byName.count == 2 { return (byName[0], byName[1]) }
    let most = varied.enumerated().sorted {
      ($1.element.levels.count, $0.offset) < ($0.element.levels.count, $1.offset)
    }.prefix(2).sorted { $0.offset < $1.offset }.map(\.element)
    return (most[0], most[1])
  }

  /// Mean accuracy and spread of each pair of two knobs' levels.
  var pairs: SweepFigure? {
    guard let (row, column) = pair else { return nil }
    let groups = Dictionary(grouping: settings) {
      [row.knob.level(of: $0.setting), column.knob.level(of: $0.setting)]
    }
    let cells = row.levels.map { first in
      column.levels.map { second in groups[[first, second]].map(Self.cell) }
    }
    let isAveraged = varied.count > 2
    let hasTrouble = cells.joined().contains { $0?.isMarked == true }
    let subtitle =
      "Accuracy on validation in %, mean\(seeds.count > 1 ? " ± standard deviation" : "") over "
      + Writing.count(seeds.count, "seed") + (isAveraged ? " and all other choices" : "")
      + ", after \(Writing.count(epochs, "epoch"))"
    return SweepFigure(
      name: "pairs", title: "\(row.knob.title.capitalizedFirst) × \(column.knob.title)",
      caption: "\(subtitle). The colours span what is in the table, not 0 to 100 %.",
      figure: { title in
        HeatMap(
          title: title, subtitle: title == nil ? nil : subtitle, rowTitle: row.knob.title,
          columnTitle: column.knob.title, rows: row.levels, columns: column.levels, cells: cells,
          mark: hasTrouble ? "a training diverged or failed; the mean is of the others" : nil)
      },
      table: ReportTable(
        columns: [row.knob.title] + column.levels,
        rows: zip(row.levels, cells).map { name, cells in
          [name]
            + cells.map { cell in
              cell.map { [$0.text, $0.detail].compactMap(\.self).joined(separator: " ") } ?? "–"
            }
        }))
  }

  private static func cell(_ results: [SettingResult]) -> HeatMap.Cell {
    let trouble = results.map { $0.count(.diverged) + $0.count(.failed) }.reduce(0, +)
    // By seed, so that other knobs do not count as noise.
    var bySeed: [UInt64: [Double]] = [:]
    for result in results {
      for (seed, accuracy) in zip(result.seeds, result.accuracies) {
        bySeed[seed, default: []].append(accuracy)
      }
    }
    let means = bySeed.sorted { $0.key < $1.key }.map(\.value.mean)
    guard !means.isEmpty else {
      let trials = results.flatMap(\.trials)
      let text =
        trials.contains(where: \.isOpen)
        ? "…"
        : trials.contains { $0.state == .diverged }
          ? "diverged"
          : trials.contains { $0.state == .failed } ? "failed" : "dropped"
      return HeatMap.Cell(nil, text: text, isMarked: trouble > 0)
    }
    return HeatMap.Cell(
      means.mean, text: Writing.number(means.mean * 100, decimals: 2),
      detail: means.deviation.map { "± \(Writing.number($0 * 100, decimals: 2))" },
      isMarked: trouble > 0)
  }

  /// The learning rates that the search found, for each pair of levels, or for each setting.
  var rates: SweepFigure? {
    guard isRateFound else { return nil }
    let row = pair?.row ?? varied.first
    guard let row else { return nil }
    let column = pair?.column
    let groups = Dictionary(grouping: searches) {
      [row.knob.level(of: $0.setting), column?.knob.level(of: $0.setting) ?? ""]
    }
    let columns = column?.levels ?? [""]
    let cells = row.levels.map { first in
      columns.map { second in groups[[first, second]].flatMap(Self.rateCell) }
    }
    let atEdge = searches.filter { $0.place != .inside }
    let tries = searches.map(\.tries.count).max() ?? 0
    let subtitle = "Learning rate with the least loss on validation in a short search"
    let advice =
      atEdge.isEmpty
      ? "No rate lies at the edge of those that were tried."
      : "\(Writing.count(atEdge.count, "rate")) of \(searches.count) "
        + "\(atEdge.count == 1 ? "lies" : "lie") at the edge of those that were tried: "
        + "the search should reach further there, for a better rate may lie beyond."
    return SweepFigure(
      name: "learning-rates", title: "Learning rates that the search found",
      caption: "\(subtitle), of up to \(tries) rates for each setting. \(advice)",
      figure: { title in
        HeatMap(
          title: title, subtitle: title == nil ? nil : subtitle, rowTitle: row.knob.title,
          columnTitle: column?.knob.title ?? "", rows: row.levels, columns: columns, cells: cells,
          unit: .power,
          mark: atEdge.isEmpty ? nil : "at the edge of the rates that were tried")
      },
      table: ReportTable(
        columns: ["setting", "rate", "place", "rates tried (loss on validation)"],
        rows: searches.map { search in
          [
            search.name, search.taken.map(Knob.text) ?? "–", search.place.rawValue,
            search.tries.map { one in
              "\(Knob.text(one.rate)) (\(one.loss.map { Writing.number($0, decimals: 3) } ?? "–"))"
            }.joined(separator: ", "),
          ]
        }))
  }

  private static func rateCell(_ searches: [RateSearch]) -> HeatMap.Cell? {
    let rates = searches.compactMap(\.taken).filter { $0 > 0 }
    let isAtEdge = searches.contains { $0.place != .inside }
    guard let middle = rates.median else { return HeatMap.Cell(nil, text: "…") }
    // Other knobs have rates of their own: the middle one, and how many there are.
    let isOne = Set(rates).count == 1
    return HeatMap.Cell(
      log10(middle), text: (isOne ? "" : "~") + Knob.text(middle), isMarked: isAtEdge)
  }
}

extension String {
  /// For the beginning of a heading.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
