internal import Foundation
internal import Logging

extension DigitServer {
  /// Where a server listens, and what it allows.
  public struct Configuration: Sendable {
    /// The address to listen at: only this machine's own programs reach 127.0.0.1.
    public var host = "127.0.0.1"
    /// The port; any free one if 0.
    public var port = 8080
    /// Names, beside its address, by which it may be called: others are turned away, for a stranger's page
    /// could stand behind them.
    public var allowedHosts: [String] = []
    /// A certificate with its key, for HTTPS: browsers give no camera to a page from another machine without.
    public var certificate: Certificate?
    /// The file that the model comes from, watched for a newer one.
    public var modelFile: String?
    /// The folder of trainings and kept drawings.
    public var dataFolder = "runs"
    /// The store of sweeps, of which the latest is shown.
    public var experimentStore = "experiments.sqlite"
    /// No line for requests that went well.
    public var isQuiet = false
    /// How much it takes of everything.
    public var limits = ServerLimits()

    /// A server at 127.0.0.1.
    ///
    /// - Parameter port: The port; any free one if 0.
    public init(port: Int = 8080) { self.port = port }

    /// The page's addresses: the one for this machine's browser, then those for others.
    func urls(port: Int) -> [URL] {
      let others = Machine.addresses.filter { host == "::" || !$0.contains(":") }
      let hosts = isForOthers ? ["localhost"] + others : [host]
      return hosts.compactMap { host in
        let host = host.contains(":") ? "[\(host)]" : host
        return URL(string: "\(certificate == nil ? "http" : "https")://\(host):\(port)")
      }
    }

    /// The names that it answers to.
    var names: [String] { allowedHosts + [host] + (isForOthers ? Machine.names : []) }

    /// It listens at all of this machine's addresses.
    private var isForOthers: Bool { ["0.0.0.0", "::"].contains(host) }

    var logger: Logger { Logger(label: "digits") }

    /// For services that tell what they start and stop.
    var quietLogger: Logger {
      var logger = logger
      logger.logLevel = .warning
      return logger
    }
  }
}
