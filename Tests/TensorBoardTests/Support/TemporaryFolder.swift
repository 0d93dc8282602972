import Foundation

/// An empty folder that is gone once nobody holds it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The paths of what one of its folders holds; none if the folder is not there.
  func files(in name: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)")) ?? []
    return names.sorted().map { "\(path)/\(name)/\($0)" }
  }

  /// The events of a run that has one file.
  func events(of run: String) throws -> [RecordedEvent] {
    try EventReader.events(in: onlyFile(in: run))
  }

  /// The path of the one file in a folder.
  func onlyFile(in run: String) throws -> String {
    let files = files(in: run)
    guard files.count == 1 else { throw WrongCount(files: files) }
    return files[0]
  }

  struct WrongCount: Error {
    let files: [String]
  }
}
