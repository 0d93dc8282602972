/// What a stream shows after a frame: its digits, made steady by the frames before.
///
///     for digit in frame.digits where digit.isSure { label(digit.identity, digit.label, digit.box) }
public struct Frame: Hashable, Sendable, Codable {
  /// Pixels in a row, and in a column.
  public let width, height: Int
  /// In reading order: lines from the top, each from the left.
  public let digits: [Digit]
  /// Lines joined by line breaks, words by spaces, "?" for digits that nobody should rely on.
  public let text: String

  /// One digit over several frames.
  public struct Digit: Hashable, Sendable, Codable {
    /// The same in every frame that shows this digit, and of no other in the stream.
    public let identity: Int
    /// The digit that most of the recent frames speak for.
    public let label: Int
    /// Probability that it is a digit, and this one: a mean of the recent frames.
    public let confidence: Double
    /// Where its ink is; where it should be, if this frame missed it.
    public let box: Box
    /// Its line, from 0 at the top.
    public let line: Int
    /// Its word in the line, from 0 at the left.
    public let word: Int
    /// Frames since the first that it was seen in.
    public let age: Int
    /// Frames since the last that it was seen in: 0 if it was seen in this one.
    public let missed: Int

    /// It may be relied on.
    public var isSure: Bool { confidence >= Page.Digit.sure }
  }
}

extension Frame {
  /// The tracks that show, in reading order.
  init(_ tracks: [Track], width: Int, height: Int) {
    let shown = tracks.compactMap { track -> (track: Track, identity: Int, box: Box)? in
      guard track.isShown, let identity = track.identity,
        let box = track.box.cut(toWidth: width, height: height)
      else { return nil }
      return (track, identity, box)
    }
    let lines = TextLines(
      shown.map(\.box), size: Sight.typicalSize(shown.map { $0.track.sight.size }))

    var digits: [Digit] = []
    var text: [String] = []
    for line in lines.lines {
      let words = lines.words(of: line)
      for (word, members) in words.enumerated() {
        for (track, identity, box) in members.map({ shown[$0] }) {
          digits.append(
            Digit(
              identity: identity, label: track.label, confidence: track.confidence, box: box,
              line: text.count, word: word, age: track.age, missed: track.missed))
        }
      }
      let read = digits.suffix(line.count)
      text.append(
        words.indices.map { word in
          read.filter { $0.word == word }.map { $0.isSure ? "\($0.label)" : "?" }.joined()
        }.joined(separator: " "))
    }
    self.init(width: width, height: height, digits: digits, text: text.joined(separator: "\n"))
  }
}

extension Box {
  /// What lies in a picture; nil if the middle does not.
  fileprivate func cut(toWidth width: Int, height: Int) -> Box? {
    let (centre, left, top) = (centre, max(0, x), max(0, y))
    guard centre.x > 0, centre.x < Double(width), centre.y > 0, centre.y < Double(height) else {
      return nil
    }
    return Box(
      x: left, y: top, width: min(width, right) - left, height: min(height, bottom) - top)
  }
}
