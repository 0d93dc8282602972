internal import CStudio
internal import Hummingbird

/// The page's files, which lie in the program.
struct PageRoutes {
  private let files: [File]

  private struct File {
    let name: String
    let bytes: ByteBuffer
    let mediaType: String
    let tag: String
  }

  init() {
    files = (0..<CStudioFileCount()).map { index in
      let file = CStudioFiles()[index]
      let name = String(cString: file.name)
      let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
      return File(
        name: name, bytes: ByteBuffer(bytes: bytes), mediaType: Self.mediaType(of: name),
        tag: "\"\(String(Self.digest(bytes), radix: 16))\"")
    }
  }

  func add(to router: Router<StudioContext>) {
    for file in files {
      let paths = file.name == "index.html" ? ["/", "/index.html"] : ["/" + file.name]
      for path in paths {
        router.get(RouterPath(path)) { request, context in
          // Asked for anew each time, so that a new program's page is never mixed with an old one's.
          try await request.ifNoneMatch(
            headers: [.cacheControl: "no-cache"], eTag: file.tag, context: context
          ) {
            Response(
              status: .ok,
              headers: [
                .contentType: file.mediaType, .contentLength: "\(file.bytes.readableBytes)",
              ],
              body: .init(byteBuffer: file.bytes))
          }
        }
      }
    }
  }

  private static func mediaType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "json", "webmanifest": "application/json"
    default: "application/octet-stream"
    }
  }

  /// FNV-1a: tells one version of a file from another.
  private static func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
