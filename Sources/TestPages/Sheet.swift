internal import Foundation
internal import Kernels
internal import NeuralNetwork

/// What is on the paper: 0 where it is blank, 1 where ink is at its darkest.
struct Sheet {
  private(set) var marks: Plane

  init(_ layout: Layout, behind: Layout?, view: View, style: PageStyle) {
    marks = Plane(width: view.pageWidth, height: view.pageHeight)
    if style.effects.contains(.ruled) || style.effects.contains(.squared) { rule(style) }
    if let behind { shineThrough(behind, style) }
    write(layout, view, style)
  }

  /// Lines beneath the digits.
  private mutating func rule(_ style: PageStyle) {
    var random = style.random(.lines)
    let spacing = style.digitHeight * random.uniform(in: 0.8...2)
    let width = 1 + random.uniform() * ((0.04 * style.digitHeight).clamped(to: 0...2))
    let strength = random.uniform(in: 0.2...0.6)
    let slope = random.uniform(in: -0.012...0.012)
    let (firstRow, firstColumn) = (random.uniform() * spacing, random.uniform() * spacing)
    let hasMargin = random.happens(0.4)
    let margin = random.uniform(in: 0.05...0.2) * Float(marks.width)
    let isSquared = style.effects.contains(.squared)
    func line(_ distance: Float) -> Float { (width / 2 + 0.5 - distance).clamped(to: 0...1) }
    func toNearest(_ place: Float) -> Float {
      let share = place / spacing
      return abs(share - share.rounded()) * spacing
    }
    let columns = (0..<marks.width).map { Float($0) }
    for y in 0..<marks.height {
      for x in columns {
        var mark = line(toNearest(Float(y) - firstRow + slope * x))
        let across = x - slope * Float(y)
        if isSquared { mark = max(mark, line(toNearest(across - firstColumn))) }
        if hasMargin { mark = max(mark, line(abs(across - margin))) }
        marks.values[y * marks.width + Int(x)] = mark * strength
      }
    }
  }

  /// The other side's digits, mirrored, blurred by the paper.
  private mutating func shineThrough(_ behind: Layout, _ style: PageStyle) {
    var random = style.random(.otherSide)
    let (x, y) = (
      Int(random.uniform(in: 0...1) * Float(max(0, marks.width - behind.width))),
      Int(random.uniform(in: 0...1) * Float(max(0, marks.height - behind.height)))
    )
    let strength = random.uniform(in: 0.06...0.15)
    let seen = behind.coverage(left: -x, top: -y, width: marks.width, height: marks.height)
      .mirrored.blurred(sigma: max(1, style.digitHeight * random.uniform(in: 0.025...0.05)))
    marks.combine(seen) { mark, seen in mark += strength * seen * (1 - mark) }
  }

  /// Ink, darker here and lighter there.
  private mutating func write(_ layout: Layout, _ view: View, _ style: PageStyle) {
    var random = style.shared(.ink)
    let (width, height) = (marks.width, marks.height)
    let ink = layout.coverage(left: view.left, top: view.top, width: width, height: height)
    var strength = Plane.clouds(
      width: width, height: height, cell: max(4, 0.3 * style.digitHeight), &random)
    let uneven = random.uniform(in: 0.02...0.09)
    strength.apply { $0 = 1 - uneven * (1 + $0) }
    if style.effects.contains(.whiteOnBlack) {
      // Chalk leaves the board's pores dark.
      let pores = Plane.clouds(width: width, height: height, cell: 2.2, &random)
      let depth = random.uniform(in: 0.25...0.5)
      strength.combine(pores) { $0 *= 1 - depth * max(0, $1) }
    }
    strength.combine(ink) { $0 *= $1 }
    marks.combine(strength) { mark, strength in mark = max(mark, strength) }
  }
}
