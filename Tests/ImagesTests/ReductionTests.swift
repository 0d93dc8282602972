import Images
import Testing

@Suite("Reduced pictures")
struct ReductionTests {
  /// The mean over each new pixel's area, by the definition.
  func means(_ image: GreyImage, columns: Int, rows: Int) -> [Double] {
    func overlap(_ new: Int, _ old: Int, _ factor: Double) -> Double {
      let start = max(Double(new) * factor, Double(old))
      return max(0, min(Double(new + 1) * factor, Double(old + 1)) - start)
    }
    let (across, down) = (
      Double(image.width) / Double(columns), Double(image.height) / Double(rows)
    )
    return (0..<rows * columns).map { index in
      var sum = 0.0
      for row in 0..<image.height {
        for column in 0..<image.width {
          let share = overlap(index / columns, row, down) * overlap(index % columns, column, across)
          sum += share * Double(image.pixels[row * image.width + column])
        }
      }
      return sum / (across * down)
    }
  }

  @Test(
    "Each pixel is the mean of what it covers",
    arguments: [
      [40, 24, 20, 12], [40, 24, 10, 6], [41, 23, 17, 10], [23, 41, 8, 14], [40, 24, 39, 23],
      [50, 1, 7, 1], [1, 50, 1, 7], [300, 2, 1, 1], [5, 5, 1, 1],
    ])
  func naive(sizes: [Int]) throws {
    let pixels = patterned(width: sizes[0], height: sizes[1])
    let image = try GreyImage(width: sizes[0], height: sizes[1], pixels: pixels)
    let reduced = try image.reduced(toLongestSide: max(sizes[2], sizes[3]))
    #expect(reduced.width == sizes[2])
    #expect(reduced.height == sizes[3])
    let expected = means(image, columns: sizes[2], rows: sizes[3])
    // Half a step of rounding, and what doubles are off.
    #expect(zip(reduced.pixels, expected).allSatisfy { abs(Double($0) - $1) < 0.5001 })
  }

  @Test("Channels of a colour do not mix")
  func color() throws {
    let pixels = patterned(width: 31, height: 19, channels: 3)
    let reduced = try ColorImage(width: 31, height: 19, pixels: pixels).reduced(toLongestSide: 12)
    for channel in 0..<3 {
      let one = stride(from: channel, to: pixels.count, by: 3).map { pixels[$0] }
      let alone = try GreyImage(width: 31, height: 19, pixels: one).reduced(toLongestSide: 12)
      let same = stride(from: channel, to: reduced.pixels.count, by: 3).map { reduced.pixels[$0] }
      #expect(same == alone.pixels)
    }
  }

  @Test("Nothing is enlarged, and a side is at least 1")
  func edges() throws {
    let image = try GreyImage(width: 3, height: 2, pixels: [1, 2, 3, 4, 5, 6])
    #expect(try image.reduced(toLongestSide: 3) == image)
    #expect(try image.reduced(toLongestSide: .max) == image)
    #expect(throws: ImageError.invalidSide(0)) { try image.reduced(toLongestSide: 0) }
  }
}
