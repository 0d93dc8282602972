import ArgumentParser
import Experiments
import Foundation
import NeuralNetwork

/// `digits experiment export`: a sweep as a table or as JSON.
struct ExperimentExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a sweep as CSV, one line a training, or as JSON.")

  @OptionGroup var choice: SweepChoice

  @Option(help: "csv, or json with every epoch.")
  var format = Format.csv

  @Option(help: "File to write. Default: standard output.")
  var output: String?

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case csv, json
  }

  func run() throws {
    let record = try ExperimentStore(reading: choice.store).record(of: choice.name)
    let text =
      switch format {
      case .csv: record.csv
      case .json: try record.json() + "\n"
      }
    guard let output else { return print(text, terminator: "") }
    try AtomicFile.write(Data(text.utf8), to: output)
  }
}
