internal import Figures
internal import Foundation
internal import NeuralNetwork
internal import Runs

/// A sweep on one page: what it found, how sure that is, and the figures and numbers behind it.
///
/// Everything is told from the record, so equal records make equal reports.
public struct SweepReport: Sendable {
  /// What the record says.
  public let analysis: SweepAnalysis

  /// A report of a sweep, also of one that is still at work.
  public init(_ record: SweepRecord) { analysis = SweepAnalysis(record) }

  /// What the sweep has found, each claim with its numbers.
  public var findings: [Finding] { analysis.findings }

  /// One HTML page that needs nothing beside it.
  public var html: String { ReportPage(analysis: analysis, figures: figures).html }

  /// Writes the page, its figures, its findings and every training into a folder, which is made if it
  /// is not there.
  ///
  /// Each file is there whole or not at all: `index.html`, `findings.txt` and `.json`, `trials.csv`, and
  /// in `figures` an SVG and a PNG of each figure.
  /// - Parameter folder: Path of the folder.
  /// - Returns: The paths of the files within it, the page first.
  /// - Throws: `FileError` if something cannot be written, `FigureError` if a figure cannot be drawn.
  @discardableResult
  public func write(to folder: String) throws -> [String] {
    let figures = figures
    try AtomicFile.makeDirectory("\(folder)/figures")
    var files: [String] = []
    func write(_ data: Data, _ name: String) throws {
      try AtomicFile.write(data, to: "\(folder)/\(name)")
      files.append(name)
    }
    let sentences = findings.map { "\($0.sentence)\n" }.joined()
    try write(Data(ReportPage(analysis: analysis, figures: figures).html.utf8), "index.html")
    try write(Data(sentences.utf8), "findings.txt")
    try write(Data("\(try JSON.text(findings))\n".utf8), "findings.json")
    try write(Data(analysis.record.csv.utf8), "trials.csv")
    for figure in figures {
      let drawn = figure.figure(figure.title)
      try write(Data(drawn.svg().utf8), "figures/\(figure.name).svg")
      try write(Data(try Self.png(drawn)), "figures/\(figure.name).png")
    }
    return files
  }

  /// All that can be drawn of the record, in the page's order.
  var figures: [SweepFigure] {
    [analysis.pairs].compactMap(\.self)
      + analysis.knobs.compactMap(analysis.levelDifferences)
      + [
        analysis.settingDifferences, analysis.bestCurves, analysis.levelCurves, analysis.times,
        analysis.frontier, analysis.parallel, analysis.rates, analysis.rateCurves,
      ].compactMap(\.self)
  }

  /// Long figures are drawn with fewer pixels rather than not at all.
  private static func png(_ figure: any Figure) throws -> [UInt8] {
    do {
      return try figure.png(scale: 2)
    } catch FigureError.invalidImageSize {
      return try figure.png(scale: 0.5)
    }
  }
}
