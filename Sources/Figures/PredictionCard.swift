/// One picture of a ``PredictionGrid`` and all that is written below it.
struct PredictionCard {
  static let width = 120.0
  static let height = 216.0

  let item: ClassifiedPicture

  /// Everything, the origin at the upper left corner.
  var elements: [Element] {
    let height = areNamedByWords ? 23.0 : 32
    return frame + caption + chart(top: 202 - height, height: height)
  }

  /// Classes have words for names, beside which the guess's probability finds no place.
  private var areNamedByWords: Bool { item.classNames.contains { $0.count > 2 } }

  private var emphasis: Role {
    item.isRight == false ? .wrong : .right
  }

  private var frame: [Element] {
    let picture = item.picture
    let fitting = 112 / Double(max(picture.width, picture.height))
    // Halves of a unit are whole pixels on sharp screens, and so the crisper ones.
    let scale = fitting >= 1 ? (fitting * 2).rounded(.down) / 2 : fitting
    let panel = Element.rectangle(
      x: 0, y: 0, width: Self.width, height: Self.width, radius: 6, paint: .fill(.panel))
    let ink = picture.element(
      x: ((Self.width - Double(picture.width) * scale) / 2).rounded(),
      y: ((Self.width - Double(picture.height) * scale) / 2).rounded(), scale: scale)
    guard item.isRight == false else { return [panel, ink] }
    let border = Element.rectangle(
      x: 1, y: 1, width: Self.width - 2, height: Self.width - 2, radius: 5,
      paint: .stroke(.wrong)
    ).with("stroke-width", 2)
    return [panel, ink, border]
  }

  private var caption: [Element] {
    let isLong = areNamedByWords
    let lines: [(name: String, value: String, y: Double, room: Double)] = [
      ("guess", item.guess, 139, isLong ? 82 : 28),
      ("label", item.label ?? "–", 157, isLong ? 82 : 58),
    ]
    var elements = lines.flatMap { line in
      [
        Element.text(line.name, x: 0, y: line.y, size: 11, paint: .fill(.muted)),
        .text(
          line.value, x: 38, y: line.y, size: isLong ? 11.5 : 13, bold: true, within: line.room),
      ]
    }
    if !isLong {
      elements.append(
        .text(percentage(item.confidence), x: Self.width, y: 139, size: 12, anchor: .end))
    }
    if let isRight = item.isRight {
      elements += Self.mark(
        isRight: isRight, x: Self.width - (isLong ? 11 : 7), y: isLong ? 11 : 152.5)
    }
    return elements
  }

  /// A tick or a cross on a disc.
  private static func mark(isRight: Bool, x: Double, y: Double) -> [Element] {
    let glyph = isRight ? "M-3.2 .3L-1 2.6L3.3 -2.3" : "M-2.5 -2.5L2.5 2.5M2.5 -2.5L-2.5 2.5"
    return [
      .circle(x: x, y: y, radius: 7, paint: .fill(isRight ? .right : .wrong)),
      .path(glyph, paint: .stroke(.background))
        .with("stroke-width", 1.8).with("stroke-linecap", "round")
        .with("transform", "translate(\(coordinate(x)) \(coordinate(y)))"),
    ]
  }

  private func chart(top: Double, height: Double) -> [Element] {
    let bars = item.bars
    let slot = Self.width / Double(max(1, bars.count))
    let barWidth = min(8, slot)
    let baseline = top + height
    let rule = Element.line(
      from: (0, baseline + 0.5), to: (Self.width, baseline + 0.5), paint: .stroke(.rule))
    return [rule]
      + bars.enumerated().flatMap { index, bar -> [Element] in
        let middle = (Double(index) + 0.5) * slot
        let role: Role? = bar.isGuess ? emphasis : bar.isLabel ? .right : nil
        let name = Element.text(
          bar.name, x: middle, y: baseline + 12, size: 9.5, anchor: .middle,
          bold: role != nil, paint: .fill(role ?? .muted), within: slot)
        let barHeight = bar.probability * height
        guard barHeight >= 0.25 else { return [name] }
        let rectangle = Element.rectangle(
          x: middle - barWidth / 2, y: baseline - barHeight, width: barWidth, height: barHeight,
          paint: .fill(role ?? .faint))
        guard bar.isGuess, areNamedByWords else { return [rectangle, name] }
        // Over its bar, as far as the card reaches.
        let share = Element.text(
          percentage(item.confidence), x: min(max(middle, 18), Self.width - 18),
          y: baseline - barHeight - 3, size: 9.5, anchor: .middle)
        return [rectangle, name, share]
      }
  }
}
