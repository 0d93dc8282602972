internal import DigitReader
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// What is known of models, and what they see.
struct InspectionRoutes {
  let models: ModelRegistry
  let bodies: BodyReader
  let queue: WorkQueue
  /// Reports on ten thousand digits take seconds: they wait for each other, and nobody for them.
  private let reports = WorkQueue(cores: 1, waiting: 64)

  init(models: ModelRegistry, bodies: BodyReader, queue: WorkQueue) {
    self.models = models
    self.bodies = bodies
    self.queue = queue
  }

  func add(to router: Router<StudioContext>) {
    router.get("v1/models") { request, context in
      let models = models.all
      measure(models)
      return try JSONResponse(["models": models.map(\.measuredCard)])
        .response(from: request, context: context)
    }
    router.post("v1/models/:model/inspect", use: inspect)
    router.get("v1/models/:model/filters") { request, context in
      try JSONResponse(try model(context).inspector.filters)
        .response(from: request, context: context)
    }
    router.get("v1/models/:model/confusion") { request, context in
      let model = try model(context)
      return try JSONResponse(try await reports.run { try model.testReport.value.confusion })
        .response(from: request, context: context)
    }
    router.get("v1/models/:model/mistakes", use: mistakes)
    router.get("v1/compare", use: compare)
  }

  /// Measures what was never measured, so that the next who asks is told: one who shows cards is looking
  /// at the page, and will look into a model as well.
  private func measure(_ models: [ServedModel]) {
    for model in models where model.testReport.valueIfMade == nil && model.testReport.claim() {
      Task { _ = try? await reports.run { try model.testReport.value } }
    }
  }

  private func model(_ context: StudioContext) throws -> ServedModel {
    try models.model(context.parameters.get("model").map { $0.removingPercentEncoding ?? $0 })
  }

  @Sendable private func inspect(
    _ request: Request, _ context: StudioContext
  ) async throws -> Response {
    let model = try model(context)
    guard request.mediaType == "application/octet-stream" else {
      throw ServiceError(
        .unsupportedMediaType, "Expected 28 × 28 bytes as application/octet-stream.")
    }
    let side = DigitClassifier.side
    let body = try await bodies.body(of: request, limit: side * side)
    let picture = Array(body.readableBytesView)
    return try JSONResponse(try await queue.run { try model.inspector.inspect(picture) })
      .response(from: request, context: context)
  }

  @Sendable private func mistakes(
    _ request: Request, _ context: StudioContext
  ) async throws -> Response {
    let model = try model(context)
    let label = try request.number("label", in: 0...9)
    let guess = try request.number("guess", in: 0...9)
    let offset = try request.number("offset", in: 0...10_000) ?? 0
    let count = try request.number("count", in: 1...TestReport.mostAtOnce) ?? 60
    return try JSONResponse(
      try await reports.run {
        try model.testReport.value.mistakes(
          label: label, guess: guess, offset: offset, count: count)
      }
    ).response(from: request, context: context)
  }

  @Sendable private func compare(
    _ request: Request, _ context: StudioContext
  ) async throws -> Response {
    let names = request.uri.queryParameters["models"]?.split(separator: ",").map(String.init) ?? []
    guard names.count == 2 else {
      throw ServiceError.badRequest("Expected models=A,B; received \(names.count) names.")
    }
    let (first, second) = (try models.model(names[0]), try models.model(names[1]))
    return try JSONResponse(
      try await reports.run {
        try Comparison(first.testReport.value, second.testReport.value)
      }
    ).response(from: request, context: context)
  }
}
