import Foundation

/// A client that sends whatever bytes a test wants, and takes what comes; nothing waits longer than its
/// deadline.
final class RawClient {
  private let socket: Int32
  private var received: [UInt8] = []
  private var isOpen = true

  /// A call of the system failed.
  struct Failure: Error {
    let call: String
    let code: Int32
  }

  /// Connects to this machine.
  ///
  /// - Parameter seconds: Time that a call may take.
  init(port: Int, seconds: Int = 20) throws {
    // A write to a connection that is gone is an error, not the end of the tests.
    signal(SIGPIPE, SIG_IGN)
    #if canImport(Darwin)
      let kind = SOCK_STREAM
    #else
      let kind = Int32(SOCK_STREAM.rawValue)
    #endif
    socket = Foundation.socket(AF_INET, kind, 0)
    guard socket >= 0 else { throw Failure(call: "socket", code: errno) }
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      Foundation.close(socket)
      isOpen = false
      throw Failure(call: "connect", code: code)
    }
  }

  deinit { close() }

  func close() {
    guard isOpen else { return }
    isOpen = false
    Foundation.close(socket)
  }

  /// Says that nothing more comes.
  func closeOutput() { shutdown(socket, Int32(SHUT_WR)) }

  /// Sends text; line ends are `\r\n`.
  ///
  /// - Returns: Whether all of it was taken.
  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.replacing("\n", with: "\r\n").utf8)) }

  /// Sends bytes.
  ///
  /// - Returns: Whether all of them were taken.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Sends one byte after the other, until all are sent or the server has closed.
  func sendSlowly(_ text: String, pause seconds: Double) {
    for byte in text.replacing("\n", with: "\r\n").utf8 {
      // Something to read, or the end, is what the server says to slowness.
      guard !hasInput(within: seconds), send([byte]) else { return }
    }
  }

  private func hasInput(within seconds: Double) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, Int32(seconds * 1000)) > 0
  }

  /// Takes more bytes; false at the end, or if none came in time.
  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(socket, &buffer, buffer.count)
    if count < 0 { throw Failure(call: "read", code: errno) }
    received += buffer.prefix(count)
    return count > 0
  }

  /// The next answer.
  ///
  /// - Parameter hasBody: The answer to `HEAD` has none, whatever its header says.
  /// - Returns: nil if the connection ended, or broke, before a byte of it.
  func answer(hasBody: Bool = true) throws -> Answer? {
    let end = Array("\r\n\r\n".utf8)
    while received.firstRange(of: end) == nil {
      do {
        guard try receive() else { break }
      } catch let failure as Failure where failure.code == ECONNRESET { break }
    }
    guard let range = received.firstRange(of: end) else {
      guard received.isEmpty else { throw Failure(call: "half an answer", code: 0) }
      return nil
    }
    var answer = try Answer(header: received[..<range.lowerBound])
    received.removeSubrange(..<range.upperBound)
    guard hasBody, answer.status >= 200, answer.status != 204 else { return answer }
    if let length = answer["content-length"].flatMap({ Int($0) }) {
      answer.body = try take(length)
    } else if answer["transfer-encoding"] == "chunked" {
      while let chunk = try chunk() { answer.body += chunk }
    }
    return answer
  }

  /// The next piece of a body in pieces; nil after the last.
  func chunk() throws -> [UInt8]? {
    while received.firstRange(of: [13, 10]) == nil {
      guard try receive() else { throw Failure(call: "half a body", code: 0) }
    }
    guard let line = received.firstRange(of: [13, 10]),
      let size = Int(String(decoding: received[..<line.lowerBound], as: UTF8.self), radix: 16)
    else { throw Failure(call: "a piece without its size", code: 0) }
    received.removeSubrange(..<line.upperBound)
    let chunk = try take(size)
    _ = try take(2)
    return size == 0 ? nil : chunk
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while received.count < count {
      guard try receive() else { throw Failure(call: "half a body", code: 0) }
    }
    defer { received.removeFirst(count) }
    return Array(received.prefix(count))
  }

  /// Whether the server has ended the connection, with nothing more to read.
  func isEnded() -> Bool {
    do {
      while try receive() {}
      return received.isEmpty
    } catch { return (error as? Failure)?.code == ECONNRESET }
  }
}
