/// How a picture is stored, in EXIF's numbers: which way it has to be turned to stand upright.
enum Orientation: Int, CaseIterable {
  case upright = 1
  case mirrored
  case upsideDown
  case upsideDownMirrored
  case transposed
  case turnedLeft
  case transposedAcross
  case turnedRight

  /// Whether rows of the upright picture are columns of the stored one.
  var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }
}

extension Orientation {
  /// What a TIFF header says, which is EXIF's frame; nil if it says nothing that can be understood.
  ///
  /// A broken one is no reason to refuse a picture, so nothing here is an error.
  init?(tiff: ArraySlice<UInt8>) {
    let isLittle = tiff.starts(with: [0x49, 0x49, 42, 0])
    guard isLittle || tiff.starts(with: [0x4d, 0x4d, 0, 42]) else { return nil }
    func number(at offset: Int, count: Int) -> Int? {
      let index = tiff.startIndex + offset
      return isLittle
        ? tiff.littleEndian(at: index, count: count) : tiff.bigEndian(at: index, count: count)
    }

    guard let directory = number(at: 4, count: 4), let entries = number(at: directory, count: 2)
    else { return nil }
    let orientationTag = 0x0112
    let short = 3
    for entry in 0..<entries {
      let offset = directory + 2 + 12 * entry
      guard let tag = number(at: offset, count: 2) else { return nil }
      if tag == orientationTag, number(at: offset + 2, count: 2) == short,
        let value = number(at: offset + 8, count: 2)
      {
        self.init(rawValue: value)
        return
      }
    }
    return nil
  }
}
