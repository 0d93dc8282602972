/// Sorts marks into what may be a digit, what may be a part of one, and what is neither.
struct MarkSorter {
  /// Each may be a digit, or a large part of one.
  private(set) var candidates: [Region] = []
  /// Too small for a digit, not too small for the bar of a 5.
  private(set) var parts: [Mark] = []
  private(set) var dropped: [Page.Dropped] = []

  /// Pixels of the smallest digit's longest side.
  static let smallest = 8
  /// A picture with more marks than these is a texture; the largest are looked at.
  private static let most = 2_000
  /// All boxes together, of the picture's area: they overlap only where marks lie within each other.
  static let mostArea = 8
  /// What is thinner than this share of the typical stroke is a line; fainter, from the other side.
  private static let thinnest = 0.4
  private static let faintest = 0.4
  /// What is fainter than this share and much broader than the typical stroke is a shadow.
  private static let faintestBroad = 0.75
  /// So many times the typical side is no digit, if it is long for its stroke, too: with a thin pen all
  /// digits of a page are.
  private static let largest = 2.6

  init(_ marks: [Mark], in ink: Ink) {
    let (width, height) = (ink.strength.width, ink.strength.height)
    let large = marks.filter { $0.box.longestSide >= Self.smallest }
    let stroke = Self.median(large.map { ($0.stroke, $0.box.longestSide) })
    let strengths = large.map { $0.meanStrength(in: ink) }
    let strength = Self.median(zip(strengths, large).map { ($0, $1.box.longestSide) })
    let side = Self.median(large.map { (Double($0.box.longestSide), 1) })
    parts = marks.filter { $0.box.longestSide < Self.smallest }

    for (mark, own) in zip(large, strengths) {
      let box = mark.box
      if ink.isFlat {
        // In a drawing every dot is meant.
        candidates.append(Region(mark))
      } else if mark.thickness < Self.thinnest * stroke {
        dropped.append(.init(box: box, reason: .line))
      } else if own < Self.faintest * strength
        || own < Self.faintestBroad * strength && mark.stroke > 2.5 * stroke
      {
        dropped.append(.init(box: box, reason: .faint))
      } else if mark.isBorder(ofWidth: width, height: height, stroke: stroke) {
        dropped.append(.init(box: box, reason: .border))
      } else if Double(box.longestSide) > max(40 * max(1, stroke), Self.largest * side) {
        dropped.append(.init(box: box, reason: .size))
      } else {
        candidates.append(Region(mark))
      }
    }
    candidates.sort { $0.area > $1.area }
    dropCandidates(from: Self.most)
    candidates.sort { $0.box.area < $1.box.area }
    dropCandidates(from: candidates.countFitting(Self.mostArea * width * height) { $0.box.area })
  }

  private mutating func dropCandidates(from first: Int) {
    guard first < candidates.count else { return }
    dropped += candidates[first...].map { .init(box: $0.box, reason: .size) }
    candidates.removeSubrange(first...)
  }

  /// The value that half of the weight lies below.
  static func median(_ values: [(value: Double, weight: Int)]) -> Double {
    let sorted = values.sorted { $0.value < $1.value }
    let half = sorted.reduce(0) { $0 + $1.weight } / 2
    var seen = 0
    for (value, weight) in sorted {
      seen += weight
      if seen >= half { return value }
    }
    return 0
  }
}

extension Mark {
  /// How wide the pen was, about: the typical length of its runs, for most strokes stand; or what it is
  /// wide if it lies.
  var stroke: Double {
    let lengths = runs.map { $0.end - $0.start }.sorted()
    guard !lengths.isEmpty else { return 0 }
    return min(Double(lengths[lengths.count / 2]), thickness)
  }

  /// How wide it would be if it were one straight stroke.
  var thickness: Double { Double(area) / Double(max(1, box.longestSide)) }

  /// The end of the paper, or of what else the picture shows beside it.
  func isBorder(ofWidth width: Int, height: Int, stroke: Double) -> Bool {
    let (standing, lying) = (
      box.x == 0 || box.right == width, box.y == 0 || box.bottom == height
    )
    // So few strokes fit into a picture that shows one digit alone.
    guard standing || lying, Double(max(width, height)) > 16 * stroke else { return false }
    let depth = min(standing ? box.width : .max, lying ? box.height : .max)
    return Double(depth) < 2.5 * stroke || box.longestSide * 2 > min(width, height)
  }

  func meanStrength(in ink: Ink) -> Double {
    var sum = 0
    for run in runs {
      let line = Int(run.row) * ink.strength.width
      for column in Int(run.start)..<Int(run.end) { sum += Int(ink.strength.bytes[line + column]) }
    }
    return Double(sum) / Double(max(1, area))
  }
}

extension Collection {
  /// How many elements from the first on take no more than a budget together.
  func countFitting(_ budget: Int, cost: (Element) -> Int) -> Int {
    var (spent, count) = (0, 0)
    for element in self {
      spent += cost(element)
      guard spent <= budget else { break }
      count += 1
    }
    return count
  }
}
