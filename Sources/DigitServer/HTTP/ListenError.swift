internal import Foundation
internal import NIOCore

/// What keeps a server from listening.
public enum ListenError: Error, Equatable, CustomStringConvertible {
  /// Another program listens there.
  case inUse(host: String, port: Int)
  /// Not for this user.
  case notPermitted(port: Int)
  /// There is no machine of that name.
  case unknownHost(String)
  /// It is another machine's.
  case notOfThisMachine(String)
  /// The system's word for it.
  case other(String)

  /// From what the system said; nil if it was something else.
  init?(_ error: any Error, host: String, port: Int) {
    switch error {
    case is SocketAddressError, is SocketAddressError.UnknownHost: self = .unknownHost(host)
    case let error as IOError:
      switch error.errnoCode {
      case EADDRINUSE: self = .inUse(host: host, port: port)
      case EACCES, EPERM: self = .notPermitted(port: port)
      case EADDRNOTAVAIL: self = .notOfThisMachine(host)
      default: self = .other(String(cString: strerror(error.errnoCode)))
      }
    default: return nil
    }
  }

  /// One sentence.
  public var description: String {
    switch self {
    case .inUse(let host, let port): "Port \(port) of \(host) is taken by another program."
    case .notPermitted(let port): "This user may not listen at port \(port)."
    case .unknownHost(let host): "There is no address for the name \(host)."
    case .notOfThisMachine(let host): "\(host) is no address of this machine."
    case .other(let reason): "Cannot listen: \(reason)."
    }
  }
}
