import ArgumentParser
import Figures
import MNIST
import NeuralNetwork
import Runs

/// `digits predict`: shows test pictures with what a model says of them.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show test pictures with label, guess and confidence.")

  @OptionGroup var model: ModelArgument

  @Option(help: "Which test pictures, counted from 0: 0,1,2.", transform: PositionList.init)
  var index: PositionList?

  @Option(help: "The first so many test pictures. Default: 3.")
  var count: Int?

  @Option(
    help: "Draw them into this .svg or .png file rather than into the terminal.",
    transform: FigureFile.init(parsing:))
  var output: FigureFile?

  func validate() throws {
    if index != nil, count != nil {
      throw ValidationError("--index and --count both choose pictures: give one of them.")
    }
    if let count, count < 1 {
      throw ValidationError("Expected a positive number for --count; received \(count).")
    }
  }

  func run() throws {
    let (model, title, test, choice) = try model.load()
    let positions = index?.positions ?? Array(0..<min(count ?? 3, test.count))
    if let outside = positions.first(where: { $0 >= test.count }) {
      throw Failure(
        "There are \(test.count) test pictures, 0 to \(test.count - 1); received \(outside).",
        code: Failure.dataError)
    }
    let shown = test.selecting(positions)
    let figures = RunFigures(
      title: title, classNames: choice.classNames, data: shown,
      predictions: try model.predict(shown))
    let pictures = try figures.pictures(Array(positions.indices))
    if let output {
      try output.write(figures.grid(pictures))
      print(output.path)
    } else {
      print(pictures.map { TerminalDigit($0).text }.joined(separator: "\n\n"))
    }
  }
}

/// Numbers with commas between them.
struct PositionList {
  let positions: [Int]

  init(parsing argument: String) throws {
    positions = try argument.split(separator: ",", omittingEmptySubsequences: false).map {
      guard let position = Int($0), position >= 0 else {
        throw ValidationError("Expected numbers from 0 with commas between them.")
      }
      return position
    }
  }
}
