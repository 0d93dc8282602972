import Testing

@testable import Kernels

struct ArenaTests {
  /// Small blocks, and large ones that share pages and fill several.
  @Test func blocksAreZeroAlignedAndApart() {
    let arena = Arena()
    let sizes = [0, 1, 37, 10_000, 20_000, 3, 400_001, 100_000, 700_000, 8_192, 8_193, 600_000]
    let blocks = sizes.map { size in
      let block: UnsafeMutablePointer<Float> = arena.allocate(size)
      #expect(UInt(bitPattern: block) % 64 == 0)
      #expect((0..<size).allSatisfy { block[$0] == 0 })
      block.update(repeating: Float(size), count: size)
      return block
    }
    for (block, size) in zip(blocks, sizes) {
      #expect((0..<size).allSatisfy { block[$0] == Float(size) })
    }
  }
}
