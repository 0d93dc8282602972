internal import HummingbirdTLS

/// A certificate with its key, for HTTPS.
public struct Certificate: Sendable {
  private let chain: [NIOSSLCertificate]
  private let key: NIOSSLPrivateKey

  /// Reads both from files of PEM.
  ///
  /// - Parameters:
  ///   - path: The certificate, and those that vouch for it.
  ///   - keyPath: Its private key.
  /// - Throws: `CertificateError` if a file holds something else.
  public init(path: String, keyPath: String) throws {
    do {
      chain = try NIOSSLCertificate.fromPEMFile(path)
    } catch {
      throw CertificateError(file: path, expected: "a certificate")
    }
    do {
      key = try NIOSSLPrivateKey(file: keyPath, format: .pem)
    } catch {
      throw CertificateError(file: keyPath, expected: "a private key")
    }
  }

  var configuration: TLSConfiguration {
    .makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
  }
}

/// A file is not what HTTPS needs.
public struct CertificateError: Error, CustomStringConvertible {
  let file, expected: String

  /// What was expected of which file.
  public var description: String { "Expected \(expected) in PEM in \(file)." }
}
