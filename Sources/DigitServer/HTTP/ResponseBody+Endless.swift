internal import Hummingbird
internal import ServiceLifecycle

extension ResponseBody {
  /// Pieces that come as long as the client stays and the server runs: then the answer ends as any other,
  /// so that no page keeps the server from ending.
  static func untilShutdown<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces) -> ResponseBody
  where Pieces.Element == ByteBuffer {
    ResponseBody { writer in
      for try await piece in pieces.cancelOnGracefulShutdown() { try await writer.write(piece) }
      try await writer.finish(nil)
    }
  }
}
