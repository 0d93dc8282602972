/// Whether ink is darker than paper, or lighter; on a picture of both, by region.
enum Polarity: Hashable {
  case dark
  case light
  /// Tiles of some pixels a side, which hold 1 where ink is light.
  case mixed(Plane, tile: Int)

  /// How many times better the other polarity has to explain a region, and which share of all edges
  /// has to be in such regions.
  private static let advantage = 1.5
  private static let least = 0.04

  /// - Parameters:
  ///   - edges: The picture's edges.
  ///   - plane: The picture.
  ///   - tile: Pixels along a region's side.
  ///   - explained: How much of an edge is explained if dark, or light, is ink.
  init(
    _ edges: Edges, of plane: Plane, tile: Int,
    explained: (Edges.Pixel) -> (dark: Int, light: Int)
  ) {
    let (columns, rows) = (
      max(1, (plane.width + tile - 1) / tile), max(1, (plane.height + tile - 1) / tile)
    )
    var sums = [(dark: Int, light: Int)](repeating: (0, 0), count: rows * columns)
    for pixel in edges.pixels {
      let (dark, light) = explained(pixel)
      let place = Int(pixel.row) / tile * columns + Int(pixel.column) / tile
      sums[place] = (sums[place].dark + dark, sums[place].light + light)
    }
    let all = sums.reduce((0, 0)) { ($0.0 + $1.dark, $0.1 + $1.light) }
    let isLight = all.1 > all.0
    self = isLight ? .light : .dark

    // Together with the tiles around, for a tile may hold a corner of a digit.
    var tiles = [UInt8](repeating: isLight ? 1 : 0, count: rows * columns)
    var other = 0
    for row in 0..<rows {
      for column in 0..<columns {
        var (dark, light) = (0, 0)
        for y in max(0, row - 1)...min(rows - 1, row + 1) {
          for x in max(0, column - 1)...min(columns - 1, column + 1) {
            dark += sums[y * columns + x].dark
            light += sums[y * columns + x].light
          }
        }
        let (own, opposite) = isLight ? (light, dark) : (dark, light)
        guard Double(opposite) > Self.advantage * Double(own) else { continue }
        tiles[row * columns + column] = isLight ? 0 : 1
        let sum = sums[row * columns + column]
        other += isLight ? sum.dark : sum.light
      }
    }
    if Double(other) > Self.least * Double(max(all.0, all.1)) {
      self = .mixed(Plane(width: columns, height: rows, bytes: tiles), tile: tile)
    }
  }
}

extension Plane {
  /// Takes another plane's pixels where their tile holds 1.
  mutating func replace(with other: Plane, where tiles: Plane, tile: Int) {
    for row in 0..<height {
      for column in 0..<width
      where tiles[row / tile, column / tile] == 1 {
        bytes[row * width + column] = other.bytes[row * width + column]
      }
    }
  }
}
