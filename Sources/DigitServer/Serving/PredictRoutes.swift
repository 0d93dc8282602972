internal import HTTPTypes
internal import Hummingbird

/// TensorFlow Serving's REST interface, <https://www.tensorflow.org/tfx/serving/api_rest>, for networks
/// that name a digit.
///
/// Departs from it where it would be unkind: unknown paths are answered in JSON, and a number that is none
/// is never written.
struct PredictRoutes {
  let models: ModelRegistry
  let bodies: BodyReader
  let limits: ServerLimits
  let metrics: ServerMetrics

  func add(to router: Router<StudioContext>) {
    for path in ["v1/models/:model", "v1/models/:model/versions/:version"] {
      router.post(RouterPath(path), use: predict)
      router.get(RouterPath(path), use: status)
      router.get(RouterPath(path + "/metadata"), use: metadata)
    }
  }

  /// The model that a path names, and the verb behind its last part.
  private func target(_ request: Request, _ context: StudioContext) throws -> (
    ServedModel, verb: String?
  ) {
    var name = context.parameters.get("model") ?? ""
    var version = context.parameters.get("version")
    let last = version ?? name
    let parts = last.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let first = parts.first else { throw malformed(request) }
    if version == nil { name = first } else { version = first }
    let model = try models.model(name)
    if let version {
      guard let number = Int(version) else { throw malformed(request) }
      guard number == model.version else {
        throw ServiceError.notFound(
          "Servable not found for request: Specific(\(name), \(number))")
      }
    }
    return (model, parts.count == 2 ? parts[1] : nil)
  }

  private func malformed(_ request: Request) -> ServiceError {
    .badRequest("Malformed request: \(request.method.rawValue) \(request.uri.path.prefix(200))")
  }

  @Sendable private func predict(_ request: Request, _ context: StudioContext) async throws
    -> Response
  {
    let (model, verb) = try target(request, context)
    guard verb == "predict" else { throw malformed(request) }
    if let type = request.mediaType, type != "application/json", type != "text/plain",
      type != "application/x-www-form-urlencoded"
    {
      throw ServiceError(
        .unsupportedMediaType, "Expected application/json; received \(type.prefix(60)).")
    }
    let body = try await bodies.body(of: request, limit: limits.jsonBytes)
    let input = try PredictRequest(
      Array(body.readableBytesView), reader: model.reader, limits: limits)
    let probabilities = try await model.batcher.probabilities(of: input.samples)
    metrics.predicted(probabilities, classes: model.batcher.outputs, by: model.name)
    return Response(
      json: PredictResponse(
        form: input.form, probabilities: probabilities, classes: model.batcher.outputs
      ).json)
  }

  @Sendable private func status(_ request: Request, _ context: StudioContext) throws -> Response {
    let (model, verb) = try target(request, context)
    guard verb == nil else { throw malformed(request) }
    return Response(
      json: ByteBuffer(
        string: """
          {
           "model_version_status": [
            {
             "version": "\(model.version)",
             "state": "AVAILABLE",
             "status": {
              "error_code": "OK",
              "error_message": ""
             }
            }
           ]
          }

          """))
  }

  @Sendable private func metadata(_ request: Request, _ context: StudioContext) throws -> Response {
    let (model, verb) = try target(request, context)
    guard verb == nil else { throw malformed(request) }
    return try JSONResponse(ModelMetadata(name: model.name, version: model.version))
      .response(from: request, context: context)
  }
}
