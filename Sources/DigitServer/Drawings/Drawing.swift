internal import Foundation

/// A digit that somebody drew, with what it is.
struct Drawing: Sendable, Equatable {
  /// Never given to another.
  let id: Int
  /// What it is, 0 to 9.
  let label: Int
  /// What a network took it for.
  let guess: Int?
  let createdAt: Date
  /// 28 × 28 bytes, 0 paper and 255 ink.
  let picture: [UInt8]

  /// Numbers in a picture.
  static let size = 28 * 28
}

extension Drawing: Encodable {
  private enum Key: String, CodingKey {
    case id, label, guess, picture
    case createdAt = "created_at"
  }

  /// As the interface tells it.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(label, forKey: .label)
    try container.encode(guess, forKey: .guess)
    try container.encode(createdAt.formatted(.iso8601), forKey: .createdAt)
    try container.encode(Data(picture).base64EncodedString(), forKey: .picture)
  }
}
