import Testing

@testable import DigitReader

/// Each step between planes, beside a loop that does nothing clever.
struct PlaneTests {
  @Test(arguments: Plane.sizes) func reducedIsTheMeanOfEachSquare(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    for factor in [1, 2, 3, 5, 400] {
      let (columns, rows) = (max(1, width / factor), max(1, height / factor))
      let expected = Plane.each(columns, rows) { row, column in
        let lines = row * factor..<(row == rows - 1 ? height : (row + 1) * factor)
        let places = column * factor..<(column == columns - 1 ? width : (column + 1) * factor)
        let square = lines.flatMap { y in places.map { Double(plane[y, $0]) } }
        return Int((square.reduce(0, +) / Double(square.count)).rounded())
      }
      #expect(plane.reduced(by: factor) == expected, "\(factor)")
    }
  }

  /// Shares of a pixel are rounded down to 256ths, both ways.
  @Test(arguments: Plane.sizes) func enlargedIsAMixtureOfFour(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    for (wide, high) in [(width, height), (2 * width, 2 * height), (width + 5, 3 * height + 1)] {
      let large = plane.enlarged(toWidth: wide, height: high)
      #expect(large.width == wide && large.height == high)
      func place(_ index: Int, _ count: Int, _ fewer: Int) -> (Int, Int, Double) {
        let exact = (Double(index) + 0.5) * Double(fewer) / Double(count) - 0.5
        let inside = min(max(exact, 0), Double(fewer - 1))
        let before = Int(inside)
        return (before, min(before + 1, fewer - 1), inside - Double(before))
      }
      var worst = 0.0
      for row in 0..<high {
        for column in 0..<wide {
          let (above, below, down) = place(row, high, height)
          let (left, right, across) = place(column, wide, width)
          let upper =
            Double(plane[above, left]) * (1 - across) + Double(plane[above, right]) * across
          let lower =
            Double(plane[below, left]) * (1 - across) + Double(plane[below, right]) * across
          let expected = upper * (1 - down) + lower * down
          worst = max(worst, abs(expected - Double(large[row, column])))
        }
      }
      #expect(worst <= 2.5)
    }
    #expect(plane.enlarged(toWidth: width, height: height) == plane)
  }

  @Test func enlargedKeepsWhatIsEven() {
    for level in [UInt8(0), 1, 127, 255] {
      let large = Plane.even(7, 3, level).enlarged(toWidth: 61, height: 40)
      #expect(large == .even(61, 40, level))
    }
  }

  @Test(arguments: Plane.sizes) func blurredWeighs121BothWays(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    let expected = Plane.each(width, height) { row, column in
      var sum = 0
      for (y, down) in [(-1, 1), (0, 2), (1, 1)] {
        for (x, across) in [(-1, 1), (0, 2), (1, 1)] {
          let inside = (min(max(row + y, 0), height - 1), min(max(column + x, 0), width - 1))
          sum += down * across * Int(plane[inside.0, inside.1])
        }
      }
      return (sum + 8) / 16
    }
    #expect(plane.blurred() == expected)
    #expect(Plane.even(width, height, 255).blurred() == .even(width, height, 255))
  }

  @Test(arguments: Plane.sizes) func transposedTurnsRowsIntoColumns(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    let turned = plane.transposed
    #expect(turned.width == height && turned.height == width)
    #expect(turned == Plane.each(height, width) { Int(plane[$1, $0]) })
    #expect(turned.transposed == plane)
  }

  @Test(arguments: Plane.sizes) func excessAndLeastCompareEachPixel(width: Int, height: Int) {
    let (a, b) = (Plane.random(width, height), Plane.random(width, height, seed: 2))
    let pairs = zip(a.bytes, b.bytes)
    #expect(Plane.excess(of: a, over: b).bytes == pairs.map { UInt8(max(0, Int($0) - Int($1))) })
    #expect(Plane.least(of: a, b).bytes == pairs.map { min($0, $1) })
    #expect(Plane.excess(of: a, over: a) == .even(width, height))
  }

  @Test(arguments: Plane.sizes) func borderedHasPaperAround(width: Int, height: Int) {
    let plane = Plane.random(width, height, in: 1...255)
    for margin in [0, 1, 4] {
      let expected = Plane.each(width + 2 * margin, height + 2 * margin) { row, column in
        let (y, x) = (row - margin, column - margin)
        return y >= 0 && y < height && x >= 0 && x < width ? Int(plane[y, x]) : 0
      }
      #expect(plane.bordered(across: margin, down: margin) == expected)
    }
  }

  @Test(arguments: Plane.sizes) func boxOfInkIsTheSmallest(width: Int, height: Int) {
    #expect(Plane.even(width, height).boxOfInk == nil)
    for seed in 0..<8 {
      var noise = SplitMix(state: UInt64(seed))
      let plane = Plane.each(width, height) { _, _ in noise.next() % 11 == 0 ? 9 : 0 }
      let (rows, columns) = (plane.places.map { $0 / width }, plane.places.map { $0 % width })
      guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(),
        let right = columns.max()
      else { continue }
      let expected = Box(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
      #expect(plane.boxOfInk == expected)
    }
  }
}
