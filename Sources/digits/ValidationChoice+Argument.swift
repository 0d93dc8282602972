import ArgumentParser
import Runs

extension ValidationChoice {
  /// A value of the command line.
  init(parsing argument: String) throws {
    guard let choice = Self(rawValue: argument) else {
      throw ValidationError("Expected a fraction from 0 to below 1, or “writers”.")
    }
    self = choice
  }
}
