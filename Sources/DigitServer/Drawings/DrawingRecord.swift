internal import Foundation

/// One entry of the drawings' file: a drawing that was kept, or one that was thrown away.
///
/// Every record has the same size, so that the next one is found behind a damaged one:
///
///     0    4 bytes   "DRW1"
///     4    1 byte    1 kept, 2 thrown away
///     5    1 byte    label
///     6    1 byte    guess; 255 if there is none
///     7    1 byte    0
///     8    8 bytes   id, as all numbers the smallest byte first
///     16   8 bytes   milliseconds since 1970
///     24   784 bytes picture
///     808  8 bytes   FNV-1a of all before
enum DrawingRecord: Equatable {
  case kept(Drawing)
  case deleted(id: Int)

  static let size = 24 + Drawing.size + 8
  private static let mark = Array("DRW1".utf8)
  private static let noGuess: UInt8 = 255

  /// Its drawing's number.
  var id: Int {
    switch self {
    case .kept(let drawing): drawing.id
    case .deleted(let id): id
    }
  }

  /// What the file holds of it.
  var bytes: [UInt8] {
    var bytes = Self.mark
    switch self {
    case .kept(let drawing):
      bytes += [1, UInt8(drawing.label), drawing.guess.map { UInt8($0) } ?? Self.noGuess, 0]
      bytes += Self.bytes(of: UInt64(drawing.id))
      let milliseconds = (drawing.createdAt.timeIntervalSince1970 * 1000).rounded()
      bytes += Self.bytes(of: UInt64(max(0, milliseconds)))
      bytes += drawing.picture
    case .deleted(let id):
      bytes += [2, 0, Self.noGuess, 0]
      bytes += Self.bytes(of: UInt64(id))
      bytes += [UInt8](repeating: 0, count: 8 + Drawing.size)
    }
    return bytes + Self.bytes(of: Self.checksum(bytes[...]))
  }

  /// Reads a record; nil if it is damaged, or only a part of one.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.size, bytes.starts(with: Self.mark) else { return nil }
    let first = bytes.startIndex
    func number(at offset: Int) -> UInt64 {
      bytes[(first + offset)..<(first + offset + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    let end = Self.size - 8
    guard number(at: end) == Self.checksum(bytes.prefix(end)),
      let id = Int(exactly: number(at: 8)), id < 1 << 53
    else { return nil }
    let (kind, label, guess) = (bytes[first + 4], bytes[first + 5], bytes[first + 6])
    switch kind {
    case 1:
      guard label < 10, guess < 10 || guess == Self.noGuess else { return nil }
      self = .kept(
        Drawing(
          id: id, label: Int(label), guess: guess == Self.noGuess ? nil : Int(guess),
          createdAt: Date(timeIntervalSince1970: Double(number(at: 16)) / 1000),
          picture: Array(bytes[(first + 24)..<(first + end)])))
    case 2: self = .deleted(id: id)
    default: return nil
    }
  }

  private static func bytes(of number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
