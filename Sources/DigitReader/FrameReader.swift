public import Images
public import NeuralNetwork

/// Reads the digits in a stream of frames, as a camera gives them.
///
///     var stream = FrameReader(try DigitReader())
///     while let image = camera.next() {
///       let frame = try stream.read(frame: image)
///       print(frame.text)
///     }
///
/// One frame is read as any picture is. What the frames before showed makes it steady: a digit is known
/// again where it was, or where the camera's or a hand's movement took it, by its ``Frame/Digit/identity``;
/// its label is the one with the most evidence of the recent frames; and it shows from the second of
/// four frames that it is seen in until it was missed in more than five.
///
/// Everything counts in frames, not in seconds. A digit in another's place changes the label within
/// four frames if both are read surely. Frames of another size begin a new scene: no digit is known again,
/// and no identity is used twice.
///
/// It is a value: a copy goes on by itself, and two streams share nothing but the reader.
public struct FrameReader: Sendable {
  /// What reads each frame.
  public let reader: DigitReader

  private var tracks = Tracks()
  private var size = SIMD2(0, 0)

  /// A stream that saw nothing yet.
  public init(_ reader: DigitReader) { self.reader = reader }

  /// The digits after one more frame.
  ///
  /// - Throws: `ModelError` if the network cannot be asked; then the frame changes nothing.
  public mutating func read(frame image: GreyImage) throws(ModelError) -> Frame {
    frame(after: try reader.read(image))
  }

  mutating func frame(after page: Page) -> Frame {
    if size != SIMD2(page.width, page.height) {
      size = SIMD2(page.width, page.height)
      tracks.forgetAll()
    }
    tracks.take(page.digits.map(Sight.init))
    return Frame(tracks.all, width: page.width, height: page.height)
  }
}
