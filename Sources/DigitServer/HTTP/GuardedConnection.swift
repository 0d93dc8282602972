internal import NIOCore
internal import NIOHTTP1

/// Puts a ``ConnectionGuard`` where it sees requests as they came, and a watch where it sees their bytes.
///
/// Hummingbird adds handlers behind those two places only.
final class GuardedConnection: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let limits: ServerLimits
  private let log: RequestLog

  init(limits: ServerLimits, log: RequestLog) {
    self.limits = limits
    self.log = log
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let pipeline = context.pipeline.syncOperations
    do {
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
      let connectionGuard = ConnectionGuard(limits: limits, log: log)
      try pipeline.addHandler(connectionGuard, position: .after(decoder))
      try pipeline.addHandler(ByteWatch(connectionGuard), position: .before(decoder))
    } catch {
      // Nobody is served without.
      context.close(promise: nil)
    }
  }
}

/// Tells when bytes come, before anything is made of them.
private final class ByteWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connectionGuard: ConnectionGuard
  private var guardContext: ChannelHandlerContext?

  init(_ connectionGuard: ConnectionGuard) { self.connectionGuard = connectionGuard }

  func handlerAdded(context: ChannelHandlerContext) {
    guardContext = try? context.pipeline.syncOperations.context(handler: connectionGuard)
  }

  func handlerRemoved(context: ChannelHandlerContext) { guardContext = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if let guardContext { connectionGuard.bytesCame(unwrapInboundIn(data), guardContext) }
    context.fireChannelRead(data)
  }
}
