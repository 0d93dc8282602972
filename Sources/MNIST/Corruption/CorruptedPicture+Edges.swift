internal import Foundation

extension CorruptedPicture {
  /// 1 where Canny's detector finds an edge, 0 elsewhere: `skimage.feature.canny` with its defaults,
  /// σ = 1 and thresholds 0.1 and 0.2.
  ///
  /// Canny, "A computational approach to edge detection", 1986: slopes of the blurred picture, thinned to
  /// their crests; those above the high threshold stay, with all that hang together with them above
  /// the low one.
  var edges: CorruptedPicture {
    // The blur's loss at the edges is made up for.
    let kernel = Self.gaussian(1)
    let reach = mapped { _ in 1 }.convolved(kernel, isZero: true)
    let smooth = CorruptedPicture(
      zip(convolved(kernel, isZero: true).values, reach.values).map { $0 / $1 })
    let (down, across) = smooth.slopes
    let steepness = CorruptedPicture(zip(down.values, across.values).map(hypot))
    var isCrest = [Bool](repeating: false, count: values.count)
    for row in 1..<Self.side - 1 {
      for column in 1..<Self.side - 1 {
        isCrest[row * Self.side + column] =
          steepness[row, column] >= 0.1
          && steepness.isCrest(row, column, down[row, column], across[row, column])
      }
    }
    return CorruptedPicture(steepness.joined(isCrest).map { $0 ? 1 : 0 })
  }

  /// Sobel's differences, down and across; beyond the edge the picture is mirrored.
  private var slopes: (down: CorruptedPicture, across: CorruptedPicture) {
    func place(_ i: Int) -> Int { i < 0 ? -i - 1 : i >= Self.side ? 2 * Self.side - 1 - i : i }
    func at(_ row: Int, _ column: Int) -> Float { self[place(row), place(column)] }
    var (down, across) = (self, self)
    for i in 0..<Self.side {
      for j in 0..<Self.side {
        down[i, j] =
          at(i + 1, j - 1) + 2 * at(i + 1, j) + at(i + 1, j + 1)
          - at(i - 1, j - 1) - 2 * at(i - 1, j) - at(i - 1, j + 1)
        across[i, j] =
          at(i - 1, j + 1) + 2 * at(i, j + 1) + at(i + 1, j + 1)
          - at(i - 1, j - 1) - 2 * at(i, j - 1) - at(i + 1, j - 1)
      }
    }
    return (down, across)
  }

  /// Nowhere along the slope is it steeper, between pixels as a mixture of the two beside.
  private func isCrest(_ row: Int, _ column: Int, _ down: Float, _ across: Float) -> Bool {
    let (vertical, horizontal) = (abs(down), abs(across))
    let isSteep = vertical >= horizontal
    let share = isSteep ? horizontal / max(vertical, .leastNormalMagnitude) : vertical / horizontal
    func beside(_ sign: Int) -> Float {
      let y = sign * (down >= 0 ? 1 : -1)
      let x = sign * (across >= 0 ? 1 : -1)
      let straight = isSteep ? self[row + y, column] : self[row, column + x]
      return self[row + y, column + x] * share + straight * (1 - share)
    }
    return self[row, column] >= beside(1) && self[row, column] >= beside(-1)
  }

  /// Those that hang together, corners included, with one of at least 0.2.
  private func joined(_ isCrest: [Bool]) -> [Bool] {
    var found = [Bool](repeating: false, count: values.count)
    var open = values.indices.filter { isCrest[$0] && values[$0] >= 0.2 }
    while let index = open.popLast() {
      guard !found[index] else { continue }
      found[index] = true
      let (row, column) = (index / Self.side, index % Self.side)
      for y in max(0, row - 1)...min(Self.side - 1, row + 1) {
        for x in max(0, column - 1)...min(Self.side - 1, column + 1)
        where isCrest[y * Self.side + x] {
          open.append(y * Self.side + x)
        }
      }
    }
    return found
  }
}
