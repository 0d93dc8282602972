private import CKernels

/// Memory that lives as long as the arena does, planned once and then only used.
///
/// Large blocks lie one after the other in pages of 2 MiB, where the system has them: in pages of 4 KiB,
/// which lie anywhere in memory, some of what a step goes through again and again would take each
/// other's place in the second-level cache.
public final class Arena {
  private var blocks: [UnsafeMutableRawPointer] = []
  /// The most that is left of a large page.
  private var rest: UnsafeMutableRawPointer?
  private var restBytes = 0

  /// Every block begins at a multiple of a cache line.
  private static let alignment = 64
  private static let page = 2 << 20
  /// Smaller blocks lie anywhere.
  private static let large = 32 << 10

  /// An empty arena.
  public init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// Memory for the given number of elements, all bits zero.
  public func allocate<Element: BitwiseCopyable>(
    _ count: Int, of type: Element.Type = Element.self
  ) -> UnsafeMutablePointer<Element> {
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let block = bytes < Self.large ? ownBlock(bytes) : partOfPage(bytes)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    return block.bindMemory(to: type, capacity: count)
  }

  private func ownBlock(
    _ bytes: Int, alignment: Int = Arena.alignment
  ) -> UnsafeMutableRawPointer {
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment)
    blocks.append(block)
    return block
  }

  private func partOfPage(_ bytes: Int) -> UnsafeMutableRawPointer {
    let taken = (bytes + Self.alignment - 1) / Self.alignment * Self.alignment
    if let block = rest, taken <= restBytes {
      (rest, restBytes) = (block + taken, restBytes - taken)
      return block
    }
    let size = (taken + Self.page - 1) / Self.page * Self.page
    let pages = ownBlock(size, alignment: Self.page)
    kernels_prefer_large_pages(pages, size)
    if size - taken > restBytes { (rest, restBytes) = (pages + taken, size - taken) }
    return pages
  }
}
