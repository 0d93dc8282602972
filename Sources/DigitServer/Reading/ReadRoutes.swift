internal import DigitReader
internal import Hummingbird
internal import Images

/// Reads pictures and camera frames.
struct ReadRoutes {
  let models: ModelRegistry
  let bodies: BodyReader
  let queue: WorkQueue
  let streams: FrameStreams
  let limits: ServerLimits
  let metrics: ServerMetrics

  func add(to router: Router<StudioContext>) {
    router.post("v1/read", use: read)
    router.post("v1/frames", use: frame)
  }

  private func model(_ request: Request) throws -> ServedModel {
    try models.model(request.uri.queryParameters["model"].map(String.init))
  }

  @Sendable private func read(_ request: Request, _ context: StudioContext) async throws -> Response
  {
    let model = try model(request)
    let isDetailed = try request.flag("details")
    let isOneDigit = try request.isOneDigit
    let picture = try await PictureRequest(request, bodies, limits)
    let (page, seconds) = try await queue.run {
      let image = try picture.image
      let clock = ContinuousClock()
      let start = clock.now
      let page = try isOneDigit ? model.reader.readOneDigit(image) : model.reader.read(image)
      return (page, start.duration(to: clock.now) / .seconds(1))
    }
    metrics.read(seconds: seconds)
    return try JSONResponse(ReadAnswer(page: page, isDetailed: isDetailed))
      .response(from: request, context: context)
  }

  @Sendable private func frame(_ request: Request, _ context: StudioContext) async throws
    -> Response
  {
    let model = try model(request)
    guard request.mediaType == "application/octet-stream" else {
      throw ServiceError(.unsupportedMediaType, "Frames are grey bytes: application/octet-stream.")
    }
    let picture = try await PictureRequest(request, bodies, limits)
    let stream = try streams.stream(request.uri.queryParameters["stream"].map(String.init), model)
    let (frame, seconds) = try await queue.run {
      let image = try picture.image
      let clock = ContinuousClock()
      let start = clock.now
      return (try stream.read(image), start.duration(to: clock.now) / .seconds(1))
    }
    metrics.read(seconds: seconds)
    return try JSONResponse(FrameAnswer(frame: frame, milliseconds: seconds * 1000))
      .response(from: request, context: context)
  }
}

extension Request {
  /// All ink in the picture is one digit.
  fileprivate var isOneDigit: Bool {
    get throws {
      switch uri.queryParameters["as"] {
      case nil, "page": return false
      case "digit": return true
      case .some(let other):
        throw ServiceError.badRequest(
          "Expected as=page or as=digit; received “\(other.prefix(40))”.")
      }
    }
  }
}

/// What a frame shows, and how long it took to read.
private struct FrameAnswer: Encodable {
  let frame: Frame
  let milliseconds: Double

  private enum CodingKeys: CodingKey {
    case milliseconds
  }

  func encode(to encoder: any Encoder) throws {
    try frame.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(milliseconds, forKey: .milliseconds)
  }
}
