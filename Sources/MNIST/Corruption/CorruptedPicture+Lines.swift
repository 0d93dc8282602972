internal import Foundation
internal import Kernels

extension CorruptedPicture {
  /// A line from edge to edge, of which every other two columns are missing.
  func withDottedLine(_ random: inout RandomNumbers) -> CorruptedPicture {
    let (first, last) = (random.integer(below: 27), random.integer(below: 27))
    return withLine(
      from: (0, Float(first)), to: (27, Float(last)),
      where: { $0 / 2 % 2 == 1 })
  }

  /// A line that goes up and down by two pixels, from column 2 to 25.
  func withZigzag(_ random: inout RandomNumbers) -> CorruptedPicture {
    let (start, end, size) = (Float(2), Float(25), Float(2))
    let first = Float(random.integer(below: 27))
    let rise = Float(random.integer(below: 10) - 5)
    let angle = atan(rise / (end - start))
    let length = (end - start) / cos(angle)
    var corners: [(Float, Float)] = [(0, 0)]
    var height: Float = 0
    for i in 0..<Int((length - size) / (2 * size)) + 1 {
      height = i % 2 == 0 ? size : -size
      corners.append((Float(2 * i + 1) * size, height))
    }
    let reached = 2 * size * (length / (2 * size)).rounded(.down)
    if length != reached { corners.append((length, height / (2 * (length - reached)))) }
    let turned = corners.map { column, row in
      (
        column: cos(angle) * column - sin(angle) * row + start,
        row: sin(angle) * column + cos(angle) * row + first
      )
    }
    var picture = self
    for (from, to) in zip(turned, turned.dropFirst()) {
      picture = picture.withLine(
        from: (from.column, from.row), to: (to.column, to.row), where: { _ in true })
    }
    return picture
  }

  /// A line added, 1 in its middle and `log(1 − distance / 2.3) + 1` beside it, distances taken along
  /// the column.
  private func withLine(
    from: (column: Float, row: Float), to: (column: Float, row: Float),
    where isDrawn: (_ column: Int) -> Bool
  ) -> CorruptedPicture {
    guard from.column != to.column else { return self }
    let slope = (to.row - from.row) / (to.column - from.column)
    let first = max(0, Int(from.column.rounded(.down)))
    let end = min(Self.side, Int(to.column.rounded(.up)))
    guard first < end else { return self }
    var result = self
    for column in first..<end where isDrawn(column) {
      let middle = slope * (Float(column) - from.column) + from.row
      for row in 0..<Self.side {
        let distance = min(abs(Float(row) - middle), 2.3 - 1e-6)
        let ink = min(max(log(1 - distance / 2.3) + 1, 0), 1)
        result[row, column] = min(1, result[row, column] + ink)
      }
    }
    return result
  }
}
