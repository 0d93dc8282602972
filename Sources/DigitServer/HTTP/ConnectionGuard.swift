internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Watches one connection: a request's header and its body must come in time, and within their limits.
///
/// A header that comes byte by byte is timed from its first byte on, for which a small handler listens
/// before the decoder. What is not in time is told so, 408, and the connection closed; header fields
/// beyond the limits are told 431, anything that is no HTTP/1.1 400.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum State {
    /// Nothing is expected: the connection may be idle, within the idle time.
    case idle
    case header
    case body
    /// All of it is there, and is being answered.
    case answering
    case closed
  }

  private let limits: ServerLimits
  private var state = State.idle
  private var timer: Scheduled<Void>?
  private var isAnswerBegun = false

  init(limits: ServerLimits) { self.limits = limits }

  func handlerAdded(context: ChannelHandlerContext) {
    let watch = FirstByteWatch { [weak self] in self?.bytesCame(context) }
    try? context.pipeline.syncOperations.addHandler(watch, position: .first)
    // Whoever connects and says nothing has as long as for a header.
    expect(.header, within: limits.headerSeconds, context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  private func bytesCame(_ context: ChannelHandlerContext) {
    if case .idle = state { expect(.header, within: limits.headerSeconds, context) }
  }

  private func expect(_ next: State, within seconds: Double, _ context: ChannelHandlerContext) {
    state = next
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(
      in: .milliseconds(Int64(seconds * 1000))
    ) { [weak self] in
      self?.refuse(
        .requestTimeout, "The request did not come within \(Int(seconds)) seconds.", context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state != .closed else { return }
    switch unwrapInboundIn(data) {
    case .head:
      isAnswerBegun = false
      expect(.body, within: limits.bodySeconds, context)
    case .body: break
    case .end:
      timer?.cancel()
      state = .answering
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard state != .closed else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head: isAnswerBegun = true
    case .body: break
    case .end: if state == .answering { state = .idle }
    }
    context.write(data, promise: promise)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError else { return context.fireErrorCaught(error) }
    switch error as? HTTPParserError {
    case .headerOverflow:
      refuse(
        .requestHeaderFieldsTooLarge,
        "The header is larger than \(limits.headerBytes) bytes or \(limits.headerFields) fields.",
        context)
    default: refuse(.badRequest, "This is no request of HTTP/1.1.", context)
    }
  }

  /// Answers by itself, and ends the connection.
  private func refuse(
    _ status: HTTPResponse.Status, _ message: String, _ context: ChannelHandlerContext
  ) {
    guard state != .closed else { return }
    state = .closed
    timer?.cancel()
    guard !isAnswerBegun, context.channel.isActive else { return context.close(promise: nil) }
    let body = ByteBuffer(string: "{\"error\":\"\(message)\"}")
    let head = HTTPResponse(
      status: status,
      headerFields: [
        .contentType: "application/json", .contentLength: "\(body.readableBytes)",
        .connection: "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }
}

/// Tells when bytes come, before anything is made of them.
private final class FirstByteWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let onBytes: () -> Void

  init(_ onBytes: @escaping () -> Void) { self.onBytes = onBytes }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    onBytes()
    context.fireChannelRead(data)
  }
}
