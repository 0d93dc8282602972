import Foundation
import Images
import Testing

/// Small pictures of every kind, and what Pillow sees in them: `Reference/images.py` writes them.
struct Golden: Decodable, CustomTestStringConvertible {
  let file: String
  let width: Int
  let height: Int
  /// One byte a pixel.
  let grey: Data
  /// Three bytes a pixel.
  let rgb: Data

  var testDescription: String { file }
  var path: String { Golden.folder + "/" + file }
  var bytes: [UInt8] { get throws { try Golden.bytes(of: file) } }

  static let folder = Bundle.module.bundlePath + "/Golden"

  static func bytes(of file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: folder + "/" + file)))
  }

  /// All of them; none if the folder cannot be read, which a test notices.
  static let all: [Golden] = {
    struct Contents: Decodable { let pictures: [Golden] }
    let url = URL(filePath: folder + "/pictures.json")
    let contents = try? JSONDecoder().decode(Contents.self, from: Data(contentsOf: url))
    return contents?.pictures ?? []
  }()
}

/// The error that reading a picture ends in; nil if there is a picture.
func refusal(of bytes: [UInt8], limit: ImageLimit = .standard) -> ImageError? {
  do {
    _ = try GreyImage(data: bytes, limit: limit)
    return nil
  } catch {
    return error
  }
}

/// The largest difference between two rows of bytes.
func difference(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Int {
  guard one.count == other.count else { return .max }
  return zip(one, other).map { abs(Int($0) - Int($1)) }.max() ?? 0
}

/// A directory for the files of one test, which goes when nobody holds it any more.
final class TemporaryDirectory {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and tells its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }
}

/// A picture in which no two neighbours, rows or columns are alike.
func patterned(width: Int, height: Int, channels: Int = 1) -> [UInt8] {
  (0..<width * height * channels).map { UInt8(truncatingIfNeeded: ($0 &* 7919) >> 3 ^ $0) }
}
