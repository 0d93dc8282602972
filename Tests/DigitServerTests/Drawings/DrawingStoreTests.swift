import Foundation
import MNIST
import NeuralNetwork
import Runs
import Testing

@testable import DigitServer

struct DrawingStoreTests {
  private static func picture(_ number: Int) -> [UInt8] {
    (0..<784).map { UInt8(truncatingIfNeeded: $0 * 7 + number * 31) }
  }

  /// A store with three drawings, closed.
  private static func filled() throws -> (folder: Folder, drawings: [Drawing]) {
    let folder = try Folder()
    let store = try DrawingStore(folder: folder.path)
    for number in 0..<3 {
      _ = try store.add(picture(number), label: number + 4, guess: number == 1 ? nil : number)
    }
    return (folder, store.drawings)
  }

  @Test func keptOverARestart() throws {
    let (folder, drawings) = try Self.filled()
    #expect(drawings.map(\.id) == [1, 2, 3])
    #expect(drawings.map(\.label) == [4, 5, 6])
    #expect(drawings.map(\.guess) == [0, nil, 2])
    #expect(drawings.map(\.picture) == (0..<3).map(Self.picture))
    let again = try DrawingStore(folder: folder.path)
    #expect(again.drawings == drawings)
    #expect(again.own.labels == [4, 5, 6])
  }

  /// Wherever a kill cut the last record, the others stay, and the next one is found again.
  @Test func tornAtEveryByte() throws {
    let (folder, drawings) = try Self.filled()
    let whole = try Data(contentsOf: URL(filePath: folder.path(DrawingStore.fileName)))
    #expect(whole.count == 3 * DrawingRecord.size)
    let other = try Folder()
    for length in 2 * DrawingRecord.size..<3 * DrawingRecord.size {
      try whole.prefix(length).write(to: URL(filePath: other.path(DrawingStore.fileName)))
      do {
        let store = try DrawingStore(folder: other.path)
        #expect(store.drawings == Array(drawings.prefix(2)), "\(length) bytes")
        // Not each time, since the disk takes a while.
        guard length.isMultiple(of: 48) else { continue }
        _ = try store.add(Self.picture(9), label: 9)
      }
      let again = try DrawingStore(folder: other.path)
      #expect(again.drawings.map(\.label) == [4, 5, 9], "\(length) bytes")
      #expect(again.drawings.last?.picture == Self.picture(9), "\(length) bytes")
    }
  }

  /// A crash of the machine may leave zeros where the last record should be.
  @Test func zerosAtTheEnd() throws {
    let (folder, drawings) = try Self.filled()
    let file = try FileHandle(forWritingTo: URL(filePath: folder.path(DrawingStore.fileName)))
    try file.seekToEnd()
    try file.write(contentsOf: Data(count: 2000))
    try file.close()
    let store = try DrawingStore(folder: folder.path)
    #expect(store.drawings == drawings)
    #expect(try store.add(Self.picture(1), label: 1).id == 4)
  }

  @Test func damageInTheMiddleCostsOneDrawing() throws {
    let (folder, drawings) = try Self.filled()
    let url = URL(filePath: folder.path(DrawingStore.fileName))
    var bytes = try Data(contentsOf: url)
    bytes[DrawingRecord.size + 100] ^= 1
    try bytes.write(to: url)
    let store = try DrawingStore(folder: folder.path)
    #expect(store.drawings == [drawings[0], drawings[2]])
    #expect(try store.add(Self.picture(1), label: 1).id == 4)
  }

  @Test func numbersAreNeverGivenAgain() throws {
    let (folder, _) = try Self.filled()
    do {
      let store = try DrawingStore(folder: folder.path)
      try store.delete(3)
      #expect(throws: DrawingError.unknown(3)) { try store.delete(3) }
    }
    do {
      let store = try DrawingStore(folder: folder.path)
      #expect(store.drawings.map(\.id) == [1, 2])
      let added = try store.add(Self.picture(0), label: 0)
      #expect(added.id == 4)
      // So many that the file is written anew at the next start.
      for _ in 0..<20 { try store.delete(store.add(Self.picture(5), label: 5).id) }
    }
    let before = try Data(contentsOf: URL(filePath: folder.path(DrawingStore.fileName))).count
    let store = try DrawingStore(folder: folder.path, mostRests: 40)
    let after = try Data(contentsOf: URL(filePath: folder.path(DrawingStore.fileName))).count
    #expect(before > 40 * DrawingRecord.size)
    #expect(after == 4 * DrawingRecord.size)
    #expect(store.drawings.map(\.id) == [1, 2, 4])
    #expect(try store.add(Self.picture(5), label: 5).id == 25)
  }

  @Test func refused() throws {
    let store = try DrawingStore(folder: Folder().path)
    #expect(throws: DrawingError.size(3)) { try store.add([1, 2, 3], label: 1) }
    #expect(throws: DrawingError.noDigit(10)) { try store.add(Self.picture(1), label: 10) }
    #expect(throws: DrawingError.noDigit(-1)) {
      try store.add(Self.picture(1), label: 1, guess: -1)
    }
    #expect(store.count == 0)
  }

  @Test func oneServerAtATime() throws {
    let folder = try Folder()
    let store = try DrawingStore(folder: folder.path)
    do {
      _ = try DrawingStore(folder: folder.path)
      Issue.record("two have it")
    } catch {
      #expect("\(error)".contains("another server uses this folder"))
    }
    #expect(store.count == 0)
  }

  @Test func manyAtOnce() async throws {
    let folder = try Folder()
    let store = try DrawingStore(folder: folder.path)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<40 {
        group.addTask { try store.add(Self.picture(number), label: number % 10).id }
      }
      var ids: Set<Int> = []
      for try await id in group { ids.insert(id) }
      #expect(ids == Set(1...40))
    }
    #expect(store.drawings.map(\.id) == Array(1...40))
  }

  /// The files are MNIST's: its own reader takes them.
  @Test func exported() throws {
    let (_, drawings) = try Self.filled()
    let folder = try Folder()
    for name in ["train", "t10k"] {
      try Data(DrawingStore.images(drawings))
        .write(to: URL(filePath: folder.path("\(name)-images-idx3-ubyte")))
      try Data(DrawingStore.labels(drawings))
        .write(to: URL(filePath: folder.path("\(name)-labels-idx1-ubyte")))
    }
    let read = try MNIST.load(directory: folder.path)
    #expect(read.train.labels == [4, 5, 6])
    #expect(read.train.bytes(at: 2) == Self.picture(2))
  }

  @Test func json() throws {
    let (_, drawings) = try Self.filled()
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(drawings[1]))
    let drawing = try #require(object as? [String: Any])
    #expect(Set(drawing.keys) == ["id", "label", "guess", "created_at", "picture"])
    #expect(drawing["guess"] is NSNull)
    let text = try #require(drawing["created_at"] as? String)
    #expect(text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
    #expect(Data(base64Encoded: drawing["picture"] as? String ?? "") == Data(Self.picture(1)))
  }
}
