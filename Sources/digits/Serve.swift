import ArgumentParser
import DigitServer
import Foundation

/// `digits serve`: the studio in the browser, and the same for programs.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the studio: draw, webcam, training, looking inside.",
    discussion: """
      Prints the page's address, and answers until Ctrl-C. Programs ask the same server as they ask \
      TensorFlow Serving; /openapi.json tells all it does. A model's file that changes is taken as \
      soon as it is whole and names digits: nobody waits for it.
      """)

  @Option(help: "The address to listen at. Only this machine reaches the default.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for any that is free.")
  var port = 8080

  @Option(
    help: "\(ModelArgument.help.abstract) Default: the network that came with this program.")
  var model: String?

  @Option(help: ArgumentHelp("Folder of trainings and kept drawings.", valueName: "folder"))
  var data = "runs"

  @Option(
    help: ArgumentHelp(
      "A name, beside its address, by which this server may be called.", valueName: "name"))
  var allowHost: [String] = []

  @Flag(help: "Write no line for requests that went well.")
  var quiet = false

  func validate() throws {
    guard (0...65535).contains(port) else {
      throw ValidationError("Expected 0 to 65535 for --port; received \(port).")
    }
  }

  func run() async throws {
    var configuration = DigitServer.Configuration(port: port)
    configuration.host = host
    configuration.allowedHosts = allowHost
    configuration.dataFolder = data
    configuration.isQuiet = quiet
    configuration.modelFile = try model.map(ModelArgument.file)
    let server = try DigitServer(configuration)
    try await server.run { url in
      print(url.absoluteString)
      fflush(nil)
    }
  }
}
