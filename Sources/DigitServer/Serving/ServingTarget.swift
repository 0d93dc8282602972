internal import Foundation
internal import Hummingbird

/// What a path of TensorFlow Serving's names: a model, perhaps one version of it, and what to do with it.
///
///     /v1/models/digits/versions/2:predict
struct ServingTarget {
  let model: ServedModel
  /// What follows the colon; nil without one.
  let verb: String?

  /// What is asked of a model, which the sentence depends on if there is none.
  enum Purpose { case serving, status }

  /// - Throws: ``ServiceError`` 400 if the path is none of these, 404 if there is no such model or
  ///   version of it.
  init(
    _ request: Request, _ context: StudioContext, _ models: ModelRegistry,
    for purpose: Purpose = .serving
  ) throws {
    let parameters = context.parameters
    let name = parameters.get("model") ?? ""
    let detail = parameters.get("version") ?? parameters.get("label")
    let last = (detail ?? name).split(separator: ":", omittingEmptySubsequences: false)
    guard last.count <= 2, detail == nil || !name.contains(":"),
      let name = (detail == nil ? String(last[0]) : name).removingPercentEncoding
    else { throw Self.malformed(request) }
    verb = last.count == 2 ? String(last[1]) : nil
    let found = try? models.model(name)
    var version: Int?
    if parameters.get("version") != nil {
      version = try Self.version(last[0], request)
    } else if detail != nil {
      // No model has labels here.
      throw ServiceError.badRequest(
        "Unrecognized servable version label: \(last[0].prefix(60))")
    }
    guard let found, version == nil || version == found.version else {
      throw Self.missing(name, version, for: purpose)
    }
    model = found
  }

  private static func version(_ text: Substring, _ request: Request) throws -> Int {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw malformed(request)
    }
    guard let version = Int(text) else {
      throw ServiceError.badRequest(
        "Failed to convert version: \(text.prefix(60)) to numeric.")
    }
    return version
  }

  private static func missing(
    _ name: String, _ version: Int?, for purpose: Purpose
  ) -> ServiceError {
    let name = name.prefix(80)
    return switch (purpose, version) {
    case (.serving, nil): .notFound("Servable not found for request: Latest(\(name))")
    case (.serving, let version?):
      .notFound("Servable not found for request: Specific(\(name), \(version))")
    case (.status, nil): .notFound("Could not find any versions of model \(name)")
    case (.status, let version?):
      .notFound("Could not find version \(version) of model \(name)")
    }
  }

  static func malformed(_ request: Request) -> ServiceError {
    .badRequest("Malformed request: \(request.method.rawValue) \(request.uri.path.prefix(200))")
  }
}
