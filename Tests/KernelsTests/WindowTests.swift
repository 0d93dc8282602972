import Testing

@testable import Kernels

struct WindowTests {
  private static let sizes = (1...12).flatMap { input in
    (1...9).flatMap { size in (1...10).map { (input, size, $0) } }
  }

  @Test func validWindowsAreThoseThatLieInside() {
    for (input, size, stride) in Self.sizes where size <= input {
      let axis = Window.Axis(input: input, size: size, stride: stride, pads: false)
      let starts = Swift.stride(from: 0, through: input - size, by: stride)
      #expect(axis.padding == 0)
      #expect((0..<axis.output).map(axis.start) == Array(starts))
    }
  }

  @Test func sameWindowsAreOnePerStrideAndPaddedAsTensorFlowDoes() {
    for (input, size, stride) in Self.sizes {
      let axis = Window.Axis(input: input, size: size, stride: stride, pads: true)
      #expect(axis.output == Swift.stride(from: 0, to: input, by: stride).underestimatedCount)
      let reach = axis.start(axis.output - 1) + size
      let after = max(0, reach - input)
      // As little padding as it takes, and of an odd number one more after the picture.
      #expect(axis.padding >= 0 && (axis.padding == after || axis.padding + 1 == after))
    }
  }

  @Test(arguments: [false, true])
  func insideHoldsTheOffsetsOnThePicture(pads: Bool) {
    for (input, size, stride) in Self.sizes where pads || size <= input {
      let axis = Window.Axis(input: input, size: size, stride: stride, pads: pads)
      for index in 0..<axis.output {
        let offsets = (0..<size).filter { (0..<input).contains(axis.start(index) + $0) }
        #expect(Array(axis.inside(index)) == offsets)
        #expect(!offsets.isEmpty)
      }
    }
  }

  @Test func countsFollowFromTheAxes() {
    let window = Window(
      input: (rows: 5, columns: 7, channels: 3), size: (rows: 2, columns: 4),
      strides: (rows: 1, columns: 2), pads: true)
    #expect(window.positions == 5 * 4)
    #expect(window.patch == 2 * 4 * 3)
    #expect(window.inputCount == 5 * 7 * 3)
    #expect(!window.isPointwise)
  }

  @Test(arguments: [(1, 1, 1, 1), (2, 1, 1, 1), (1, 2, 1, 1), (1, 1, 2, 1), (1, 1, 1, 2)])
  func pointwiseIsOnePixelAtEveryStep(rows: Int, columns: Int, down: Int, right: Int) {
    let window = Window(
      input: (4, 5, 2), size: (rows, columns), strides: (down, right), pads: false)
    #expect(window.isPointwise == ([rows, columns, down, right] == [1, 1, 1, 1]))
  }
}
