import ArgumentParser
// For `stdout`, which C declares as a variable.
@preconcurrency import Foundation

/// The command line: picks the subcommand, and turns every failure into one sentence and an exit
/// code.
@main
struct Digits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract: "Read handwritten digits, train networks to read them, and look at what they learnt.",
    discussion: """
      `digits read photo.jpg` reads a picture with the network that came with this program. \
      `digits train` learns from MNIST, which is built in, in a few seconds, and says where to find \
      its figures.
      """,
    subcommands: [
      Read.self, Serve.self, Train.self, Evaluate.self, Predict.self, Summary.self,
      FindLearningRate.self, Experiment.self,
      Augmentations.self, Calibrate.self, Benchmark.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      guard fflush(nil) == 0 else {
        throw Failure(
          "Cannot write to standard output: \(String(cString: strerror(errno))).",
          code: Failure.inputOutput)
      }
      // A buffer that could not be written before is empty now.
      guard ferror(stdout) == 0 else {
        throw Failure("Cannot write all to standard output.", code: Failure.inputOutput)
      }
    } catch {
      Failure(error).exit()
    }
  }
}
