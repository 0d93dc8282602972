/// Why there is no certificate.
public enum CertificateError: Error, Equatable, CustomStringConvertible {
  /// A file cannot be read: its path and the system's reason.
  case unreadable(String, reason: String)
  /// A file is not what it should be: its path and what was expected.
  case malformed(String, expected: String)
  /// The folder cannot be written: its path and the system's reason.
  case unwritable(String, reason: String)
  /// There is no `openssl` to make one.
  case openSSLMissing
  /// It was there, but made none: its last word.
  case openSSLFailed(String)

  /// One sentence.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "Cannot read \(path): \(reason)."
    case .malformed(let path, let expected): "Expected \(expected) in PEM in \(path)."
    case .unwritable(let path, let reason):
      "Cannot keep a certificate in \(path): \(reason)."
    case .openSSLMissing:
      "A certificate is made by the command openssl, which is not installed: install it, or give "
        + "--certificate and --key."
    case .openSSLFailed(let word): "The command openssl made no certificate: \(word)."
    }
  }
}
