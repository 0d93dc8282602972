/// The drawings as files in MNIST's format.
extension DrawingStore {
  /// Pictures: `images-idx3-ubyte`.
  static func images(_ drawings: [Drawing]) -> [UInt8] {
    header(magic: 0x0803, sizes: [drawings.count, 28, 28]) + drawings.flatMap(\.picture)
  }

  /// What they are: `labels-idx1-ubyte`.
  static func labels(_ drawings: [Drawing]) -> [UInt8] {
    header(magic: 0x0801, sizes: [drawings.count]) + drawings.map { UInt8($0.label) }
  }

  private static func header(magic: UInt32, sizes: [Int]) -> [UInt8] {
    ([magic] + sizes.map { UInt32($0) }).flatMap { number in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
  }
}
