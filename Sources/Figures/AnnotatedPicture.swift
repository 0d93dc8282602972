/// A picture with a box around each thing that was found in it, and a caption beside the box.
///
/// Boxes leave a little room around the ink, and captions keep off boxes and each other; where there
/// are too many for that, what is sure has its word alone. What is unsure has a dashed box, so that
/// nothing hangs on colour alone.
public struct AnnotatedPicture: Figure, Hashable {
  /// A place in the picture, in its pixels, and what is said of it.
  public struct Note: Hashable, Sendable {
    /// First column and first row.
    public var x, y: Double
    /// Columns and rows.
    public var width, height: Double
    /// What is there.
    public var caption: Caption

    /// A note.
    public init(x: Double, y: Double, width: Double, height: Double, caption: Caption) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
      self.caption = caption
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Line below the heading, or none.
  public var subtitle: String?
  /// What was looked at.
  public var picture: PNGPicture
  /// Pixels of the picture as it was looked at, which the notes count: another size than that of
  /// ``picture`` if that was reduced.
  public var size: Size
  /// What was found.
  public var notes: [Note]

  /// Pixels in a row and in a column.
  public struct Size: Hashable, Sendable {
    /// Pixels in a row, and in a column.
    public var width, height: Int

    /// A size.
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  /// A picture with notes.
  ///
  /// - Parameters:
  ///   - title: Heading, or none.
  ///   - subtitle: Line below the heading, or none.
  ///   - picture: What is shown.
  ///   - size: The size that the notes count in; the picture's own if nil.
  ///   - notes: What was found.
  public init(
    title: String? = nil, subtitle: String? = nil, picture: PNGPicture, size: Size? = nil,
    notes: [Note]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.picture = picture
    self.size = size ?? Size(width: picture.width, height: picture.height)
    self.notes = notes
  }

  /// Units of the longest side: at two pixels a unit, a picture of 1600 pixels is drawn as it is.
  private static let longestSide = 800.0
  /// Room for captions outside the picture, of the page's margin.
  private static let outside = 18.0

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let longest = Double(max(picture.width, picture.height))
    // Very small pictures are enlarged, but not to blurs.
    let scale = min(Self.longestSide, max(280, longest * 4)) / longest
    let shown = (width: Double(picture.width) * scale, height: Double(picture.height) * scale)
    let content = [picture.element(width: shown.width, height: shown.height)] + marks(in: shown)
    return Drawing(
      title: title, subtitle: subtitle, description: description,
      width: max(shown.width, 280) + 2 * Drawing.margin, contentHeight: shown.height,
      content: content
    ).svg(theme: theme)
  }

  private func marks(in shown: (width: Double, height: Double)) -> [Element] {
    let across = shown.width / Double(max(1, size.width))
    let down = shown.height / Double(max(1, size.height))
    let bounds = Rectangle(x: 0, y: 0, width: shown.width, height: shown.height)
    let tags = notes.compactMap { note -> CaptionTag? in
      let place = Rectangle(
        x: note.x * across, y: note.y * down, width: note.width * across, height: note.height * down
      )
      guard place.isDrawable, place.overlap(bounds.grown(by: 1)) > 0 else { return nil }
      return CaptionTag(caption: note.caption, box: place.grown(by: CaptionTag.room))
    }
    // What was left out lies below everything.
    let frames = tags.filter(\.isLeftOut) + tags.filter { !$0.isLeftOut }
    return frames.flatMap(\.frame)
      + CaptionLayout(tags, within: bounds.grown(by: Self.outside)).elements
  }

  private var description: String {
    let found = notes.filter { $0.caption.emphasis != .leftOut }
    return "A picture in which \(found.count) were found: "
      + "\(found.prefix(200).map(\.caption.text).joined(separator: " "))."
  }
}
