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

  func adding(_ marks: [Mark]) -> Region {
    marks.reduce(into: self) { $0.add(Region($1)) }
  }

  func meanStrength(in ink: Ink) -> Double {
    let sum = marks.reduce(0) { $0 + $1.meanStrength(in: ink) * Double($1.area) }
    return sum / Double(max(1, area))
  }
}
