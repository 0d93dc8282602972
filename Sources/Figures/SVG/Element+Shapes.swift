extension Element {
  /// Elements drawn together, moved by `x` and `y`.
  static func group(x: Double, y: Double, _ children: [Element]) -> Element {
    Element(name: "g", content: .children(children))
      .with("transform", "translate(\(coordinate(x)) \(coordinate(y)))")
  }

  static func rectangle(
    x: Double, y: Double, width: Double, height: Double, radius: Double = 0, paint: Paint
  ) -> Element {
    let plain = Element(name: "rect", paint: paint)
      .with("x", x).with("y", y).with("width", max(0, width)).with("height", max(0, height))
    return radius > 0 ? plain.with("rx", radius) : plain
  }

  static func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), paint: Paint
  ) -> Element {
    Element(name: "line", paint: paint)
      .with("x1", start.x).with("y1", start.y).with("x2", end.x).with("y2", end.y)
  }

  static func circle(x: Double, y: Double, radius: Double, paint: Paint) -> Element {
    Element(name: "circle", paint: paint).with("cx", x).with("cy", y).with("r", radius)
  }

  static func path(_ data: String, paint: Paint) -> Element {
    Element(name: "path", paint: paint).with("d", data)
  }

  /// Where a text's `x` lies.
  enum Anchor: String {
    case start, middle, end
  }

  /// One line of text on the baseline `y`, shortened if it would be wider than `width`.
  static func text(
    _ text: String, x: Double, y: Double, size: Double, anchor: Anchor = .start,
    bold: Bool = false, paint: Paint = .fill(.ink), within width: Double = .infinity
  ) -> Element {
    var element = Element(name: "text", paint: paint)
      .with("x", x).with("y", y).with("font-size", size)
    if anchor != .start { element = element.with("text-anchor", anchor.rawValue) }
    if bold { element = element.with("font-weight", "600") }
    element.content = .text(text.shortened(toWidth: width, size: size))
    return element
  }
}

extension String {
  /// About the width of the text at a font size: that of the widest typeface in the stack.
  func width(size: Double) -> Double { Double(count) * 0.64 * size }

  /// The text itself if it fits, else its beginning and an ellipsis, at least one character.
  func shortened(toWidth width: Double, size: Double) -> String {
    let room = width / (0.64 * size)
    guard room.isFinite, Double(count) > room else { return self }
    let characters = Int(max(1, room))
    return characters < 2 ? String(prefix(1)) : "\(prefix(characters - 1))…"
  }
}
