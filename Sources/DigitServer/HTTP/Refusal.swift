internal import HTTPTypes
internal import NIOHTTP1

/// Why a request is not even looked at.
struct Refusal {
  let status: HTTPResponse.Status
  /// A sentence without quotation marks.
  let message: String

  init(_ status: HTTPResponse.Status, _ message: String) {
    self.status = status
    self.message = message
  }

  static func tooLarge(_ limits: ServerLimits) -> Refusal {
    Refusal(
      .contentTooLarge, "The body is larger than the \(limits.largestBody) bytes that are taken.")
  }
}

extension HTTPRequestHead {
  /// What is wrong with the request as such, wherever it goes.
  func refusal(_ limits: ServerLimits) -> Refusal? {
    let hosts = headers["host"]
    guard hosts.count == 1, let host = hosts.first else {
      return Refusal(.badRequest, "Expected one Host field; received \(hosts.count).")
    }
    guard uri.utf8.allSatisfy({ (0x21..<0x7f).contains($0) }) else {
      return Refusal(.badRequest, "Expected a path of ASCII characters, others percent-encoded.")
    }
    guard isForThisServer(host) else {
      return Refusal(.badRequest, "Expected a path that begins with a slash: this is no proxy.")
    }
    if let length = headers.first(name: "content-length").flatMap({ Int($0) }),
      length > limits.largestBody
    {
      return .tooLarge(limits)
    }
    return nil
  }

  /// A path, or the same as a whole address, which every server must take.
  private func isForThisServer(_ host: String) -> Bool {
    if uri.hasPrefix("/") { return true }
    if uri == "*" { return method == .OPTIONS }
    return ["http://", "https://"].contains { scheme in
      let address = scheme + host
      guard uri.lowercased().hasPrefix(address.lowercased()) else { return false }
      let rest = uri.dropFirst(address.count)
      return rest.isEmpty || rest.hasPrefix("/") || rest.hasPrefix("?")
    }
  }

  /// The body comes only once it is asked for.
  var expectsContinue: Bool {
    version != .http1_0 && headers.first(name: "expect")?.lowercased() == "100-continue"
  }
}
