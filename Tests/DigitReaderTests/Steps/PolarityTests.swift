import Testing

@testable import DigitReader

/// Whether ink is dark or light, on pictures whose paper is known.
struct PolarityTests {
  private static let (width, height) = (160, 120)

  /// Strokes on paper; light ones on dark paper where `isBoard` says so.
  private func polarity(isBoard: @escaping (Int, Int) -> Bool) -> Polarity {
    let plane = Plane.each(Self.width, Self.height) { row, column in
      let isInk = column % 20 < 3 && row % 40 < 30
      return isBoard(row, column) == isInk ? 210 : 40
    }
    return Polarity(Edges(of: plane, noise: 0), of: plane, tile: 20) { pixel in
      let change = Int(pixel.change)
      return isBoard(Int(pixel.row), Int(pixel.column))
        ? (change * change / 2, change * change) : (change * change, change * change / 2)
    }
  }

  @Test func onePolarityIsThatOfAllEdges() {
    #expect(polarity { _, _ in false } == .dark)
    #expect(polarity { _, _ in true } == .light)
  }

  @Test(arguments: [40, 60, 80, 100, 120]) func halvesHaveTheirOwn(border: Int) throws {
    guard case .mixed(let tiles, tile: 20) = polarity(isBoard: { $1 >= border }) else {
      Issue.record("Expected both.")
      return
    }
    #expect(tiles.width == 8 && tiles.height == 6)
    for row in 0..<6 {
      for column in 0..<8 where abs(column * 20 + 10 - border) > 30 {
        #expect(tiles[row, column] == (column * 20 >= border ? 1 : 0))
      }
    }
  }

  /// One edge in a hundred is a reflection.
  @Test func aCornerOfAnotherKindIsNone() {
    #expect(polarity { $0 < 10 && $1 < 12 } == .dark)
    #expect(polarity { $0 >= 10 || $1 >= 12 } == .light)
  }

  @Test func noEdgesAtAllAreDark() {
    for (width, height) in Plane.sizes {
      let plane = Plane.even(width, height)
      let edges = Edges(of: plane, noise: 0)
      #expect(edges.pixels.isEmpty)
      #expect(Polarity(edges, of: plane, tile: 18) { _ in (1, 1) } == .dark)
    }
  }

  @Test(arguments: Plane.sizes) func pixelsAreTakenWhereTilesSay(width: Int, height: Int) {
    let (own, other) = (Plane.random(width, height), Plane.random(width, height, seed: 2))
    for tile in [1, 5, 18, 400] {
      let (columns, rows) = ((width + tile - 1) / tile, (height + tile - 1) / tile)
      let tiles = Plane.random(columns, rows, seed: 5, in: 0...1)
      var result = own
      result.replace(with: other, where: tiles, tile: tile)
      let expected = Plane.each(width, height) { row, column in
        let isOther = tiles[row / tile, column / tile] == 1
        return Int(isOther ? other[row, column] : own[row, column])
      }
      #expect(result == expected)
    }
  }

  /// The strongest, to a third; each with the extremes around it.
  @Test func edgesAreWhereThePictureChanges() {
    var plane = Plane.even(60, 40, 100)
    plane.fill(Box(x: 20, y: 10, width: 10, height: 20), with: 160)
    plane.fill(Box(x: 45, y: 10, width: 6, height: 6), with: 112)
    let edges = Edges(of: plane, noise: 0)
    #expect(!edges.pixels.isEmpty)
    for pixel in edges.pixels {
      #expect((18...31).contains(pixel.column) && (8...31).contains(pixel.row))
      #expect(pixel.darkest == 100 && pixel.brightest == 160 && pixel.change == 60)
    }
    // Noise is none.
    #expect(Edges(of: .random(60, 40, in: 100...120), noise: 6).pixels.isEmpty)
  }
}
