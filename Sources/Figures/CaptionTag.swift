/// A box of an ``AnnotatedPicture`` and what is said of it.
struct CaptionTag {
  /// Units between the ink and the box.
  static let room = 2.5

  let caption: Caption
  let box: Rectangle

  var isLeftOut: Bool { caption.emphasis == .leftOut }

  /// The box: a line of the background's colour below one of its own makes it seen on any picture.
  var frame: [Element] {
    func line(_ role: Role, width: Double) -> Element {
      Element.rectangle(
        x: box.x, y: box.y, width: box.width, height: box.height, radius: 2, paint: .stroke(role)
      ).with("stroke-width", width)
    }
    let role = caption.emphasis.role
    let below = line(.background, width: 2.2).with("stroke-opacity", 0.6)
    return switch caption.emphasis {
    case .sure: [below, line(role, width: 1)]
    case .unsure: [below, line(role, width: 1.4).with("stroke-dasharray", "4 2")]
    case .leftOut: [below, line(role, width: 1).with("stroke-dasharray", "1 2")]
    }
  }

  /// Where the box's label may be: above it, beside it, below it, and always touching it, so that it
  /// is seen whose it is.
  func places(of label: Label) -> [Rectangle] {
    let (width, height) = (label.width, label.height)
    return [
      (box.x, box.y - height), (box.right - width, box.y - height),
      (box.right, box.y), (box.x - width, box.y),
      (box.x, box.bottom), (box.right - width, box.bottom),
      (box.right, box.bottom - height), (box.x - width, box.bottom - height),
    ].map { Rectangle(x: $0, y: $1, width: width, height: height) }
  }
}

extension CaptionTag {
  /// A caption's words in a size.
  struct Label {
    let text: String
    let detail: String?
    let size: Double
    let emphasis: Caption.Emphasis

    init(_ caption: Caption, size: Double, inFull: Bool) {
      text = caption.text
      detail = inFull ? caption.detail : nil
      self.size = size
      emphasis = caption.emphasis
    }

    /// Numbers beside the word take less attention than it does.
    private var small: Double { size * 0.78 }
    private var padding: Double { size * 0.25 }

    var width: Double {
      let word = emphasis == .leftOut ? text.width(size: size) : Double(text.count) * 0.7 * size
      return word + 2 * padding + (detail.map { $0.width(size: small) + padding } ?? 0)
    }
    var height: Double { size * 1.25 }

    /// On a ground of its own, so that it can be read on light and on dark pictures.
    func elements(at place: Rectangle) -> [Element] {
      let baseline = place.y + size * 0.99
      let isLeftOut = emphasis == .leftOut
      let ground = Element.rectangle(
        x: place.x, y: place.y, width: place.width, height: place.height, radius: 2,
        paint: .fill(isLeftOut ? .background : emphasis.role))
      let word = Element.text(
        text, x: place.x + padding, y: baseline, size: size, bold: !isLeftOut,
        paint: .fill(isLeftOut ? .muted : .background))
      guard let detail else {
        return [isLeftOut ? ground.with("fill-opacity", 0.7) : ground, word]
      }
      return [
        ground, word,
        .text(
          detail, x: place.right - padding, y: baseline, size: small, anchor: .end,
          paint: .fill(.background)),
      ]
    }
  }
}
