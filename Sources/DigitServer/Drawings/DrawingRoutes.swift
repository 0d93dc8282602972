internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// Keeps, shows, deletes and exports people's drawings.
struct DrawingRoutes {
  let store: DrawingStore
  let bodies: BodyReader
  let queue: WorkQueue

  func add(to router: Router<StudioContext>) {
    router.get("v1/drawings") { request, context in
      let isCounted = try request.flag("count")
      let list = try await queue.run {
        DrawingList(count: store.count, drawings: isCounted ? nil : store.drawings)
      }
      return try JSONResponse(list).response(from: request, context: context)
    }
    router.post("v1/drawings", use: keep)
    router.delete("v1/drawings/:id") { _, context in
      guard let id = context.parameters.get("id").flatMap({ Int($0) }) else {
        throw ServiceError.notFound("Expected the number of a drawing.")
      }
      // The disk is waited for.
      try await queue.run { try store.delete(id) }
      return Response(status: .noContent)
    }
    router.get("v1/drawings/images-idx3-ubyte") { _, _ in
      file("drawings-images-idx3-ubyte", DrawingStore.images(store.drawings))
    }
    router.get("v1/drawings/labels-idx1-ubyte") { _, _ in
      file("drawings-labels-idx1-ubyte", DrawingStore.labels(store.drawings))
    }
  }

  @Sendable private func keep(
    _ request: Request, _ context: StudioContext
  ) async throws -> Response {
    guard request.mediaType == "application/json" else {
      throw ServiceError(.unsupportedMediaType, "Expected application/json.")
    }
    let body = try await bodies.body(of: request, limit: 8 << 10)
    guard let wish = try? JSONDecoder().decode(Wish.self, from: Data(body.readableBytesView)) else {
      throw ServiceError.badRequest(
        "Expected {\"label\": 0 to 9, \"picture\": 784 bytes in base64}, and perhaps a \"guess\".")
    }
    let drawing = try await queue.run {
      try store.add(Array(wish.picture), label: wish.label, guess: wish.guess)
    }
    return try JSONResponse(Receipt(id: drawing.id, count: store.count), status: .created)
      .response(from: request, context: context)
  }

  private func file(_ name: String, _ bytes: [UInt8]) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "application/octet-stream", .contentLength: "\(bytes.count)",
        .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// A drawing to be kept.
  private struct Wish: Decodable {
    let label: Int
    let guess: Int?
    let picture: Data
  }

  /// A drawing was kept.
  private struct Receipt: Encodable {
    let id, count: Int
  }

  /// All drawings, or how many they are.
  private struct DrawingList: Encodable {
    let count: Int
    let drawings: [Drawing]?
  }
}
