internal import Foundation
internal import NeuralNetwork
internal import Runs
internal import Synchronization

/// The drawings that people kept, in one file that only grows; every call returns when the disk has it.
final class DrawingStore: Sendable {
  /// The most drawings that it keeps.
  static let most = 10_000
  /// The file's name in the server's folder.
  static let fileName = "drawings.bin"
  private struct Content {
    let file: DrawingFile
    var drawings: [Drawing]
    var nextID: Int
  }

  private let content: Mutex<Content>

  /// Opens the store of a folder, which is made if it is not there.
  ///
  /// - Parameters:
  ///   - folder: The server's folder.
  ///   - mostRests: If the file holds more records of what was thrown away, it is written anew.
  /// - Throws: `FileError` if it cannot be opened, or another server has it.
  init(folder: String, mostRests: Int = 2000) throws {
    try AtomicFile.makeDirectory(folder)
    let path = "\(folder)/\(Self.fileName)"
    var (file, records) = try DrawingFile.open(path)
    var drawings = Self.drawings(in: records)
    if records.count > drawings.count + mostRests, let last = records.map(\.id).max() {
      try Self.rewrite(path, drawings, lastID: last)
      (file, records) = try DrawingFile.open(path)
      drawings = Self.drawings(in: records)
    }
    content = Mutex(
      Content(
        file: file, drawings: drawings, nextID: (records.map(\.id).max() ?? 0) + 1))
  }

  private static func drawings(in records: [DrawingRecord]) -> [Drawing] {
    let gone = Set(
      records.compactMap { record -> Int? in
        if case .deleted(let id) = record { id } else { nil }
      })
    return records.compactMap { record in
      guard case .kept(let drawing) = record, !gone.contains(drawing.id) else { return nil }
      return drawing
    }
  }

  /// Writes a file of what is kept alone, with the last number given, so that none is given again.
  private static func rewrite(
    _ path: String, _ drawings: [Drawing], lastID: Int
  ) throws(FileError) {
    var records = drawings.map { DrawingRecord.kept($0) }
    if drawings.last?.id != lastID { records.append(.deleted(id: lastID)) }
    try AtomicFile.write(Data(records.flatMap(\.bytes)), to: path)
  }

  /// All drawings, in the order in which they were kept.
  var drawings: [Drawing] { content.withLock { $0.drawings } }

  /// How many there are.
  var count: Int { content.withLock { $0.drawings.count } }

  /// Keeps a drawing.
  ///
  /// - Parameters:
  ///   - picture: 28 × 28 bytes, 0 paper and 255 ink.
  ///   - label: What it is.
  ///   - guess: What a network took it for.
  /// - Returns: The drawing with its number.
  /// - Throws: ``DrawingError`` if it is none, or there are too many; `FileError` if the disk does not
  ///   take it.
  func add(_ picture: [UInt8], label: Int, guess: Int? = nil) throws -> Drawing {
    guard picture.count == Drawing.size else { throw DrawingError.size(picture.count) }
    for digit in [label, guess ?? 0] where !(0...9).contains(digit) {
      throw DrawingError.noDigit(digit)
    }
    return try content.withLock { content in
      guard content.drawings.count < Self.most else { throw DrawingError.full }
      let drawing = Drawing(
        id: content.nextID, label: label, guess: guess, createdAt: Self.now, picture: picture)
      try content.file.append(.kept(drawing))
      content.drawings.append(drawing)
      content.nextID += 1
      return drawing
    }
  }

  /// To the millisecond, as the file has it.
  private static var now: Date {
    Date(timeIntervalSince1970: (Date().timeIntervalSince1970 * 1000).rounded() / 1000)
  }

  /// Throws a drawing away.
  ///
  /// - Throws: ``DrawingError/unknown(_:)`` if there is none of this number, or `FileError`.
  func delete(_ id: Int) throws {
    try content.withLock { content in
      guard let place = content.drawings.firstIndex(where: { $0.id == id }) else {
        throw DrawingError.unknown(id)
      }
      try content.file.append(.deleted(id: id))
      content.drawings.remove(at: place)
    }
  }

  /// The drawings, to fine-tune on.
  var own: OwnDrawings {
    drawings.reduce(into: OwnDrawings()) { $0.add($1.picture, label: $1.label) }
  }
}

/// Why a drawing cannot be kept or thrown away.
enum DrawingError: Error, Equatable, CustomStringConvertible {
  /// It has so many bytes.
  case size(Int)
  /// This is no digit.
  case noDigit(Int)
  /// There are as many as there may be.
  case full
  /// There is none of this number.
  case unknown(Int)

  /// One sentence: what was expected, what came, what to do.
  var description: String {
    switch self {
    case .size(let count):
      "Expected a picture of \(Drawing.size) bytes, 28 rows of 28; received \(count)."
    case .noDigit(let digit): "Expected a digit from 0 to 9; received \(digit)."
    case .full:
      "There are \(DrawingStore.most) drawings, and no more are kept: throw some away first."
    case .unknown(let id): "There is no drawing \(id)."
    }
  }
}
