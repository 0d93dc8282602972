internal import HTTPTypes
internal import Hummingbird

/// Turns away requests that a page of somebody else's makes through the user's own browser.
///
/// A name that a stranger's name server points at this machine ("DNS rebinding") comes in the `Host`
/// field; a page from elsewhere comes with its `Origin`.
struct HostCheck: RouterMiddleware {
  /// Names that this server answers to, in small letters, beside plain addresses.
  let names: Set<String>

  init(names: some Sequence<String>) {
    self.names = Set(names.map { $0.lowercased() }).union(["localhost"])
  }

  func handle(
    _ request: Request, context: StudioContext,
    next: (Request, StudioContext) async throws -> Response
  ) async throws -> Response {
    guard let authority = request.head.authority, let host = Self.host(of: authority) else {
      throw ServiceError.badRequest("Expected a Host field with a name or an address.")
    }
    guard answers(to: host) else {
      throw ServiceError(
        .misdirectedRequest,
        "This server does not answer to the name “\(host.prefix(100))”: start it with --allow-host if it "
          + "should.")
    }
    if let origin = request.headers[.origin], origin != "http://\(authority)",
      origin != "https://\(authority)"
    {
      throw ServiceError(.forbidden, "Pages of \(origin.prefix(100)) may not use this server.")
    }
    if Self.comesFromElsewhere(request) {
      throw ServiceError(.forbidden, "Pages from elsewhere may not use this server.")
    }
    return try await next(request, context)
  }

  /// A page of another site asks, for a picture, say; following a link to this one is no such thing.
  private static func comesFromElsewhere(_ request: Request) -> Bool {
    guard let site = HTTPField.Name("Sec-Fetch-Site"), let place = HTTPField.Name("Sec-Fetch-Dest")
    else { return false }
    return ["cross-site", "same-site"].contains(request.headers[site])
      && request.headers[place] != "document"
  }

  /// Plain addresses cannot be rebound: no name server stands between.
  private func answers(to host: String) -> Bool {
    names.contains(host.lowercased()) || Self.isAddress(host)
  }

  private static func isAddress(_ host: String) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") {
      return host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  /// The name without its port.
  private static func host(of authority: String) -> String? {
    if authority.hasPrefix("[") {
      return authority.firstIndex(of: "]").map { String(authority[...$0]) }
    }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let host = parts.first, !host.isEmpty,
      parts.count == 1 || UInt16(parts[1]) != nil
    else { return nil }
    return String(host)
  }
}
