import DigitServer

extension Failure {
  static let unknownHost: Int32 = 68
  static let unavailable: Int32 = 69
  static let notPermitted: Int32 = 77

  /// The sentence, which names the options that help, and the code.
  init(_ error: ListenError) {
    switch error {
    case .inUse:
      self.init("\(error) Choose one with --port; 0 is any that is free.", code: Self.unavailable)
    case .notPermitted:
      self.init("\(error) Choose one above 1023 with --port.", code: Self.notPermitted)
    case .unknownHost, .notOfThisMachine:
      self.init(
        "\(error) Give --host 127.0.0.1 for this machine only, or 0.0.0.0 for all others too.",
        code: Self.unknownHost)
    case .other: self.init("\(error)", code: Self.unavailable)
    }
  }

  /// The sentence and the code.
  init(_ error: CertificateError) {
    let code =
      switch error {
      case .unreadable: Self.noInput
      case .malformed: Self.dataError
      case .unwritable: Self.cannotCreate
      case .openSSLMissing, .openSSLFailed: Self.unavailable
      }
    self.init("\(error)", code: code)
  }
}
