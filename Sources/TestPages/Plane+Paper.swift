internal import Foundation
internal import Kernels

extension Plane {
  /// Turns marks into shades of grey on a paper.
  mutating func becomeGrey(_ style: PageStyle) {
    let (paper, ink) = (style.paper, style.ink)
    apply { $0 = paper + (ink - paper) * $0 }
    if style.effects.contains(.textured) || style.effects.contains(.whiteOnBlack) {
      addTexture(style)
    }
  }

  /// Clouds of several sizes; on paper fibres, too.
  private mutating func addTexture(_ style: PageStyle) {
    var random = style.random(.texture)
    var amplitude = random.uniform(in: 4...9)
    for cell: Float in [random.uniform(in: 90...220), 37, 11, 3.3, 1.7] {
      let height = amplitude * random.uniform(in: 0.5...1)
      combine(.clouds(width: width, height: self.height, cell: cell, &random)) {
        $0 += height * $1
      }
      amplitude *= 0.72
    }
    if !style.effects.contains(.whiteOnBlack) { addFibres(style) }
  }

  /// Short curved threads, a little darker or lighter than the paper.
  private mutating func addFibres(_ style: PageStyle) {
    var random = style.random(.fibres)
    for _ in 0..<width * height / 2500 {
      var (x, y) = (random.uniform() * Float(width), random.uniform() * Float(height))
      var angle = random.uniform() * 2 * .pi
      let bend = random.uniform(in: -0.12...0.12)
      let grey = random.uniform(in: -9...6)
      for _ in 0..<5 + random.integer(below: 20) {
        let (column, row) = (Int(x), Int(y))
        guard x >= 0, y >= 0, column < width - 1, row < height - 1 else { break }
        let (s, t) = (x - Float(column), y - Float(row))
        self[column, row] += grey * (1 - s) * (1 - t)
        self[column + 1, row] += grey * s * (1 - t)
        self[column, row + 1] += grey * (1 - s) * t
        self[column + 1, row + 1] += grey * s * t
        (x, y, angle) = (x + cos(angle), y + sin(angle), angle + bend)
      }
    }
  }
}
