/// Finds ink: what is narrow and unlike its surroundings, dark on light or light on dark.
///
/// Paper is what remains when everything narrower than a stroke is filled (Serra's closing, its
/// residue the "top hat"): that follows shades, shadows and their edges, where a mean or a median of
/// the surroundings would not. How wide strokes are, and whether they are dark or light, is what
/// explains the picture's edges.
struct InkFinder {
  private let plane: Plane
  private let edges: Edges
  /// The picture, halved again and again.
  private let halves: [Plane]

  /// The width of the narrowest window; each further one is about twice as wide.
  private static let narrowest = 9
  private static let widest = 600
  /// Pixels of a window, at least, once the picture is reduced for it.
  private static let window = 17
  /// The share of a flat paper's pixels that have its shade.
  private static let evenShare = 0.998
  /// The share of a drawing's pixels that have its paper's shade, at least.
  private static let drawingShare = 0.55

  init(_ image: Plane) {
    var plane = image
    var noise = Edges.noise(of: plane)
    // Blurred as long as noise would be taken for ink.
    for _ in 0..<2 where noise > 3 {
      plane = plane.blurred()
      noise = Edges.noise(of: plane)
    }
    self.plane = plane
    edges = Edges(of: plane, noise: noise)
    var halves = [plane]
    while let last = halves.last, halves.count < 6, min(last.width, last.height) >= 4 {
      halves.append(last.reduced(by: 2))
    }
    self.halves = halves
  }

  /// No noise, and one shade of paper.
  private var isDrawing: Bool {
    edges.noise == 0 && Histogram(plane).largestShare >= Self.drawingShare
  }

  /// All ink; nil if nothing on the picture has an edge.
  func find() -> Ink? {
    guard !edges.pixels.isEmpty else { return nil }
    let isDrawing = isDrawing
    let extent = min(plane.width, plane.height)
    var papers = [papers(Self.narrowest)]
    while let last = papers.last, last.size < extent, last.size < Self.widest {
      papers.append(self.papers(last.size * 2 - 1))
    }
    // No stroke is wider; the edges of a sheet on a table are not to be explained, but a drawing has none.
    let parts = isDrawing ? 2 : 4
    let strokes = papers.prefix { $0.size == Self.narrowest || $0.size * parts <= extent }
    let scores = strokes.map { paper in
      let (dark, light) = edges.pixels.reduce(into: (0, 0)) { sums, pixel in
        let explained = explained(pixel, by: paper)
        sums = (sums.0 + explained.dark, sums.1 + explained.light)
      }
      return max(dark, light)
    }
    // The narrowest that explains nearly all; then wider, for blots, and where strokes meet. Drawings
    // have no shadows, so that theirs may be wider still.
    guard let most = scores.max(), most > 0,
      let first = scores.firstIndex(where: { 5 * $0 >= 4 * most })
    else { return nil }
    let wider = isDrawing ? 3 : 2
    let paper = papers[min(first + wider, papers.count - 1)]
    let polarity = Polarity(
      edges, of: plane, tile: paper.size, explained: { explained($0, by: papers[first]) })

    let (width, height) = (plane.width, plane.height)
    var strength: Plane
    switch polarity {
    case .dark:
      strength = .excess(of: paper.dark.enlarged(toWidth: width, height: height), over: plane)
    case .light:
      strength = .excess(of: plane, over: paper.light.enlarged(toWidth: width, height: height))
    case .mixed(let tiles, let tile):
      strength = .excess(of: paper.dark.enlarged(toWidth: width, height: height), over: plane)
      let light = Plane.excess(
        of: plane, over: paper.light.enlarged(toWidth: width, height: height))
      strength.replace(with: light, where: tiles, tile: tile)
    }
    let level = Histogram(polarity == .light ? paper.light : paper.dark)
    return Threshold(
      strength, size: paper.size, noise: edges.noise,
      isPaperFlat: level.largestShare >= Self.evenShare
    ).ink()
  }

  /// The picture without everything dark, and without everything bright, that is narrower than `size`.
  private struct Papers {
    let size: Int
    let dark, light: Plane
  }

  private func papers(_ size: Int) -> Papers {
    var (level, window) = (0, size)
    while window > Self.window, level + 1 < halves.count {
      level += 1
      window = window / 2 | 1
    }
    return Papers(
      size: size, dark: halves[level].closed(by: window), light: halves[level].opened(by: window))
  }

  /// How much of an edge is explained if dark, or light, is ink: of its change, so much as its pixels
  /// differ from their paper; strong edges count more.
  private func explained(_ pixel: Edges.Pixel, by paper: Papers) -> (dark: Int, light: Int) {
    let row = min(Int(pixel.row) * paper.dark.height / plane.height, paper.dark.height - 1)
    let column = min(Int(pixel.column) * paper.dark.width / plane.width, paper.dark.width - 1)
    let change = Int(pixel.change)
    let dark = Int(paper.dark[row, column]) - Int(pixel.darkest)
    let light = Int(pixel.brightest) - Int(paper.light[row, column])
    return (min(change, max(0, dark)) * change, min(change, max(0, light)) * change)
  }
}
