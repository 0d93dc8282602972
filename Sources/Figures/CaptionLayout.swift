/// The places of all captions of an ``AnnotatedPicture``: one size for the page, each in full if nearly
/// all have room for that, else with the word alone for all that is sure.
struct CaptionLayout {
  /// What is drawn, in order.
  private(set) var elements: [Element] = []

  private let bounds: Rectangle
  private var taken: [Rectangle]
  /// How many are not as they were meant to be.
  private var misfits = 0

  /// Captions that may lie anywhere within the bounds.
  init(_ tags: [CaptionTag], within bounds: Rectangle) {
    let found = tags.filter { !$0.isLeftOut }
    let heights = found.map(\.box.height).sorted()
    let usual = min(max((heights.isEmpty ? 40 : heights[heights.count / 2]) * 0.3, 7), 13)
    let styles = [(usual, true), (max(usual * 0.75, 6.5), true), (usual, false)]
    // Lines of boxes may be covered, ink may not.
    let ink = found.map { $0.box.grown(by: -CaptionTag.room) }
    let boxes = CaptionLayout(bounds: bounds, taken: ink)
    var layout = boxes
    for (size, inFull) in styles + [(max(usual * 0.75, 6.5), false)] {
      layout = boxes
      for tag in found { layout.place(tag, size: size, inFull: inFull) }
      if layout.misfits * 5 <= found.count { break }
    }
    // What is no digit only takes what is left.
    for tag in tags where tag.isLeftOut { layout.place(tag, size: 7, inFull: true) }
    self = layout
  }

  private init(bounds: Rectangle, taken: [Rectangle]) {
    self.bounds = bounds
    self.taken = taken
  }

  private mutating func place(_ tag: CaptionTag, size: Double, inFull: Bool) {
    let inFull = inFull || tag.caption.emphasis != .sure
    var best: (place: Rectangle, label: CaptionTag.Label, overlap: Double)?
    for inFull in inFull && tag.caption.detail != nil ? [true, false] : [inFull] {
      let label = CaptionTag.Label(tag.caption, size: size, inFull: inFull)
      for place in tag.places(of: label) {
        let overlap = overlap(place)
        if best.map({ overlap < $0.overlap }) ?? true { best = (place, label, overlap) }
        if overlap == 0 { break }
      }
      if best?.overlap == 0 { break }
      misfits += 1
    }
    guard let best, best.overlap == 0 || !tag.isLeftOut else { return }
    taken.append(best.place)
    elements += best.label.elements(at: best.place)
  }

  /// How much of a place is taken, or outside.
  private func overlap(_ place: Rectangle) -> Double {
    let outside = place.width * place.height - place.overlap(bounds)
    return taken.reduce(outside < 0.01 ? 0 : outside * 4) { $0 + $1.overlap(place) }
  }
}
