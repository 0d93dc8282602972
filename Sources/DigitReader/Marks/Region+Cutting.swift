extension Region {
  /// Two halves for each of some ways to cut the region from top to bottom, through as little ink as
  /// possible: digits that touch.
  func cuts() -> [(left: Region, right: Region)] {
    guard box.width >= 6 else { return [] }
    var seams: [[Int]] = []
    for middle in [0.5, 0.35, 0.65] {
      let reach = max(2, Int(0.2 * Double(box.width)))
      let centre = Int(middle * Double(box.width))
      let columns = max(1, centre - reach)...min(box.width - 2, centre + reach)
      let seam = seam(within: columns)
      if let seam, !seams.contains(seam) { seams.append(seam) }
    }
    return seams.compactMap(halves)
  }

  /// For each row the column that begins the right half: the path with the least ink on it.
  ///
  /// It steps no more than one column aside a row. Nil if it crosses more than one stroke: that is no place where two
  /// digits touch.
  private func seam(within columns: ClosedRange<Int>) -> [Int]? {
    var inked = [Bool](repeating: false, count: box.width * box.height)
    for mark in marks {
      for run in mark.runs {
        for column in Int(run.start)..<Int(run.end) {
          inked[(Int(run.row) - box.y) * box.width + column - box.x] = true
        }
      }
    }
    let count = columns.count
    // Ink costs a lot, a step aside a little.
    let (inkCost, stepCost) = (20, 1)
    var costs = [Int](repeating: 0, count: box.height * count)
    var from = [Int](repeating: 0, count: box.height * count)
    for row in 0..<box.height {
      for index in 0..<count {
        let own = inked[row * box.width + columns.lowerBound + index] ? inkCost : 0
        guard row > 0 else {
          costs[index] = own
          continue
        }
        var best = (cost: Int.max, index: index)
        for above in max(0, index - 1)...min(count - 1, index + 1) {
          let cost = costs[(row - 1) * count + above] + (above == index ? 0 : stepCost)
          if cost < best.cost { best = (cost, above) }
        }
        costs[row * count + index] = own + best.cost
        from[row * count + index] = best.index
      }
    }
    let last = (box.height - 1) * count
    var index = (0..<count).min { costs[last + $0] < costs[last + $1] } ?? 0
    var seam = [Int](repeating: 0, count: box.height)
    for row in (0..<box.height).reversed() {
      seam[row] = columns.lowerBound + index
      index = from[row * count + index]
    }
    var crossings = 0
    for row in 0..<box.height where inked[row * box.width + seam[row]] {
      if row == 0 || !inked[(row - 1) * box.width + seam[row - 1]] { crossings += 1 }
    }
    return crossings <= 1 ? seam : nil
  }

  private func halves(_ seam: [Int]) -> (left: Region, right: Region)? {
    var (left, right): ([Mark.Run], [Mark.Run]) = ([], [])
    for mark in marks {
      for run in mark.runs {
        let cut = Int32(box.x + seam[Int(run.row) - box.y])
        if run.start < cut {
          left.append(.init(row: run.row, start: run.start, end: min(run.end, cut)))
        }
        if run.end > cut {
          right.append(.init(row: run.row, start: max(run.start, cut), end: run.end))
        }
      }
    }
    guard !left.isEmpty, !right.isEmpty else { return nil }
    return (Region(Mark(left)), Region(Mark(right)))
  }
}
