internal import Foundation

/// A message of protocol buffers: fields, each a key, number · 8 + kind, and a value.
struct Message {
  /// All fields so far.
  private(set) var bytes = Data()

  /// Adds a whole number, unless it is 0: what is not there is 0.
  func integer(_ field: Int, _ value: Int) -> Message {
    value == 0 ? self : adding(field, 0, Self.varint(UInt64(bitPattern: Int64(value))))
  }

  /// Adds a number of eight bytes.
  func double(_ field: Int, _ value: Double) -> Message {
    adding(field, 1, Data(lowestFirst: value.bitPattern))
  }

  /// Adds bytes, their count before them.
  func bytes(_ field: Int, _ value: Data) -> Message {
    adding(field, 2, Self.varint(UInt64(value.count)) + value)
  }

  /// Adds a text.
  func text(_ field: Int, _ value: String) -> Message { bytes(field, Data(value.utf8)) }

  /// Adds a message.
  func message(_ field: Int, _ value: Message) -> Message { bytes(field, value.bytes) }

  private func adding(_ field: Int, _ kind: UInt64, _ value: Data) -> Message {
    Message(bytes: bytes + Self.varint(UInt64(field) << 3 | kind) + value)
  }

  /// Seven bits a byte, the lowest first; a byte's highest bit says that more follow.
  private static func varint(_ value: UInt64) -> Data {
    value < 0x80 ? Data([UInt8(value)]) : Data([UInt8(value & 0x7f | 0x80)]) + varint(value >> 7)
  }
}

extension Data {
  /// The bytes of a number, the lowest first.
  init(lowestFirst value: some FixedWidthInteger) {
    self = Swift.withUnsafeBytes(of: value.littleEndian) { Data($0) }
  }
}

/// TensorFlow's `Event`: 1 seconds since 1970, 2 step, 3 version, 5 summary, 10 source.
extension Message {
  /// What every file begins with.
  static func fileVersion(at time: Double = Date.now.timeIntervalSince1970) -> Message {
    Message().double(1, time).text(3, "brain.Event:2").message(10, Message().text(1, "digits"))
  }

  /// A number: a tensor (1 type, 2 shape, 5 floats) without axes.
  static func scalar(
    _ tag: String, _ value: Float, step: Int, at time: Double = Date.now.timeIntervalSince1970
  ) -> Message {
    let tensor = Message().integer(1, 1).message(2, Message())
      .bytes(5, Data(lowestFirst: value.bitPattern))
    return event(tag, tensor, plugin: "scalars", step, time)
  }

  /// A picture: a tensor of three texts (8), namely width, height and the PNG.
  static func image(
    _ tag: String, _ png: Data, _ size: (width: Int, height: Int), step: Int,
    at time: Double = Date.now.timeIntervalSince1970
  ) -> Message {
    let axis = Message().integer(1, 3)
    let tensor = Message().integer(1, 7).message(2, Message().message(2, axis))
      .text(8, "\(size.width)").text(8, "\(size.height)").bytes(8, png)
    return event(tag, tensor, plugin: "images", step, time)
  }

  /// A summary holds values (1): 1 tag, 8 tensor, 9 metadata, in which 1 is the plugin, 1 its name.
  private static func event(
    _ tag: String, _ tensor: Message, plugin: String, _ step: Int, _ time: Double
  ) -> Message {
    let metadata = Message().message(1, Message().text(1, plugin))
    let value = Message().text(1, tag).message(8, tensor).message(9, metadata)
    return Message().double(1, time).integer(2, step).message(5, Message().message(1, value))
  }
}
