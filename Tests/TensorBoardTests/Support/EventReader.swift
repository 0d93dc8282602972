import Foundation

/// What a record of an event file says.
struct RecordedEvent: Equatable {
  enum Content: Equatable {
    case version(String)
    case scalar(Float)
    case image(width: String, height: String, png: Data)
  }

  var wallTime = 0.0
  var step = 0
  var tag = ""
  var content = Content.version("")
}

/// Reads event files, with nothing in common with what writes them.
enum EventReader {
  struct Malformed: Error, Equatable {
    let what: String
  }

  /// All events of a file.
  static func events(in path: String) throws -> [RecordedEvent] {
    let records = try records(of: Data(contentsOf: URL(filePath: path)))
    guard records.rest == 0 else { throw Malformed(what: "\(records.rest) bytes of a record") }
    return try records.messages.map(event)
  }

  /// The messages of the whole records, and the number of bytes after them.
  static func records(of file: Data) throws -> (messages: [Data], rest: Int) {
    var rest = Array(file)[...]
    var messages: [Data] = []
    while rest.count >= 16 {
      let head = rest.prefix(8)
      let length = Int(number(head))
      guard rest.count >= 16 + length else { break }
      let message = rest.dropFirst(12).prefix(length)
      try check(head, against: rest.dropFirst(8).prefix(4), "length")
      try check(message, against: rest.dropFirst(12 + length).prefix(4), "message")
      messages.append(Data(message))
      rest = rest.dropFirst(16 + length)
    }
    return (messages, rest.count)
  }

  private static func check(
    _ bytes: ArraySlice<UInt8>, against sum: ArraySlice<UInt8>, _ what: String
  ) throws {
    let masked = UInt32(number(sum)) &- 0xa282_ead8
    guard checksum(bytes) == masked << 15 | masked >> 17 else {
      throw Malformed(what: "checksum of a \(what)")
    }
  }

  /// CRC-32C bit by bit, as its definition has it.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      for bit in 0..<8 {
        let isOdd = (sum ^ UInt32(byte) >> bit) & 1 == 1
        sum = isOdd ? sum >> 1 ^ 0x82f6_3b78 : sum >> 1
      }
    }
    return ~sum
  }

  private static func number(_ bytes: some Collection<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func event(_ message: Data) throws -> RecordedEvent {
    var event = RecordedEvent()
    for field in try fields(message) {
      switch field.number {
      case 1: event.wallTime = Double(bitPattern: number(field.bytes))
      case 2: event.step = Int(truncatingIfNeeded: field.value)
      case 3: event.content = .version(String(decoding: field.bytes, as: UTF8.self))
      case 5: (event.tag, event.content) = try value(only(1, in: field.bytes))
      case 10: break
      default: throw Malformed(what: "field \(field.number) of an event")
      }
    }
    return event
  }

  private static func value(_ message: Data) throws -> (String, RecordedEvent.Content) {
    let plugin = try only(1, in: only(1, in: only(9, in: message)))
    let tensor = try only(8, in: message)
    let type = try fields(tensor).first { $0.number == 1 }?.value
    let axes = try fields(only(2, in: tensor)).map { try fields($0.bytes)[0].value }
    let content: RecordedEvent.Content
    switch (String(decoding: plugin, as: UTF8.self), type, axes) {
    case ("scalars", 1, []):
      content = .scalar(Float(bitPattern: UInt32(number(try only(5, in: tensor)))))
    case ("images", 7, [3]):
      let texts = try fields(tensor).filter { $0.number == 8 }.map(\.bytes)
      guard texts.count == 3 else { throw Malformed(what: "picture of \(texts.count) texts") }
      content = .image(
        width: String(decoding: texts[0], as: UTF8.self),
        height: String(decoding: texts[1], as: UTF8.self), png: texts[2])
    default: throw Malformed(what: "a tensor of type \(type ?? 0), axes \(axes)")
    }
    return (String(decoding: try only(1, in: message), as: UTF8.self), content)
  }

  private struct Field {
    let number: Int
    var value: UInt64 = 0
    var bytes = Data()
  }

  /// The bytes of the one field of a number.
  private static func only(_ number: Int, in message: Data) throws -> Data {
    let found = try fields(message).filter { $0.number == number }
    guard found.count == 1 else { throw Malformed(what: "\(found.count) fields \(number)") }
    return found[0].bytes
  }

  private static func fields(_ message: Data) throws -> [Field] {
    var rest = Array(message)[...]
    var fields: [Field] = []
    while !rest.isEmpty {
      let key = try varint(&rest)
      var field = Field(number: Int(key >> 3))
      switch key & 7 {
      case 0: field.value = try varint(&rest)
      case 1: field.bytes = try take(8, &rest)
      case 2: field.bytes = try take(Int(varint(&rest)), &rest)
      default: throw Malformed(what: "kind \(key & 7)")
      }
      fields.append(field)
    }
    return fields
  }

  private static func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw Malformed(what: "a number without an end") }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
    }
    throw Malformed(what: "a number too long")
  }

  private static func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> Data {
    guard rest.count >= count else { throw Malformed(what: "\(count) bytes that are not there") }
    defer { rest = rest.dropFirst(count) }
    return Data(rest.prefix(count))
  }
}
