internal import Hummingbird
internal import HummingbirdTLS

/// The studio and its API.
public struct DigitServer: Sendable {
  /// A server that is not started yet.
  public init() {}
}
