import Foundation
import NIOCore
import Testing

@testable import DigitServer

@Suite struct ListenErrorTests {
  @Test func theSystemsErrorsAreTold() {
    for (code, error) in [
      (EADDRINUSE, ListenError.inUse(host: "a", port: 80)), (EACCES, .notPermitted(port: 80)),
      (EADDRNOTAVAIL, .notOfThisMachine("a")), (ENOMEM, .other("Cannot allocate memory")),
    ] {
      #expect(
        ListenError(IOError(errnoCode: code, reason: "bind"), host: "a", port: 80) == error)
    }
    #expect(ListenError(CancellationError(), host: "a", port: 80) == nil)
  }
}
