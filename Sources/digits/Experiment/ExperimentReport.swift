import ArgumentParser
import Experiments
import Foundation

/// `digits experiment report`: a sweep as a page with figures.
struct ExperimentReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write a sweep's report: one HTML page, and its figures.")

  @Argument(help: "Directory to write into.")
  var directory: String

  @OptionGroup var choice: SweepChoice

  func validate() throws { try Self.check(directory) }

  /// Before hours of work, not after them.
  ///
  /// - Throws: `ValidationError` if a directory has no name.
  static func check(_ directory: String?) throws {
    if directory == "" { throw ValidationError("Expected a directory for the report.") }
  }

  func run() throws {
    let record = try ExperimentStore(reading: choice.store).record(of: choice.name)
    print(try Self.write(record, to: directory))
  }

  /// Writes the report.
  ///
  /// - Parameters:
  ///   - record: The sweep.
  ///   - directory: Where to.
  /// - Returns: The path of its page.
  static func write(_ record: SweepRecord, to directory: String) throws -> String {
    let files = try SweepReport(record).write(to: directory)
    return "\(directory)/\(files.first ?? "")"
  }
}
