/// Makes damaged pictures out of good ones.
struct Mutator {
  /// The good ones.
  let files: [[UInt8]]
  private var random: SplitMix

  init(files: [[UInt8]], seed: UInt64) {
    self.files = files
    random = SplitMix(seed: seed)
  }

  /// A picture with one to four damages.
  mutating func next() -> [UInt8] {
    var file = anyFile()
    for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&file) }
    // One in ten keeps its wrong checksums, which have to be noticed as well.
    if Int.random(in: 0..<10, using: &random) > 0, let parts = PNGParts(file) { file = parts.file }
    return file
  }

  private mutating func anyFile() -> [UInt8] { files.randomElement(using: &random) ?? [] }

  private mutating func damage(_ file: inout [UInt8]) {
    guard !file.isEmpty else { return }
    switch Int.random(in: 0..<10, using: &random) {
    case 0: file[place(in: file)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: file[place(in: file)] = .random(in: 0...255, using: &random)
    case 2: file[place(in: file)] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0
    case 3: file.removeSubrange(place(in: file)...)
    case 4: file.removeSubrange(stretch(of: file))
    case 5: file.insert(contentsOf: noise(), at: place(in: file))
    case 6: file.insert(contentsOf: file[stretch(of: file)], at: place(in: file))
    case 7:
      // Begins as one picture and ends as another.
      let other = anyFile()
      file = Array(file[..<place(in: file)] + other[place(in: other)...])
    case 8: resize(&file)
    default: rearrange(&file)
    }
  }

  private mutating func place(in file: [UInt8]) -> Int {
    .random(in: file.indices, using: &random)
  }

  private mutating func stretch(of file: [UInt8]) -> Range<Int> {
    let start = place(in: file)
    return start..<min(start + .random(in: 1...64, using: &random), file.count)
  }

  private mutating func noise() -> [UInt8] {
    (0..<Int.random(in: 1...16, using: &random)).map { _ in .random(in: 0...255, using: &random) }
  }

  private static let sides: [UInt32] = [
    0, 1, 2, 7, 8, 14, 255, 256, 3000, 4096, 30_000, 65_535, 1 << 31 - 1, .max,
  ]

  /// Announces another size.
  private mutating func resize(_ file: inout [UInt8]) {
    let side = Mutator.sides.randomElement(using: &random) ?? 0
    let axis = Int.random(in: 0..<2, using: &random)
    if file.starts(with: PNGParts.signature), file.count >= 24 {
      file.replaceSubrange(16 + 4 * axis..<20 + 4 * axis, with: bigEndian(side))
    } else if let frame = file.indices.dropLast(9).first(where: {
      file[$0] == 0xff && (0xc0...0xc2).contains(file[$0 + 1])
    }) {
      let bytes = bigEndian(UInt16(truncatingIfNeeded: side))
      file.replaceSubrange(frame + 5 + 2 * axis..<frame + 7 + 2 * axis, with: bytes)
    }
  }

  /// Doubles, drops or moves a chunk, or changes its type.
  private mutating func rearrange(_ file: inout [UInt8]) {
    guard var parts = PNGParts(file), let index = parts.chunks.indices.randomElement(using: &random)
    else { return }
    let target = parts.chunks.indices.randomElement(using: &random) ?? index
    switch Int.random(in: 0..<4, using: &random) {
    case 0: parts.chunks.insert(parts.chunks[index], at: target)
    case 1: parts.chunks.remove(at: index)
    case 2: parts.chunks.swapAt(index, target)
    default: parts.chunks[index].type = parts.chunks[target].type
    }
    file = parts.file
  }
}
