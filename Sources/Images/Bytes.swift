extension RandomAccessCollection<UInt8> where Index == Int {
  /// The number of so many bytes at an index, the most significant first; nil beyond the end.
  func bigEndian(at index: Int, count: Int) -> Int? {
    guard index >= startIndex, count <= endIndex - index else { return nil }
    return self[index..<index + count].reduce(0) { $0 << 8 | Int($1) }
  }

  /// The number of so many bytes at an index, the least significant first; nil beyond the end.
  func littleEndian(at index: Int, count: Int) -> Int? {
    guard index >= startIndex, count <= endIndex - index else { return nil }
    return self[index..<index + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
