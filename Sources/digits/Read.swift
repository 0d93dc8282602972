import ArgumentParser
import DigitReader
import Figures
import Foundation
import Images
import NeuralNetwork
import Runs

/// `digits read`: the digits in photographs, scans, screenshots.
struct Read: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read the digits in pictures.",
    discussion: """
      Pictures are PNG or JPEG files: photographs, scans, screenshots, dark on light or light on \
      dark. Every line of writing becomes a line of text; a digit that is better looked at twice \
      becomes a "?".
      """)

  @Argument(help: ArgumentHelp("PNG or JPEG files.", valueName: "picture"))
  var pictures: [String]

  @Option(
    help: "\(ModelArgument.help.abstract) Default: the network that came with this program.")
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Draw the picture with a box around each digit into this .svg or .png file.",
      valueName: "file"),
    transform: FigureFile.init(parsing:))
  var annotate: FigureFile?

  @Option(
    help: ArgumentHelp(
      "Draw what the network saw of each digit into this .svg or .png file.", valueName: "file"),
    transform: FigureFile.init(parsing:))
  var sheet: FigureFile?

  @Flag(help: "Print one JSON object, with place, confidence and alternatives of each digit.")
  var json = false

  func validate() throws {
    let figures = [annotate, sheet].compactMap(\.?.path)
    guard figures.isEmpty || pictures.count == 1 else {
      throw ValidationError(
        "--annotate and --sheet draw one picture: read them one after the other.")
    }
    guard Set((pictures.prefix(1) + figures).map(Self.place)).count == figures.count + 1 else {
      throw ValidationError(
        "What is drawn would overwrite the picture, or another drawing: give each file its own name."
      )
    }
  }

  func run() throws {
    // A picture that is refused is refused at once, before a network is loaded.
    var loaded: DigitReader?
    var reports: [ReadReport] = []
    var failure: Failure?
    for path in pictures {
      do {
        let image = try GreyImage(contentsOf: path)
        let reader =
          try loaded ?? DigitReader(classifier: DigitClassifier(ModelArgument.model(at: model)))
        loaded = reader
        let report = ReadReport(file: path, page: try reader.read(image))
        if !json { show(report, isFirst: reports.isEmpty) }
        reports.append(report)
      } catch let error as ImageError where pictures.count > 1 {
        // The others are read all the same.
        let refusal = Failure(error)
        refusal.report()
        failure = failure ?? refusal
      }
    }
    for report in reports { try draw(report) }
    if json { print(try JSON.text(["pictures": reports])) }
    if let failure { throw Failure(reported: failure.code) }
  }

  private func show(_ report: ReadReport, isFirst: Bool) {
    if pictures.count > 1 { print("\(isFirst ? "" : "\n")\(report.file.withoutControls):") }
    guard report.page.digits.isEmpty else { return print(report.page.text) }
    // In the order in which people see both.
    fflush(nil)
    StandardError.write(
      """
      \(report.file.withoutControls): no digits found. They are read best where they are at least \
      20 pixels high, apart from each other, and darker or lighter than the paper.

      """)
  }

  private func draw(_ report: ReadReport) throws {
    try annotate?.write(report.annotatedPicture())
    try sheet?.write(report.sheet())
  }

  /// A file's path without links and detours.
  private static func place(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
