/// Memory that lives as long as the arena does, planned once and then only used.
public final class Arena {
  private var blocks: [UnsafeMutableRawPointer] = []

  /// Every block begins at a multiple of a cache line.
  private static let alignment = 64

  /// An empty arena.
  public init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// Memory for the given number of elements, all bits zero.
  public func allocate<Element: BitwiseCopyable>(
    _ count: Int, of type: Element.Type = Element.self
  ) -> UnsafeMutablePointer<Element> {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    blocks.append(block)
    return block.bindMemory(to: type, capacity: count)
  }
}
