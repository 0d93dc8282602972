internal import Foundation
internal import Kernels

/// From where the camera sees the page, and how much of it.
struct View {
  /// The picture's size.
  let width, height: Int
  /// The part of the page that the picture shows, in the layout's pixels.
  let left, top, pageWidth, pageHeight: Int
  private let toPicture, toPage: Homography
  private let isStraight: Bool

  init(of layout: Layout, style: PageStyle) {
    var random = style.random(.view)
    let turn = Self.turn(layout, style, &random)
    isStraight = !style.effects.contains(.rotated) && !style.effects.contains(.perspective)
    let (w, h) = (Float(layout.width), Float(layout.height))
    let corners = [turn(0, 0), turn(w, 0), turn(0, h), turn(w, h)]
    let (minX, maxX) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 0)
    let (minY, maxY) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 0)

    // Margins are the same whatever the condition.
    var shared = style.shared(.view)
    func margins(_ size: Float) -> (Float, Float) {
      let (a, b) = (shared.uniform(in: 0.3...2), shared.uniform(in: 0.3...2))
      let share = shared.uniform()
      let (before, after) = (12 + a * style.digitHeight, 12 + b * style.digitHeight)
      let least = 500 + 400 * shared.uniform() * shared.uniform()
      let missing = max(0, least - before - after - size)
      return (before + missing * share, after + missing * (1 - share))
    }
    let (x, y) = (margins(maxX - minX), margins(maxY - minY))
    let (shiftX, shiftY) = ((x.0 - minX).rounded(), (y.0 - minY).rounded())
    width = Int((maxX + shiftX + x.1).rounded())
    height = Int((maxY + shiftY + y.1).rounded())
    toPicture = Homography.translation(shiftX, shiftY).after(turn)
    toPage = toPicture.inverse

    if isStraight {
      (left, top, pageWidth, pageHeight) = (-Int(shiftX), -Int(shiftY), width, height)
    } else {
      let (w, h) = (Float(width), Float(height))
      let corners = [toPage(0, 0), toPage(w, 0), toPage(0, h), toPage(w, h)]
      left = Int((corners.map(\.x).min() ?? 0).rounded(.down)) - 2
      top = Int((corners.map(\.y).min() ?? 0).rounded(.down)) - 2
      pageWidth = Int((corners.map(\.x).max() ?? 0).rounded(.up)) + 2 - left
      pageHeight = Int((corners.map(\.y).max() ?? 0).rounded(.up)) + 2 - top
    }
  }

  /// A rotation and a slant about the middle of what is written.
  private static func turn(
    _ layout: Layout, _ style: PageStyle, _ random: inout RandomNumbers
  ) -> Homography {
    let (x, y) = (Float(layout.width) / 2, Float(layout.height) / 2)
    var turn = Homography.identity
    if style.effects.contains(.rotated) {
      let angle = random.uniform(in: 3...15) * (random.happens(0.5) ? -1 : 1) * .pi / 180
      turn = Homography(
        rows: (
          SIMD3(cos(angle), -sin(angle), 0), SIMD3(sin(angle), cos(angle), 0), SIMD3(0, 0, 1)
        ))
    }
    if style.effects.contains(.perspective) {
      // A corner moves by up to 8 % of a side, 16 % of half of it.
      let half = max(x, y)
      func slant(_ range: ClosedRange<Float>) -> Float {
        random.uniform(in: range) * (random.happens(0.5) ? -1 : 1)
      }
      turn = Homography(
        rows: (
          SIMD3(1, slant(0...0.03), 0), SIMD3(slant(0...0.03), 1, 0),
          SIMD3(slant(0.02...0.065) / half, slant(0.02...0.065) / half, 1)
        )
      ).after(turn)
    }
    return Homography.translation(x, y).after(turn).after(.translation(-x, -y))
  }

  /// The smallest box around what the picture shows of a digit.
  func box(of place: Layout.Place) -> TestPage.Box {
    let glyph = place.glyph
    guard !isStraight else {
      return TestPage.Box(
        x: place.x - left, y: place.y - top, width: glyph.width, height: glyph.height)
    }
    var (minX, minY, maxX, maxY) = (
      Float.infinity, Float.infinity, -Float.infinity, -Float.infinity
    )
    for y in 0..<glyph.height {
      for x in 0..<glyph.width where glyph.plane[x, y] > 0.15 {
        let seen = toPicture(Float(place.x + x), Float(place.y + y))
        (minX, maxX) = (min(minX, seen.x), max(maxX, seen.x))
        (minY, maxY) = (min(minY, seen.y), max(maxY, seen.y))
      }
    }
    let (x, y) = (Int(minX.rounded(.down)), Int(minY.rounded(.down)))
    return TestPage.Box(
      x: x, y: y, width: Int(maxX.rounded(.up)) + 1 - x, height: Int(maxY.rounded(.up)) + 1 - y)
  }

  /// What the camera sees of the page, between its pixels a mixture of the four around.
  func taken(of page: Plane) -> Plane {
    guard !isStraight else { return page }
    var picture = Plane(width: width, height: height)
    let (pageWidth, pageHeight) = (page.width, page.height)
    let map = Homography.translation(Float(-left), Float(-top)).after(toPage)
    page.values.withUnsafeBufferPointer { page in
      picture.values.withUnsafeMutableBufferPointer { picture in
        for y in 0..<height {
          for x in 0..<width {
            let (u, v) = map(Float(x), Float(y))
            let (column, row) = (
              min(max(Int(u), 0), pageWidth - 2), min(max(Int(v), 0), pageHeight - 2)
            )
            let (s, t) = (u - Float(column), v - Float(row))
            let i = row * pageWidth + column
            let above = page[i] + (page[i + 1] - page[i]) * s
            let below =
              page[i + pageWidth] + (page[i + pageWidth + 1] - page[i + pageWidth]) * s
            picture[y * width + x] = above + (below - above) * t
          }
        }
      }
    }
    return picture
  }
}
