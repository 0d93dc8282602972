internal import Foundation

extension Certificate {
  /// A certificate for this machine that nobody vouches for: browsers ask once whether to trust it.
  ///
  /// It is made by the command `openssl`, and kept for a year, or until the machine gets an address that
  /// it does not name.
  ///
  /// - Parameter folder: Where it is kept, in `tls/`; its key is for this user only.
  /// - Throws: `CertificateError`.
  public static func selfSigned(in folder: String) throws -> Certificate {
    let place = SelfSigned(folder: folder + "/tls")
    if let certificate = place.kept { return certificate }
    try place.make()
    return try Certificate(path: place.certificate, keyPath: place.key)
  }
}

/// The files of a certificate that was made here.
private struct SelfSigned {
  let folder: String
  let certificate: String
  let key: String
  /// What it stands for, a name to a line.
  private let list: String
  private let names: [String]

  init(folder: String) {
    self.folder = folder
    certificate = folder + "/certificate.pem"
    key = folder + "/key.pem"
    list = folder + "/names.txt"
    names =
      (["localhost"] + Machine.names).map { "DNS:\($0)" }
      + (["127.0.0.1", "::1"] + Machine.addresses).map { "IP:\($0)" }
  }

  /// The one that was made before, if it still does.
  var kept: Certificate? {
    guard let text = try? String(contentsOfFile: list, encoding: .utf8),
      Set(text.split(separator: "\n").map(String.init)).isSuperset(of: names),
      let certificate = try? Certificate(path: certificate, keyPath: key), certificate.isValid
    else { return nil }
    return certificate
  }

  func make() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // There before anything secret is in it, so that nobody else ever could read it.
      try Data().write(to: URL(filePath: key))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    } catch {
      throw CertificateError.unwritable(folder, reason: Self.reason(error))
    }
    try openSSL([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-sha256", "-days", "365", "-subj", "/CN=Digits",
      "-addext", "subjectAltName=" + names.joined(separator: ","),
      "-addext", "extendedKeyUsage=serverAuth", "-keyout", key, "-out", certificate,
    ])
    do {
      try (names.joined(separator: "\n") + "\n").write(
        toFile: list, atomically: true, encoding: .utf8)
    } catch {
      throw CertificateError.unwritable(folder, reason: Self.reason(error))
    }
  }

  private func openSSL(_ arguments: [String]) throws {
    let process = Process()
    // Finds the command as a shell would.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    let errors = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    do { try process.run() } catch { throw CertificateError.openSSLMissing }
    let text = (try? errors.fileHandleForReading.readToEnd()).flatMap { $0 } ?? Data()
    process.waitUntilExit()
    // What env says if there is no such command.
    guard process.terminationStatus != 127 else { throw CertificateError.openSSLMissing }
    guard process.terminationStatus == 0 else {
      let line = String(decoding: text, as: UTF8.self).split(separator: "\n").last ?? "it failed"
      throw CertificateError.openSSLFailed(String(line.prefix(200)))
    }
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return ((underlying ?? error as NSError) as NSError).localizedDescription
      .trimmingCharacters(in: CharacterSet(charactersIn: "."))
  }
}
