/// Marks that may be one digit.
struct Region: Sendable {
  private(set) var marks: [Mark]
  private(set) var box: Box
  private(set) var area: Int

  init(_ mark: Mark) {
    marks = [mark]
    box = mark.box
    area = mark.area
  }

  mutating func add(_ other: Region) {
    marks += other.marks
    box = box.union(other.box)
    area += other.area
  }

  func joined(with other: Region) -> Region {
    var result = self
    result.add(other)
    return result
  }
}

extension Region {
  /// The picture that the network sees.
  func picture(from ink: Ink) -> [UInt8]? {
    let strength = ink.strength
    let margin = ink.isFlat ? 0 : 1
    let box = box.grown(by: margin, inWidth: strength.width, height: strength.height)
    var levels = [Int](repeating: 0, count: 256)
    for mark in marks {
      for run in mark.runs {
        let line = Int(run.row) * strength.width
        for column in Int(run.start)..<Int(run.end) { levels[Int(strength.bytes[line + column])] += 1 }
      }
    }
    var strongest = 255
    var left = ink.isFlat ? 0 : area / 6
    while strongest > 1, levels[strongest] <= left {
      left -= levels[strongest]
      strongest -= 1
    }
    let faintest = ink.isFlat ? 0 : strongest / 4
    let scale = 255 / Float(max(1, strongest - faintest))
    var pixels = [UInt8](repeating: 0, count: box.width * box.height)
    for mark in marks {
      for run in mark.runs {
        for row in max(box.y, Int(run.row) - margin)..<min(box.bottom, Int(run.row) + margin + 1) {
          for column in max(box.x, Int(run.start) - margin)..<min(box.right, Int(run.end) + margin) {
            let value = Int(strength.bytes[row * strength.width + column]) - faintest
            if value > 0 {
              pixels[(row - box.y) * box.width + column - box.x] =
                UInt8(min(255, Float(value) * scale + 0.5))
            }
          }
        }
      }
    }
    return Preparation.picture(ofInk: pixels, width: box.width, height: box.height)
  }
}
