internal import DigitReader
public import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import MNIST
internal import NIOCore
public import NeuralNetwork
internal import Runs
internal import ServiceLifecycle
internal import UnixSignals

/// The studio: a page to draw, to hold digits up to a camera, to watch a network learn and to look into
/// it; and an interface for programs.
///
///     let server = try DigitServer(.init(port: 8080))
///     try await server.run { print($0[0]) }   // http://127.0.0.1:8080, until SIGTERM or SIGINT
public struct DigitServer: Sendable {
  private let configuration: Configuration
  private let models: ModelRegistry
  private let mnist: OnDemand<MNIST>
  private let drawings: DrawingStore
  private let training: TrainingCenter
  /// Looks after the model's file; nil if it came from none.
  let watch: ModelWatch?
  private let readiness = Readiness()
  private let metrics = ServerMetrics()

  /// A server with a model, not yet started.
  ///
  /// - Parameters:
  ///   - configuration: Where it listens, and what it allows.
  ///   - model: Names the digits, unless the configuration has a file for it; the network that came with
  ///     this package if there is neither.
  /// - Throws: `ModelError` if the network is none for digits; `FileError` if its file or the data folder
  ///   cannot be used.
  public init(_ configuration: Configuration, model: Sequential? = nil) throws {
    self.configuration = configuration
    let (models, mnist) = (ModelRegistry(), OnDemand { try MNIST.load() })
    watch = try Self.register(model, configuration, in: models, mnist)
    let drawings = try DrawingStore(folder: configuration.dataFolder)
    var surroundings = TrainingCenter.Surroundings(folder: configuration.dataFolder)
    surroundings.pictures = { try mnist.value }
    surroundings.model = { name in
      guard let model = try? models.model(name) else { return nil }
      return try model.copy()
    }
    surroundings.drawings = { drawings.own }
    surroundings.register = { name, model in
      models.register(
        try ServedModel(model, name: name, source: "a training on this server", mnist: mnist))
    }
    training = TrainingCenter(surroundings)
    (self.models, self.mnist, self.drawings) = (models, mnist, drawings)
  }

  /// Answers requests until the process is asked to end, by SIGTERM or SIGINT, and all that was accepted is
  /// answered.
  ///
  /// - Parameter onStart: Learns the addresses once requests are taken: first the one for this machine.
  /// - Throws: `ListenError` if it cannot listen.
  public func run(onStart: @escaping @Sendable ([URL]) -> Void) async throws {
    try await run(until: [.sigterm, .sigint], onStart: onStart)
  }

  /// Answers requests until one of some signals comes, or its task is cancelled.
  func run(until signals: [UnixSignal], onStart: @escaping @Sendable ([URL]) -> Void) async throws {
    let application = try Application(
      router: router(),
      server: server(),
      configuration: .init(
        address: .hostname(configuration.host, port: configuration.port),
        serverName: nil,
        availableConnectionsDelegate: .maximum(
          configuration.limits.connections, logger: configuration.quietLogger)),
      onServerRunning: { channel in
        readiness.open()
        if let port = channel.localAddress?.port { onStart(configuration.urls(port: port)) }
      }, logger: configuration.quietLogger)
    var group = ServiceGroupConfiguration(
      services: (watch.map { [.init(service: $0)] } ?? []) + [
        .init(service: TrainingKeeper(center: training)), .init(service: application),
        .init(service: Draining(readiness: readiness)),
      ],
      gracefulShutdownSignals: signals, logger: configuration.quietLogger)
    group.maximumGracefulShutdownDuration = .seconds(configuration.limits.shutdownSeconds)
    do {
      try await ServiceGroup(configuration: group).run()
    } catch is CancellationError where readiness.isDraining {
      // Somebody took longer than there was time for; it ends as it was asked to.
    } catch {
      guard !readiness.wasOpen,
        let error = ListenError(error, host: configuration.host, port: configuration.port)
      else { throw error }
      throw error
    }
  }

  private func server() throws -> HTTPServerBuilder {
    let limits = configuration.limits
    let http = HTTPServerBuilder.http1(
      configuration: .init(
        additionalChannelHandlers: [GuardedConnection(limits: limits, log: log)],
        idleTimeout: .milliseconds(Int64(limits.idleSeconds * 1000)),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
          maxHeaderFieldCount: limits.headerFields)))
    guard let certificate = configuration.certificate else { return http }
    return try .tls(http, tlsConfiguration: certificate.configuration)
  }

  private var log: RequestLog {
    RequestLog(
      metrics: metrics, readiness: readiness,
      logger: configuration.isQuiet ? configuration.quietLogger : configuration.logger)
  }

  func router() -> Router<StudioContext> {
    let limits = configuration.limits
    let bodies = BodyReader(most: limits.bodyBytesInFlight)
    let queue = WorkQueue(
      cores: ProcessInfo.processInfo.activeProcessorCount, waiting: limits.waiting)
    let router = Router(context: StudioContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: log)
    router.add(middleware: SecurityHeaders())
    let paths = KnownPaths()
    router.add(middleware: ErrorResponses(paths: paths))
    router.add(middleware: HostCheck(names: configuration.names))
    HealthRoutes(readiness: readiness, metrics: metrics).add(to: router)
    PageRoutes().add(to: router)
    DescriptionRoute().add(to: router)
    PredictRoutes(
      models: models, bodies: bodies, queue: queue, limits: limits, metrics: metrics
    ).add(to: router)
    ReadRoutes(
      models: models, bodies: bodies, queue: queue,
      streams: FrameStreams(most: limits.watchers), limits: limits, metrics: metrics
    ).add(to: router)
    InspectionRoutes(models: models, bodies: bodies, queue: queue).add(to: router)
    TrainingRoutes(
      center: training, queue: queue, bodies: bodies,
      watchers: Watchers(most: limits.watchers)
    ).add(to: router)
    DrawingRoutes(store: drawings, bodies: bodies, queue: queue).add(to: router)
    SweepRoutes(store: configuration.experimentStore, queue: queue).add(to: router)
    paths.learn(from: router)
    return router
  }
}
