import Foundation
import Images
import Testing

@Suite("Pictures from paths")
struct FileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  func refusal(ofPath path: String, limit: ImageLimit = .standard) -> ImageError? {
    do {
      _ = try GreyImage(contentsOf: path, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test("What is no file is refused, and says so")
  func noFiles() throws {
    let missing = directory.path + "/none.png"
    let expected = ImageError.fileUnreadable(file: missing, reason: "No such file or directory")
    #expect(refusal(ofPath: missing) == expected)
    let folder = ImageError.fileUnreadable(file: directory.path, reason: "it is a directory")
    #expect(refusal(ofPath: directory.path) == folder)
    #expect(refusal(ofPath: "") != nil)
  }

  @Test("What never ends is not read", .timeLimit(.minutes(1)))
  func endless() throws {
    let device = ImageError.fileUnreadable(file: "/dev/zero", reason: "it is a pipe or a device")
    #expect(refusal(ofPath: "/dev/zero") == device)
    let pipe = directory.path + "/pipe.png"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(
      refusal(ofPath: pipe) == .fileUnreadable(file: pipe, reason: "it is a pipe or a device"))
  }

  @Test("What is empty or too large is refused unread")
  func sizes() throws {
    let empty = try directory.write([], to: "empty.png")
    #expect(refusal(ofPath: empty) == .empty(file: empty))

    let huge = try directory.write([], to: "huge.png")
    let file = try #require(FileHandle(forWritingAtPath: huge))
    try file.truncate(atOffset: 1 << 40)
    try file.close()
    let expected = ImageError.fileTooLarge(file: huge, bytes: 1 << 40, limit: 1 << 26)
    #expect(refusal(ofPath: huge) == expected)
  }

  @Test("The path is in every complaint about its content")
  func names() throws {
    let text = try directory.write(Array("dear reader".utf8), to: "letter.png")
    #expect(refusal(ofPath: text) == .unknownFormat(file: text, found: nil))
    let cut = try directory.write(
      Array(try Golden.bytes(of: "grey_8.png").prefix(60)), to: "cut.png")
    #expect(refusal(ofPath: cut)?.description.hasPrefix(cut + ": ") == true)
  }
}
