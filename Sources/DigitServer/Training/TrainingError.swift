internal import MNIST
internal import NeuralNetwork
internal import Runs

/// Why a training cannot be started, paused or stopped.
enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The request makes no sense: what was expected, as a sentence.
  case invalid(String)
  /// One is running already.
  case busy
  /// None is running that could be paused or stopped.
  case notRunning
  /// There is no run of this name that could go on.
  case unknownRun(String)
  /// There is no model of this name.
  case unknownModel(String)
  /// There are no drawings to learn from.
  case noDrawings
  /// Something is wrong with the disk or a file, as a sentence.
  case failed(String)

  /// The error as a request's sender learns it.
  init(_ error: any Error) {
    switch error {
    case let error as TrainingError: self = error
    case RunError.invalidSetting(let sentence): self = .invalid(sentence)
    case let error as ModelError: self = .invalid("\(error)")
    case let error as RunError: self = .failed("\(error)")
    case let error as FileError: self = .failed("\(error)")
    case let error as IDXError: self = .failed("\(error)")
    default: self = .failed("The training failed: \(error).")
    }
  }

  /// One sentence: what was expected, what came, what to do.
  var description: String {
    switch self {
    case .invalid(let sentence), .failed(let sentence): sentence
    case .busy: "A training is running already: stop it, or wait for its end."
    case .notRunning: "No training is running that could do this."
    case .unknownRun(let name):
      "There is no run “\(name.prefix(64))” that could go on: choose one of `resumable`."
    case .unknownModel(let name):
      "There is no model “\(name.prefix(64))”: choose one of /v1/models."
    case .noDrawings: "There are no drawings to learn from: keep some first."
    }
  }
}
