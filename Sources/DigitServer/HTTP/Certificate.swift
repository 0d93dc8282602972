internal import Foundation
internal import HummingbirdTLS
internal import NIOSSL

/// A certificate with its key, for HTTPS.
public struct Certificate: Sendable {
  private let chain: [NIOSSLCertificate]
  private let key: NIOSSLPrivateKey

  /// Reads both from files of PEM.
  ///
  /// - Parameters:
  ///   - path: The certificate, and those that vouch for it.
  ///   - keyPath: Its private key.
  /// - Throws: `CertificateError` if a file cannot be read, or holds something else.
  public init(path: String, keyPath: String) throws {
    chain = try Self.read(path, "a certificate") { try NIOSSLCertificate.fromPEMFile($0) }
    guard !chain.isEmpty else { throw CertificateError.malformed(path, expected: "a certificate") }
    key = try Self.read(keyPath, "a private key") { try NIOSSLPrivateKey(file: $0, format: .pem) }
    do {
      _ = try NIOSSLContext(configuration: configuration)
    } catch {
      throw CertificateError.malformed(
        keyPath, expected: "the private key of the certificate in \(path)")
    }
  }

  private static func read<Content>(
    _ path: String, _ expected: String, by parse: (String) throws -> Content
  ) throws -> Content {
    guard access(path, R_OK) == 0 else {
      throw CertificateError.unreadable(path, reason: String(cString: strerror(errno)))
    }
    do {
      return try parse(path)
    } catch {
      throw CertificateError.malformed(path, expected: expected)
    }
  }

  /// Whether it is good for another day.
  var isValid: Bool {
    chain.allSatisfy { Double($0.notValidAfter) > Date().timeIntervalSince1970 + 86_400 }
  }

  var configuration: TLSConfiguration {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    return configuration
  }
}
