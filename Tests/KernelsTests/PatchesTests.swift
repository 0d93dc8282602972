import Testing

@testable import Kernels

struct PatchesTests {
  private func gather(_ picture: [Float], _ window: Window) -> [Float] {
    written(window.positions * window.patch) {
      Patches.gather(picture, window, channels: 0..<window.channels, into: $0)
    }
  }

  private func scatter(_ patches: [Float], _ window: Window) -> [Float] {
    written(over: Array(repeating: 0, count: window.inputCount)) {
      Patches.scatterAdd(patches, window, channels: 0..<window.channels, into: $0)
    }
  }

  @Test(arguments: Window.samples)
  func gatherIsTheNaiveLoop(window: Window) {
    let picture = numbers(window.inputCount)
    var expected: [Float] = []
    window.forEachValue { _, _, _, pixel in expected.append(pixel.map { picture[$0] } ?? 0) }
    #expect(gather(picture, window) == expected)
  }

  @Test(arguments: Window.samples)
  func scatterIsTheNaiveLoop(window: Window) {
    let patches = wholeNumbers(window.positions * window.patch)
    var (expected, next) = (
      [Float](repeating: 0, count: window.inputCount), patches.makeIterator()
    )
    window.forEachValue { _, _, _, pixel in
      let value = next.next() ?? .nan
      if let pixel { expected[pixel] += value }
    }
    #expect(scatter(patches, window) == expected)
  }

  /// ⟨gather(x), y⟩ = ⟨x, scatter(y)⟩; whole numbers make it exact.
  @Test(arguments: Window.samples)
  func scatterIsTheTransposeOfGather(window: Window) {
    let (x, y) = (
      wholeNumbers(window.inputCount), wholeNumbers(window.positions * window.patch, seed: 2)
    )
    let scattered = scatter(y, window)
    #expect(dot(gather(x, window), y) == dot(x, scattered))
  }

  /// The sizes that MNIST's convolutions use.
  @Test(arguments: [2, 3, 4, 5, 6])
  func gatherOfOneChannelKeepsToItsBuffer(size: Int) {
    let window = Window(
      input: (9, 11, 1), size: (size, size), strides: (1, 1), pads: false)
    let count = window.positions * window.patch
    let picture = numbers(window.inputCount)
    let patches = written(count + 8) {
      Patches.gather(picture, window, channels: 0..<window.channels, into: $0)
    }
    #expect(Array(patches.prefix(count)) == gather(picture, window))
    #expect(patches.suffix(8).allSatisfy { $0.isNaN })
  }
}
