import Foundation
import NeuralNetwork
import Testing

@testable import TensorBoard

/// Records, and the files that they make.
struct EventFileTests {
  private static let golden = Bundle.module.bundleURL.appending(path: "Golden/events.tfevents")

  /// What `Reference/write_tensorboard.py` had TensorBoard's own writer write.
  @Test func readerReadsTensorBoardsOwnFile() throws {
    let events = try EventReader.events(in: Self.golden.path)
    #expect(events.map(\.tag) == ["", "epoch_loss", "epoch_loss", "confusion"])
    #expect(events.map(\.step) == [0, 0, 300, 2])
    #expect(events.dropFirst().map(\.wallTime) == [0.25, 1.5, 2.75].map { 1_795_377_750 + $0 })
    #expect(events[0].content == .version("brain.Event:2"))
    #expect(events[1].content == .scalar(0.1))
    #expect(events[2].content == .scalar(.infinity))
    guard case .image("3", "2", let png) = events[3].content else {
      Issue.record("There is no picture of 3 × 2 in \(events[3].content).")
      return
    }
    #expect(png.starts(with: Samples.png(width: 3, height: 2)))
  }

  /// The same numbers and picture make the same bytes as TensorBoard's own writer makes.
  @Test func messagesAreTensorBoardsOwn() throws {
    let messages = try EventReader.records(of: Data(contentsOf: Self.golden)).messages
    for (event, message) in zip(try EventReader.events(in: Self.golden.path), messages) {
      switch event.content {
      case .version: break
      case .scalar(let value):
        let ours = Message.scalar(event.tag, value, step: event.step, at: event.wallTime)
        #expect(ours.bytes == message)
      case .image(_, _, let png):
        let ours = Message.image(event.tag, png, (3, 2), step: event.step, at: event.wallTime)
        #expect(ours.bytes == message)
      }
    }
    #expect(messages.count == 4)
  }

  @Test(arguments: [0, 1, 127, 128, 16_384, .max, -1])
  func steps(step: Int) throws {
    let folder = try TemporaryFolder()
    let file = try EventFile(directory: folder.path + "/a/b")
    try file.append(.scalar("größe", -0.0, step: step))
    let event = try #require(try folder.events(of: "a/b").last)
    #expect(event.step == step && event.tag == "größe")
    #expect(abs(event.wallTime - Date.now.timeIntervalSince1970) < 60)
  }

  /// The second file of a second neither takes the first one's place nor goes on with it.
  @Test func names() throws {
    let folder = try TemporaryFolder()
    let files = try (0..<3).map { _ in try EventFile(directory: folder.path) }
    for file in files { try file.append(.scalar("loss", 1, step: 0)) }
    let paths = folder.files(in: "")
    #expect(paths.count == 3)
    for path in paths {
      let name = try #require(path.split(separator: "/").last)
      #expect(name.wholeMatch(of: /events\.out\.tfevents\.\d{10}\..+\.\d+\.[012]\.v2/) != nil)
      #expect(try EventReader.events(in: path).count == 2)
    }
  }

  /// Every event is in the file before the next one, and wherever a kill cut the last record off,
  /// the others are there.
  @Test func brokenLastRecord() throws {
    let folder = try TemporaryFolder()
    let file = try EventFile(directory: folder.path)
    for step in 0..<3 {
      try file.append(.scalar("loss", Float(step), step: step))
      #expect(try folder.events(of: "").count == step + 2)
    }
    let content = try Data(contentsOf: URL(filePath: folder.onlyFile(in: "")))
    let last = try EventReader.records(of: content).messages[3].count + 16
    for count in 0..<last {
      let (messages, rest) = try EventReader.records(of: content.dropLast(last - count))
      #expect(messages.count == 3 && rest == count)
    }
  }

  /// There is a file in its place, or in that of a directory that it would be in.
  @Test(arguments: ["file", "file/below"])
  func directoryThatCannotBeMade(name: String) throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: folder.path + "/file"))
    try expectRefusal("\(folder.path)/\(name)", naming: folder.path, "Not a directory")
  }

  /// It names a path that is in a certain place, and the reason.
  private func expectRefusal(_ directory: String, naming place: String, _ reason: String) throws {
    let error = #expect(throws: FileError.self) { try EventFile(directory: directory) }
    guard case .unwritable(let path, reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path.hasPrefix(place))
  }

  #if os(Linux)
    /// Not even root can make a file there.
    @Test(arguments: ["/proc/self", "/proc/self/logs/train"])
    func directoryOfTheSystem(path: String) throws {
      try expectRefusal(path, naming: "/proc/self/", "No such file or directory")
    }

    @Test func fullDisk() {
      let descriptor = open("/dev/full", O_WRONLY)
      #expect(throws: FileError.unwritable(path: "full", reason: "No space left on device")) {
        try EventFile(path: "full", descriptor: descriptor)
      }
    }
  #endif
}
