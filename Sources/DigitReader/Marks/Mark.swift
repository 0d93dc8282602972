/// Ink that hangs together.
struct Mark: Sendable {
  /// Pixels of one row, side by side.
  struct Run: Sendable {
    let row, start, end: Int32
  }

  private(set) var runs: [Run]
  private(set) var box: Box
  /// Pixels.
  private(set) var area: Int

  init(_ runs: [Run]) {
    self.runs = runs
    var (left, right) = (Int32.max, Int32.min)
    var (top, bottom) = (Int32.max, Int32.min)
    var area = 0
    for run in runs {
      left = min(left, run.start)
      right = max(right, run.end)
      top = min(top, run.row)
      bottom = max(bottom, run.row)
      area += Int(run.end - run.start)
    }
    self.area = area
    box = Box(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top) + 1)
  }

  mutating func add(_ other: Mark) {
    runs += other.runs
    box = box.union(other.box)
    area += other.area
  }
}

extension Mark {
  /// All marks of a mask: runs that touch, corners included, hang together.
  static func all(in mask: Plane) -> [Mark] {
    var runs: [Run] = []
    var parents: [Int32] = []
    func root(_ run: Int32) -> Int32 {
      var run = run
      while parents[Int(run)] != run {
        parents[Int(run)] = parents[Int(parents[Int(run)])]
        run = parents[Int(run)]
      }
      return run
    }
    var above = 0..<0
    mask.bytes.withUnsafeBufferPointer { pixels in
      for row in 0..<mask.height {
        let first = runs.count
        let line = row * mask.width
        var column = 0
        while column < mask.width {
          guard pixels[line + column] != 0 else {
            column += 1
            continue
          }
          let start = column
          while column < mask.width, pixels[line + column] != 0 { column += 1 }
          parents.append(Int32(runs.count))
          runs.append(Run(row: Int32(row), start: Int32(start), end: Int32(column)))
        }
        var upper = above.lowerBound
        for lower in first..<runs.count {
          while upper < above.upperBound, runs[upper].end < runs[lower].start { upper += 1 }
          var touching = upper
          while touching < above.upperBound, runs[touching].start <= runs[lower].end {
            let (a, b) = (root(Int32(touching)), root(Int32(lower)))
            parents[Int(max(a, b))] = min(a, b)
            touching += 1
          }
        }
        above = first..<runs.count
      }
    }
    var members: [Int32: [Run]] = [:]
    var order: [Int32] = []
    for (index, run) in runs.enumerated() {
      let root = root(Int32(index))
      if members[root] == nil { order.append(root) }
      members[root, default: []].append(run)
    }
    return order.map { Mark(members[$0] ?? []) }
  }
}
