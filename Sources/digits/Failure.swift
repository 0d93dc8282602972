import ArgumentParser
import DigitServer
import Experiments
import Figures
import Foundation
import Images
import MNIST
import NeuralNetwork
import Runs

/// A failure as the shell sees it: one sentence on standard error, and an exit code of `sysexits`.
struct Failure: Error {
  let message: String
  let code: Int32

  static let usage: Int32 = 64
  static let dataError: Int32 = 65
  static let noInput: Int32 = 66
  static let software: Int32 = 70
  static let cannotCreate: Int32 = 73
  static let inputOutput: Int32 = 74

  init(_ message: String, code: Int32) {
    self.message = message
    self.code = code
  }

  /// The end of a command that has reported what failed, and gone on with the rest.
  init(reported code: Int32) { self.init("", code: code) }

  /// The sentence and the code for any error.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as FileError: self.init("\(error)", code: error.exitCode)
    case IDXError.directoryUnreadable:
      self.init(
        "\(error) MNIST's name is mnist, Fashion-MNIST's is fashion.", code: Self.noInput)
    case let error as IDXError: self.init("\(error)", code: error.exitCode)
    case let error as RunError: self.init(error)
    case let error as ListenError: self.init(error)
    case let error as CertificateError: self.init(error)
    case let error as SpecificationError: self.init(error)
    case let error as StoreError: self.init(error)
    case let error as ModelError: self.init("\(error)", code: Self.dataError)
    case let error as ImageError: self.init("\(error)", code: error.exitCode)
    case let error as FigureError: self.init("\(error)", code: error.exitCode)
    default: self.init(parsing: error)
    }
  }

  /// What the argument parser threw: a request for help, which is no failure, or an unusable
  /// argument.
  private init(parsing error: any Error) {
    let code = Digits.exitCode(for: error).rawValue
    guard code != 0 else { Digits.exit(withError: error) }
    // Where there are many choices, they come one a line.
    let lines = Digits.message(for: error).split(separator: "\n")
    let choices = lines.dropFirst().prefix { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
    let sentence =
      (lines.first ?? "") + (choices.isEmpty ? "" : " " + choices.joined(separator: ", "))
    // To the parser it is the next option.
    let dash =
      sentence.hasPrefix("Missing value") ? "; a value that begins with - is given with a =" : ""
    let end = sentence.hasSuffix(".") || sentence.hasSuffix("?") ? "" : "."
    // Only the argument parser's own errors have a code that says what they are.
    guard code == Self.usage else {
      self.init("\(sentence)\(end)", code: Self.software)
      return
    }
    // The parser knows which command was meant.
    let hint = Digits.fullMessage(for: error).matches(of: /See '[^']+ --help'/).last?.output
    self.init("\(sentence)\(dash)\(end) \(hint ?? "See 'digits --help'").", code: code)
  }

  /// Says it.
  func report() {
    guard !message.isEmpty else { return }
    StandardError.write("Error: \(message.withoutControls)\n")
  }

  func exit() -> Never {
    report()
    Foundation.exit(code)
  }
}

extension String {
  /// The text on one line: names from files and arguments may hold line breaks, or codes that a
  /// terminal would obey.
  var withoutControls: String {
    unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
  }
}

extension FileError {
  fileprivate var exitCode: Int32 {
    switch self {
    case .unreadable: Failure.noInput
    case .malformed: Failure.dataError
    case .unwritable: Failure.cannotCreate
    }
  }
}

extension ImageError {
  fileprivate var exitCode: Int32 {
    switch self {
    case .fileUnreadable: Failure.noInput
    case .invalidSize, .invalidSide, .invalidQuality: Failure.usage
    default: Failure.dataError
    }
  }
}

extension FigureError {
  fileprivate var exitCode: Int32 {
    switch self {
    case .invalidImageSize: Failure.usage
    default: Failure.software
    }
  }
}

extension IDXError {
  fileprivate var exitCode: Int32 {
    switch self {
    case .directoryUnreadable, .filesMissing, .packageMissing, .fileUnreadable: Failure.noInput
    default: Failure.dataError
    }
  }
}
