internal import HTTPTypes
internal import Hummingbird

/// TensorFlow Serving's REST interface, <https://www.tensorflow.org/tfx/serving/api_rest>, for networks
/// that name a digit.
///
/// Paths, forms, codes and sentences are the same. What differs, and why:
///
/// - Paths are told apart by case, as are all others of this server.
/// - A path that it does not have is answered in JSON, and a method that none of its paths takes by 405
///   with a list of those it takes: TensorFlow Serving answers a page of HTML, and 400.
/// - `GET /v1/models` lists the models: TensorFlow Serving answers that the name is missing.
/// - No model has labels or older versions: each label is unknown, and only the newest version is there.
/// - The one signature is for `predict`; `classify` and `regress` are answered as for such a model.
/// - `NaN` and `Infinity`, which are no JSON, are neither taken nor given.
/// - A value that nobody expects is quoted up to 40 bytes, not whole.
/// - A key that comes twice is refused where TensorFlow Serving takes the first.
/// - Whole numbers may be larger than 2²⁴, though a `Float` does not hold each.
/// - A picture file may stand for a tensor, for that is what most people try first.
/// - Numbers have the fewest digits that tell them apart, not nine.
/// - Bodies are not inflated: 415, for a few bytes may inflate to gigabytes.
/// - Other types than JSON, and than what `curl -d` sends, are refused by 415: a stranger's page may send
///   them unasked.
struct PredictRoutes {
  let models: ModelRegistry
  let bodies: BodyReader
  let queue: WorkQueue
  let limits: ServerLimits
  let metrics: ServerMetrics

  func add(to router: Router<StudioContext>) {
    for detail in ["", "/versions/:version", "/labels/:label"] {
      let path = "v1/models/:model" + detail
      router.post(RouterPath(path), use: predict)
      router.get(RouterPath(path), use: status)
      router.get(RouterPath(path + "/metadata"), use: metadata)
    }
  }

  @Sendable private func predict(_ request: Request, _ context: StudioContext) async throws
    -> Response
  {
    let target = try ServingTarget(request, context, models)
    try Self.check(target.verb, request)
    if let type = request.mediaType, type != "application/json", type != "text/plain",
      type != "application/x-www-form-urlencoded"
    {
      throw ServiceError(
        .unsupportedMediaType, "Expected application/json; received \(type.prefix(60)).")
    }
    let body = try await bodies.body(of: request, limit: limits.jsonBytes)
    let input = try PredictRequest(Array(body.readableBytesView), limits: limits)
    let model = target.model
    let samples =
      input.inputs.pictures.isEmpty
      ? input.inputs.samples : try await queue.run { try input.samples(reader: model.reader) }
    let probabilities = try await model.batcher.probabilities(of: samples)
    metrics.predicted(probabilities, classes: model.batcher.outputs, by: model.name)
    return Response(
      json: PredictResponse(
        form: input.form, probabilities: probabilities, classes: model.batcher.outputs
      ).json)
  }

  /// The one signature is for `predict`.
  private static func check(_ verb: String?, _ request: Request) throws {
    let (noun, method): (String, String)
    switch verb {
    case "predict": return
    case "classify": (noun, method) = ("classification", "classify")
    case "regress": (noun, method) = ("regression", "regress")
    default: throw ServingTarget.malformed(request)
    }
    throw ServiceError.badRequest(
      "Expected \(noun) signature method_name to be tensorflow/serving/\(method). "
        + "Was: \(ModelMetadata.method)")
  }

  @Sendable private func status(_ request: Request, _ context: StudioContext) throws -> Response {
    let target = try ServingTarget(request, context, models, for: .status)
    guard target.verb == nil else { throw ServingTarget.malformed(request) }
    return Response(
      json: ByteBuffer(
        string: """
          {
           "model_version_status": [
            {
             "version": "\(target.model.version)",
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
    let target = try ServingTarget(request, context, models)
    guard target.verb == nil else { throw ServingTarget.malformed(request) }
    return try JSONResponse(ModelMetadata(name: target.model.name, version: target.model.version))
      .response(from: request, context: context)
  }
}
