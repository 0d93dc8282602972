internal import CStudio
internal import Hummingbird

/// What the server answers, for programs that write clients: OpenAPI 3.1.
///
/// It is written by hand, in `Sources/CStudio/openapi.json`; tests compare it with the routes, and real
/// answers with its schemas.
struct DescriptionRoute {
  func add(to router: Router<StudioContext>) {
    let file = CStudioDescription()
    let json = ByteBuffer(bytes: UnsafeBufferPointer(start: file.bytes, count: file.count))
    router.get("openapi.json") { _, _ in Response(json: json) }
  }
}
