import Testing

@testable import DigitReader

struct HistogramTests {
  @Test(arguments: Plane.sizes) func levelsAreThoseOfTheSortedPixels(width: Int, height: Int) {
    let plane = Plane.random(width, height, in: 3...90)
    let histogram = Histogram(plane)
    let sorted = plane.bytes.sorted()
    for share in [0, 0.25, 0.5, 0.9, 0.999] {
      #expect(histogram.level(above: share) == Int(sorted[Int(share * Double(sorted.count))]))
    }
    #expect(histogram.level(above: 1) == 255)
    for levels in [0..<256, 0..<3, 3..<4, 40..<41, 50..<91, 91..<256, -9..<20, 80..<999, 7..<7] {
      #expect(histogram.count(in: levels) == sorted.count { levels.contains(Int($0)) })
    }
    let most = Dictionary(grouping: sorted) { $0 }.values.map(\.count).max() ?? 0
    #expect(histogram.largestShare == Double(most) / Double(sorted.count))
  }

  @Test(arguments: Plane.sizes) func peaksAreTheBrightestOfEachTile(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    for size in [1, 2, 4, 16, 500] {
      let (columns, rows) = (max(1, width / size), max(1, height / size))
      var expected = Plane.even(columns, rows)
      for row in 0..<height {
        for column in 0..<width {
          let place = min(row / size, rows - 1) * columns + min(column / size, columns - 1)
          expected.bytes[place] = max(expected.bytes[place], plane[row, column])
        }
      }
      #expect(plane.peaks(ofTiles: size) == expected, "\(size)")
    }
  }

  @Test func noiseIsThatOfThePaper() {
    var state = SplitMix(state: 4)
    // Sums of twelve are nearly normal, with a variance of one.
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in sum + .random(in: 0...1, using: &state) }
    }
    for sigma in [2.0, 5, 10] {
      let plane = Plane.each(200, 100) { _, column in
        Int((128 + 0.3 * Double(column) + sigma * normal()).rounded())
      }
      #expect(abs(Edges.noise(of: plane) - sigma) < 0.15 * sigma)
    }
    #expect(Edges.noise(of: .even(50, 50, 9)) == 0)
    #expect(Edges.noise(of: .each(50, 50) { $1 * 2 }) == 0)
    for (width, height) in [(1, 1), (2, 9), (9, 1)] {
      #expect(Edges.noise(of: .even(width, height)) == 0)
    }
  }

  @Test func strokeWidthIsThatOfTheStroke() {
    func width(_ box: Box) -> Double {
      var plane = Plane.even(80, 80)
      plane.fill(box, with: 200)
      return plane.strokeWidth
    }
    // Twice the area by the outline: 2 · 4 · 60 / 128, less a corner, where both sides are one step.
    for pen in 1...6 {
      for (across, down) in [(pen, 60), (60, pen)] {
        let outline = Double(2 * (pen + 60)) - 2 + 2.0.squareRoot()
        let found = width(Box(x: 5, y: 9, width: across, height: down))
        #expect(abs(found - 2 * Double(pen * 60) / outline) < 1e-9)
        #expect(abs(found - Double(pen)) < 0.12 * Double(pen))
      }
    }
    #expect(Plane.even(9, 9).strokeWidth == 0)
    // Not of how strong the ink is, nor of where it is: at the edge, the outline is the same.
    #expect(abs(Plane.even(3, 40, 10).strokeWidth - Plane.even(3, 40, 250).strokeWidth) < 1e-9)
    #expect(
      Plane.even(3, 40, 9).strokeWidth
        == Plane.even(3, 40, 9).bordered(across: 5, down: 5).strokeWidth)
  }
}
