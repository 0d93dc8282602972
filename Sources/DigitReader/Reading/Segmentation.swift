internal import NeuralNetwork

/// Which marks make one digit: parts are joined, and what touches is cut, where the network is then
/// surer.
struct Segmentation {
  var candidates: [Candidate]
  private(set) var dropped: [Page.Dropped]
  /// Pixels of a typical digit's longest side.
  private(set) var size: Double

  let examiner: Examiner

  /// Sizes of what may be a digit, of the typical one.
  static let sizes = 0.35...2.6
  /// No digit is so many times wider than high.
  private static let flattest = 3
  /// What is fainter than this share of the digits that are sure is none.
  private static let faintest = 0.45
  /// How far a speck may be from the digit that it belongs to, in sizes: on a photograph, in a drawing.
  private static let reachOfSpeck = (photograph: 0.15, drawing: 0.4)
  /// A speck of less than this share of the digit's ink is dust.
  private static let leastOfSpeck = 1.0 / 30
  /// How many specks, times candidates, are compared.
  private static let mostComparisons = 4_000_000
  /// How much surer one digit has to be than two, or two than one.
  static let gain = 0.2

  init(_ marks: MarkSorter, examiner: Examiner) throws(ModelError) {
    self.examiner = examiner
    dropped = marks.dropped
    candidates = try examiner.candidates(of: marks.candidates)
    size = Self.typicalSize(candidates)
    try attach(marks.parts)
    try join()
    try cut()
    dropMisfits()
  }

  private mutating func dropMisfits() {
    let sure = candidates.filter { $0.isSure && $0.answer.label != 1 }
    let typical = MarkSorter.median(sure.map { ($0.strength, $0.box.longestSide) })
    let (all, range) = (candidates, Self.sizes.lowerBound * size...Self.sizes.upperBound * size)
    candidates = []
    for candidate in all {
      let box = candidate.box
      if candidate.strength < Self.faintest * typical {
        dropped.append(.init(box: box, reason: .faint))
      } else if !range.contains(Double(box.longestSide)) {
        dropped.append(.init(box: box, reason: .size))
      } else if box.width > Self.flattest * box.height {
        dropped.append(.init(box: box, reason: .line))
      } else {
        candidates.append(candidate)
      }
    }
  }

  /// Of those that are surely digits; of all where none is.
  private static func typicalSize(_ candidates: [Candidate]) -> Double {
    let sure = candidates.filter { $0.isSure }
    let sizes = (sure.isEmpty ? candidates : sure).map(\.box.longestSide)
    return max(
      Double(MarkSorter.smallest),
      MarkSorter.median(sizes.map { (value: Double($0), weight: $0) }))
  }

  /// Specks go to the digit that they touch nearly, or to none.
  private mutating func attach(_ parts: [Mark]) throws(ModelError) {
    // In a drawing every dot is meant.
    let isDrawing = examiner.ink.isFlat
    let reach = (isDrawing ? Self.reachOfSpeck.drawing : Self.reachOfSpeck.photograph) * size
    var found: [Int: [Mark]] = [:]
    // Of a texture's millions, the largest.
    let order = parts.sorted { $0.area > $1.area }
    let looked = order.prefix(Self.mostComparisons / max(1, candidates.count))
    for part in looked {
      let nearest = candidates.indices.min {
        candidates[$0].box.distance(to: part.box) < candidates[$1].box.distance(to: part.box)
      }
      guard let nearest, Double(candidates[nearest].box.distance(to: part.box)) <= reach,
        isDrawing
          || Double(part.area) >= Self.leastOfSpeck * Double(candidates[nearest].region.area)
      else {
        dropped.append(.init(box: part.box, reason: .speck))
        continue
      }
      found[nearest, default: []].append(part)
    }
    dropped += order.dropFirst(looked.count).map { .init(box: $0.box, reason: .speck) }
    let places = found.keys.sorted()
    let grown = places.map { candidates[$0].region.adding(found[$0] ?? []) }
    for (place, candidate) in zip(places, try examiner.candidates(of: grown))
    where isDrawing || candidate.sureness >= candidates[place].sureness - Self.gain {
      candidates[place] = candidate
    }
  }
}
