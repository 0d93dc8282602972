internal import Hummingbird
internal import NIOCore

/// What accompanies a request on its way.
struct StudioContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks, as the connection tells.
  let remoteAddress: SocketAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
