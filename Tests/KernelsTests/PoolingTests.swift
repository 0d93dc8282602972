import Testing

@testable import Kernels

struct PoolingTests {
  private func maximum(of picture: [Float], _ window: Window) -> (output: [Float], winners: [UInt8])
  {
    var winners = [UInt8](repeating: .max, count: window.positions * window.channels)
    let output = written(winners.count) {
      Pooling.maximum(of: picture, window, into: $0, winners: &winners)
    }
    return (output, winners)
  }

  /// Below zero everywhere, so that padding would win if it counted; whole numbers, so that there are ties.
  private func picture(_ window: Window) -> [Float] {
    wholeNumbers(window.inputCount).map { $0 - 5 }
  }

  @Test(arguments: Window.samples)
  func maximumIsTheNaiveLoopAndTheFirstOfEqualsWins(window: Window) {
    let picture = picture(window)
    var output = [Float](repeating: -.infinity, count: window.positions * window.channels)
    var winners = [UInt8](repeating: .max, count: output.count)
    window.forEachValue { position, place, channel, pixel in
      let target = position * window.channels + channel
      guard let pixel, picture[pixel] > output[target] else { return }
      output[target] = picture[pixel]
      winners[target] = UInt8(place)
    }
    let result = maximum(of: picture, window)
    #expect(result.output == output)
    #expect(result.winners == winners)
  }

  @Test(arguments: Window.samples)
  func scatterToWinnersIsTheNaiveLoop(window: Window) {
    let (winners, gradient) = (
      maximum(of: picture(window), window).winners,
      wholeNumbers(window.positions * window.channels, seed: 2)
    )
    var expected = [Float](repeating: 0, count: window.inputCount)
    window.forEachValue { position, place, channel, pixel in
      let source = position * window.channels + channel
      guard let pixel, winners[source] == UInt8(place) else { return }
      expected[pixel] += gradient[source]
    }
    let result = written(expected.count) {
      Pooling.scatterToWinners(gradient, winners: winners, window, into: $0)
    }
    #expect(result == expected)
  }

  @Test(arguments: Window.samples)
  func meanIsTheNaiveLoopWithoutPadding(window: Window) {
    let picture = numbers(window.inputCount)
    let count = window.positions * window.channels
    var (sums, pixels) = (
      [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
    )
    window.forEachValue { position, _, channel, pixel in
      guard let pixel else { return }
      sums[position * window.channels + channel] += Double(picture[pixel])
      pixels[position * window.channels + channel] += 1
    }
    let output = written(count) { Pooling.mean(of: picture, window, into: $0) }
    #expect(largestError(output, zip(sums, pixels).map { $0 / $1 }) < 1e-6)
  }

  /// ⟨mean(x), y⟩ = ⟨x, scatterMean(y)⟩.
  @Test(arguments: Window.samples)
  func scatterMeanIsTheTransposeOfMean(window: Window) {
    let (x, y) = (
      numbers(window.inputCount), numbers(window.positions * window.channels, seed: 2)
    )
    let mean = written(y.count) { Pooling.mean(of: x, window, into: $0) }
    let scattered = written(x.count) { Pooling.scatterMean(y, window, into: $0) }
    #expect(abs(dot(mean, y) - dot(x, scattered)) < 1e-5)
  }

  @Test func scatterMeanSharesEvenly() {
    let window = Window(input: (1, 3, 1), size: (1, 2), strides: (1, 2), pads: false)
    #expect(written(3) { Pooling.scatterMean([4], window, into: $0) } == [2, 2, 0])
  }

  @Test func largestWindowKeepsItsLastWinner() {
    let window = Window(input: (16, 16, 1), size: (16, 16), strides: (1, 1), pads: false)
    var picture = [Float](repeating: 0, count: Pooling.largestWindow)
    picture[255] = 7
    let result = maximum(of: picture, window)
    #expect(result.output == [7] && result.winners == [255])
  }
}
