internal import DigitReader
internal import Images
internal import Synchronization

/// The streams of camera frames that pages send: what each has seen so far.
final class FrameStreams: Sendable {
  private let streams = Mutex<[String: Stream]>([:])
  private let most: Int
  private static let lifetime = Duration.seconds(30)

  init(most: Int) { self.most = most }

  /// One camera's frames.
  final class Stream: Sendable {
    fileprivate let model: String
    fileprivate let version: Int
    private let reader: Mutex<FrameReader>
    fileprivate let lastUse: Mutex<ContinuousClock.Instant>

    fileprivate init(_ model: ServedModel) {
      self.model = model.name
      version = model.version
      reader = Mutex(FrameReader(model.reader))
      lastUse = Mutex(.now)
    }

    /// The digits after one more frame; frames of one stream are read one after the other.
    func read(_ image: GreyImage) throws -> Frame {
      try reader.withLock { try $0.read(frame: image) }
    }
  }

  /// The stream of a name, which begins anew if another model shall read it.
  ///
  /// - Throws: ``ServiceError`` 400 if it has no good name, 429 if there are too many.
  func stream(_ name: String?, _ model: ServedModel) throws -> Stream {
    guard let name, (1...64).contains(name.utf8.count),
      name.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isNameCharacter })
    else {
      throw ServiceError.badRequest(
        "Expected stream=… of up to 64 letters, digits and hyphens, made up by whoever sends the frames."
      )
    }
    return try streams.withLock { streams in
      let now = ContinuousClock.now
      if let stream = streams[name], stream.model == model.name, stream.version == model.version {
        stream.lastUse.withLock { $0 = now }
        return stream
      }
      streams = streams.filter { now - $0.value.lastUse.withLock { $0 } < Self.lifetime }
      guard streams.count < most || streams[name] != nil else {
        throw ServiceError.busy("The server is watching \(most) cameras already: try again later.")
      }
      let stream = Stream(model)
      streams[name] = stream
      return stream
    }
  }
}

extension Character {
  fileprivate var isNameCharacter: Bool { isASCII && (isLetter || isNumber || self == "-") }
}
