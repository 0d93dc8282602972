import Foundation
import Testing

@testable import DigitServer

/// Certificates that the server makes for itself.
@Suite struct CertificateTests {
  private func folder() throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/digits-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func oneIsMadeAndKept() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = ["certificate.pem", "key.pem"].map { folder + "/tls/" + $0 }
    _ = try Certificate.selfSigned(in: folder)
    let first = try files.map { try Data(contentsOf: URL(filePath: $0)) }
    let mode = try FileManager.default.attributesOfItem(atPath: files[1])[.posixPermissions]
    #expect(mode as? Int == 0o600)
    _ = try Certificate.selfSigned(in: folder)
    #expect(try files.map { try Data(contentsOf: URL(filePath: $0)) } == first)
  }

  @Test func oneForAnotherAddressIsMadeAnew() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try Certificate.selfSigned(in: folder)
    let file = URL(filePath: folder + "/tls/certificate.pem")
    let first = try Data(contentsOf: file)
    try "DNS:localhost\n".write(
      toFile: folder + "/tls/names.txt", atomically: true, encoding: .utf8)
    _ = try Certificate.selfSigned(in: folder)
    #expect(try Data(contentsOf: file) != first)
  }

  @Test func aKeyOfAnotherCertificateIsRefused() throws {
    let folders = [try folder(), try folder()]
    defer { for folder in folders { try? FileManager.default.removeItem(atPath: folder) } }
    for folder in folders { _ = try Certificate.selfSigned(in: folder) }
    #expect(throws: CertificateError.self) {
      try Certificate(
        path: folders[0] + "/tls/certificate.pem", keyPath: folders[1] + "/tls/key.pem")
    }
  }
}
