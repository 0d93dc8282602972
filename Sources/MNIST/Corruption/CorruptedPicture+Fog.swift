internal import Kernels

extension CorruptedPicture {
  /// Three times a plasma fractal added, and all brought back to the range of before.
  func inFog(_ random: inout RandomNumbers) -> CorruptedPicture {
    let fog = Self.plasma(&random)
    let brightest = values.max() ?? 0
    return CorruptedPicture(
      zip(values, fog).map {
        min(max(($0 + 3 * $1) * brightest / (brightest + 3), 0), 1)
      })
  }

  /// The corner of a height map by the diamond-square algorithm, from 0 to 1 over the whole map of
  /// 256 × 256, whose edges meet; the randomness of a level is that of the one before over 1.4².
  private static func plasma(_ random: inout RandomNumbers) -> [Float] {
    let size = 256
    var map = [Float](repeating: 0, count: size * size)
    var (step, wibble) = (size, Float(100))
    func at(_ row: Int, _ column: Int) -> Int { (row & (size - 1)) * size + (column & (size - 1)) }
    while step >= 2 {
      let half = step / 2
      let reach = wibble * wibble
      func mean(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Float {
        (map[a] + map[b] + map[c] + map[d]) / 4 + random.uniform(in: -reach...reach)
      }
      for row in stride(from: 0, to: size, by: step) {
        for column in stride(from: 0, to: size, by: step) {
          map[at(row + half, column + half)] = mean(
            at(row, column), at(row, column + step), at(row + step, column),
            at(row + step, column + step))
        }
      }
      for row in stride(from: 0, to: size, by: step) {
        for column in stride(from: 0, to: size, by: step) {
          map[at(row, column + half)] = mean(
            at(row, column), at(row, column + step), at(row - half, column + half),
            at(row + half, column + half))
          map[at(row + half, column)] = mean(
            at(row, column), at(row + step, column), at(row + half, column - half),
            at(row + half, column + half))
        }
      }
      step = half
      wibble /= 1.4
    }
    let (low, high) = (map.min() ?? 0, map.max() ?? 1)
    return (0..<side * side).map { (map[at($0 / side, $0 % side)] - low) / (high - low) }
  }
}
