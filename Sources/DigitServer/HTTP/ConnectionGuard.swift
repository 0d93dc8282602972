internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// Watches one connection: a request's header and its body must come in time and within their limits, and
/// an answer must be taken in time.
///
/// What does not is told so in an answer of its own, and the connection ends; so does one whose client said
/// that this request was its last, or whose server shuts down. Requests that were accepted before are
/// answered first. The end waits a second for the client to close as well: if it did not, what the
/// client still sends would make its system forget the answer.
final class ConnectionGuard: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// What came of the request that is coming.
  private enum Received {
    /// Not a byte since the connection was made.
    case silence
    case nothing
    case header
    case body
    /// The rest of one that is answered already.
    case rest
  }

  private let limits: ServerLimits
  private let log: RequestLog
  private var received = Received.silence
  private var bodyBytes = 0
  /// The line with method and path is there.
  private var hasRequestLine = false
  /// Requests whose header came, and whose answer did not end.
  private var unanswered = 0
  private var isAnswerBegun = false
  /// No more requests are taken.
  private var isLast = false
  private var refusal: (Refusal, after: Int)?
  private var isEnding = false
  private var isInputClosed = false
  private let arrival = Deadline()
  private let taking = Deadline()
  private static let linger = TimeAmount.seconds(1)

  init(limits: ServerLimits, log: RequestLog) {
    self.limits = limits
    self.log = log
  }

  func handlerAdded(context: ChannelHandlerContext) {
    expect(within: limits.headerSeconds, context)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    arrival.cancel()
    taking.cancel()
  }

  /// Bytes came of which nothing is made yet.
  func bytesCame(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
    if received == .silence || received == .nothing {
      received = .header
      hasRequestLine = false
      if unanswered == 0 { expect(within: limits.headerSeconds, context) }
    }
    if received == .header, !hasRequestLine {
      hasRequestLine = bytes.readableBytesView.contains(UInt8(ascii: "\n"))
    }
  }

  private func expect(within seconds: Double, _ context: ChannelHandlerContext) {
    arrival.set(seconds, on: context.eventLoop) { [weak self] in
      guard let self else { return }
      // Browsers open connections in advance: to those, nothing was asked.
      guard received != .silence else { return end(context) }
      refuse(
        Refusal(.requestTimeout, "The request did not come within \(seconds) seconds."), context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isEnding, refusal == nil else { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard !isLast else { return }
      received = .header
      if let refusal = head.refusal(limits) { return refuse(refusal, context) }
      received = .body
      bodyBytes = 0
      if unanswered == 0 {
        expect(within: limits.bodySeconds, context)
        if head.expectsContinue {
          let answer = HTTPResponseHead(version: .http1_1, status: .continue)
          context.writeAndFlush(wrapOutboundOut(.head(answer)), promise: nil)
        }
      }
      unanswered += 1
      // After a request to change the protocol nothing is understood any more.
      isLast = !head.isKeepAlive || head.headers.contains(name: "upgrade")
    case .body(let bytes):
      guard received == .body || received == .rest else { return }
      bodyBytes += bytes.readableBytes
      guard bodyBytes <= limits.largestBody else { return refuse(.tooLarge(limits), context) }
    case .end:
      guard received == .body || received == .rest else { return }
      if unanswered <= 1 { arrival.cancel() }
      received = .nothing
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // While it ends, nobody else asks for what still comes.
    if isEnding { context.read() } else { context.fireChannelReadComplete() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError else { return context.fireErrorCaught(error) }
    guard !isLast else { return }
    switch error as? HTTPParserError {
    case .headerOverflow where !hasRequestLine:
      refuse(
        Refusal(.uriTooLong, "The path is longer than \(limits.headerBytes) bytes."), context)
    case .headerOverflow:
      refuse(
        Refusal(
          .requestHeaderFieldsTooLarge,
          "The header is larger than \(limits.headerBytes) bytes or \(limits.headerFields) fields."),
        context)
    default: refuse(Refusal(.badRequest, "This is no request of HTTP/1.1."), context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case is ChannelShouldQuiesceEvent:
      // A request of which a part came is still answered.
      guard received != .header else { return }
      isLast = true
      if unanswered == 0 { end(context) }
    case ChannelEvent.inputClosed where isEnding: context.close(promise: nil)
    case ChannelEvent.inputClosed:
      isInputClosed = true
      context.fireUserInboundEventTriggered(event)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      taking.cancel()
    } else {
      taking.set(limits.takingSeconds, on: context.eventLoop) { context.close(promise: nil) }
    }
    context.fireChannelWritabilityChanged()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isEnding else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(var head):
      isAnswerBegun = true
      if !head.isKeepAlive { isLast = true }
      if isLast {
        // Said in the last answer only: others that were asked for still come.
        head.headers.remove(name: "connection")
        if unanswered == 1 { head.headers.add(name: "connection", value: "close") }
      }
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      isAnswerBegun = false
      unanswered -= 1
      guard unanswered > 0 || !isLast else { return end(context, with: data, promise) }
      context.write(data, promise: promise)
      if let (refusal, after) = refusal, unanswered == after { return send(refusal, context) }
      goOn(context)
    }
  }

  /// Those before it being answered, the request that is coming has its time.
  private func goOn(_ context: ChannelHandlerContext) {
    switch received {
    case .header where unanswered == 0: expect(within: limits.headerSeconds, context)
    case .body where unanswered == 1: expect(within: limits.bodySeconds, context)
    case .body where unanswered == 0: received = .rest
    default: break
    }
  }

  /// Answers by itself, once all before is answered, and ends the connection.
  private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    guard !isEnding, self.refusal == nil else { return }
    guard received != .rest else { return end(context) }
    let others = received == .body ? 1 : 0
    self.refusal = (refusal, others)
    if unanswered <= others { send(refusal, context) }
  }

  private func send(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    guard !isAnswerBegun, context.channel.isActive else { return context.close(promise: nil) }
    log.refused(refusal, address: context.remoteAddress?.ipAddress)
    let body = ByteBuffer(string: "{\"error\":\"\(refusal.message)\"}")
    let head = HTTPResponseHead(
      version: .http1_1, status: .init(statusCode: refusal.status.code),
      headers: [
        "content-type": "application/json", "content-length": "\(body.readableBytes)",
        "connection": "close",
      ])
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    end(context, with: wrapOutboundOut(.end(nil)), nil)
  }

  /// Ends the connection after what is written last.
  private func end(
    _ context: ChannelHandlerContext, with last: NIOAny? = nil,
    _ promise: EventLoopPromise<Void>? = nil
  ) {
    guard !isEnding else { return }
    isEnding = true
    arrival.cancel()
    guard let last else { return closeOutput(context) }
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.cascade(to: promise)
    written.futureResult.assumeIsolated().whenComplete { [self] _ in closeOutput(context) }
    context.writeAndFlush(last, promise: written)
  }

  private func closeOutput(_ context: ChannelHandlerContext) {
    guard !isInputClosed else { return context.close(promise: nil) }
    context.close(mode: .output, promise: nil)
    arrival.set(Self.linger, on: context.eventLoop) { context.close(promise: nil) }
    context.read()
  }
}
