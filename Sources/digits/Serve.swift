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
      "Store of digits experiment, whose latest sweep /experiments shows.", valueName: "file"))
  var experiments = "experiments.sqlite"

  @Option(
    help: ArgumentHelp(
      "A name, beside its address, by which this server may be called.", valueName: "name"))
  var allowHost: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Serve by HTTPS, which phones ask for before they lend their camera.",
      discussion: """
        Without --certificate and --key, openssl makes a certificate for this machine, kept in tls/ of \
        the data folder; browsers ask once whether to trust it.
        """))
  var tls = false

  @Option(help: ArgumentHelp("The certificate, in PEM; means --tls.", valueName: "file"))
  var certificate: String?

  @Option(help: ArgumentHelp("Its private key, in PEM.", valueName: "file"))
  var key: String?

  @Flag(help: "Write no line for requests that went well.")
  var quiet = false

  func validate() throws {
    guard (0...65535).contains(port) else {
      throw ValidationError("Expected 0 to 65535 for --port; received \(port).")
    }
    guard (certificate == nil) == (key == nil) else {
      throw ValidationError("Give --certificate and --key together.")
    }
  }

  func run() async throws {
    var configuration = DigitServer.Configuration(port: port)
    configuration.host = host
    configuration.allowedHosts = allowHost
    configuration.dataFolder = data
    configuration.experimentStore = experiments
    configuration.isQuiet = quiet
    configuration.modelFile = try model.map(ModelArgument.file)
    try checkData()
    configuration.certificate = try servedCertificate()
    let server = try DigitServer(configuration)
    try await server.run { urls in
      for url in urls { print(url.absoluteString) }
      fflush(nil)
    }
  }

  private func servedCertificate() throws -> Certificate? {
    if let certificate, let key { return try Certificate(path: certificate, keyPath: key) }
    return tls ? try Certificate.selfSigned(in: data) : nil
  }

  /// Fails now if the folder could not be written later; makes nothing yet.
  private func checkData() throws {
    let files = FileManager.default
    var folder = URL(filePath: data)
    while !files.fileExists(atPath: folder.path), folder.pathComponents.count > 1 {
      folder.deleteLastPathComponent()
    }
    var isFolder: ObjCBool = false
    _ = files.fileExists(atPath: folder.path, isDirectory: &isFolder)
    guard isFolder.boolValue, files.isWritableFile(atPath: folder.path) else {
      let reason = isFolder.boolValue ? "may not be written by this user" : "is no folder"
      throw Failure(
        "Cannot keep trainings and drawings in \(data): \(folder.path) \(reason). Give another --data.",
        code: Failure.cannotCreate)
    }
  }
}
