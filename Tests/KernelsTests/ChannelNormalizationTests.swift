import Testing

@testable import Kernels

/// Against plain loops, bit for bit: for every number of channels that a block or a vector may leave over.
struct ChannelNormalizationTests {
  /// Longer by one value, which must stay as it is.
  private static let channels = Array(1...70) + [96, 127, 128, 129, 192, 200]
  private static let rows = 7

  private struct Sample {
    let count: Int
    let x, dy: [Float]
    let mean, inverse, factor, shift, meanGradient, meanProduct: [Float]

    init(_ channels: Int) {
      count = rows * channels
      x = numbers(count, seed: 1)
      dy = numbers(count, seed: 2)
      let terms = (3..<9).map { numbers(channels, seed: $0) }
      (mean, inverse, factor) = (terms[0], terms[1], terms[2])
      (shift, meanGradient, meanProduct) = (terms[3], terms[4], terms[5])
    }
  }

  private func sums(_ channels: Int, _ term: (_ place: Int, _ channel: Int) -> Double) -> [Double] {
    var sums = Array(repeating: 0.0, count: channels)
    for row in 0..<Self.rows {
      for c in 0..<channels { sums[c] += term(row * channels + c, c) }
    }
    return sums
  }

  @Test(arguments: channels) func sumsOfChannels(_ channels: Int) {
    let sample = Sample(channels)
    var found = Array(repeating: -1.0, count: channels + 1)
    ChannelNormalization.sums(of: sample.x, rows: Self.rows, channels: channels, into: &found)
    #expect(found == sums(channels) { place, _ in Double(sample.x[place]) } + [-1])

    let mean = sample.mean.map { Double($0) / 3 }
    ChannelNormalization.squares(
      of: sample.x, around: mean, rows: Self.rows, channels: channels, into: &found)
    let squares = sums(channels) { place, channel in
      let deviation = Double(sample.x[place]) - mean[channel]
      return deviation * deviation
    }
    #expect(found == squares + [-1])
  }

  @Test(arguments: channels) func sumsOfGradients(_ channels: Int) {
    let sample = Sample(channels)
    var (found, products) = (
      Array(repeating: -1.0, count: channels + 1), Array(repeating: -1.0, count: channels + 1)
    )
    ChannelNormalization.gradientSums(
      of: sample.dy, sample.x, mean: sample.mean, inverseDeviation: sample.inverse,
      rows: Self.rows, channels: channels, sums: &found, products: &products)
    #expect(found == sums(channels) { place, _ in Double(sample.dy[place]) } + [-1])
    let expected = sums(channels) { place, channel in
      Double(
        sample.dy[place] * (sample.x[place] - sample.mean[channel]) * sample.inverse[channel])
    }
    #expect(products == expected + [-1])
  }

  @Test func noRowsHaveNoSum() {
    var (found, products) = ([1.0, 1, 1], [1.0, 1, 1])
    ChannelNormalization.sums(of: [Float](), rows: 0, channels: 3, into: &found)
    #expect(found == [0, 0, 0])
    found = [1, 1, 1]
    ChannelNormalization.gradientSums(
      of: [Float](), [Float](), mean: [1, 2, 3], inverseDeviation: [1, 2, 3], rows: 0,
      channels: 3, sums: &found, products: &products)
    #expect(found == [0, 0, 0] && products == [0, 0, 0])
  }

  @Test(arguments: channels) func normalised(_ channels: Int) {
    let sample = Sample(channels)
    let expected = (0..<sample.count).map { place in
      let c = place % channels
      return (sample.x[place] - sample.mean[c]) * sample.factor[c] + sample.shift[c]
    }
    let found = written(over: sample.x + [9]) {
      ChannelNormalization.apply(
        to: $0, mean: sample.mean, factor: sample.factor, shift: sample.shift, rows: Self.rows,
        channels: channels, into: $0)
    }
    #expect(found == expected + [9])
  }

  @Test(arguments: channels) func gradient(_ channels: Int) {
    let sample = Sample(channels)
    let expected = (0..<sample.count).map { place in
      let c = place % channels
      let normalised = (sample.x[place] - sample.mean[c]) * sample.inverse[c]
      return sample.factor[c]
        * (sample.dy[place] - sample.meanGradient[c] - normalised * sample.meanProduct[c])
    }
    let found = written(over: sample.dy + [9]) {
      ChannelNormalization.gradient(
        of: $0, sample.x, mean: sample.mean, inverseDeviation: sample.inverse,
        factor: sample.factor, meanGradient: sample.meanGradient,
        meanProduct: sample.meanProduct, rows: Self.rows, channels: channels, into: $0)
    }
    #expect(found == expected + [9])
  }
}
