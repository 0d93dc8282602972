private import Foundation

/// Marks in the order in which a person would read them: lines from the top, each from the left.
struct TextLines {
  /// One line, as positions of boxes.
  private(set) var lines: [[Int]] = []
  /// Radians that the lines sink to the right: how the page is turned, with the clock.
  private(set) var skew = 0.0

  private let boxes: [Box]
  private let size: Double

  /// - Parameter size: Pixels of a typical digit's longest side.
  init(_ boxes: [Box], size: Double) {
    self.boxes = boxes
    self.size = size
    // Near neighbours tell how the page is turned; then the far ones can be told from those of the
    // next line.
    let near = links(reaching: 2.5)
    let angles = near.map { link -> Double in
      let (from, to) = (boxes[link.key].centre, boxes[link.value].centre)
      return atan2(to.y - from.y, to.x - from.x)
    }.sorted()
    if angles.count >= 3 { skew = angles[angles.count / 2] }
    let chains = chains(links(reaching: 12))
    lines = merged(chains).sorted { level($0) < level($1) }
  }

  /// A box's centre when the page is turned back.
  private func centre(_ index: Int) -> (x: Double, y: Double) {
    let (x, y) = boxes[index].centre
    return (x * cos(skew) + y * sin(skew), y * cos(skew) - x * sin(skew))
  }

  /// The next box to the right on the same line, for each that has one, if both agree.
  private func links(reaching reach: Double) -> [Int: Int] {
    let centres = boxes.indices.map(centre)
    func next(_ index: Int, direction: Double) -> Int? {
      var best: (index: Int, cost: Double)?
      for other in boxes.indices where other != index {
        let across = direction * (centres[other].x - centres[index].x)
        let down = abs(centres[other].y - centres[index].y)
        let height = Double(max(boxes[index].height, boxes[other].height, Int(0.6 * size)))
        guard across > 0, across < reach * size + Double(boxes[index].width),
          down < 0.5 * height, down < 0.12 * across + 0.35 * height
        else { continue }
        let cost = across + 3 * down
        if cost < best?.cost ?? .infinity { best = (other, cost) }
      }
      return best?.index
    }
    var links: [Int: Int] = [:]
    for index in boxes.indices {
      if let right = next(index, direction: 1), next(right, direction: -1) == index {
        links[index] = right
      }
    }
    return links
  }

  private func chains(_ links: [Int: Int]) -> [[Int]] {
    let followed = Set(links.values)
    return boxes.indices.filter { !followed.contains($0) }.map { first in
      var chain = [first]
      while let last = chain.last, let next = links[last] {
        chain.append(next)
      }
      return chain
    }
  }

  private func level(_ line: [Int]) -> Double {
    line.reduce(0) { $0 + centre($1).y } / Double(max(1, line.count))
  }

  /// Chains that stand beside each other at one height are one line.
  private func merged(_ chains: [[Int]]) -> [[Int]] {
    var lines: [[Int]] = []
    for chain in chains.sorted(by: { $0.count > $1.count }) {
      let own = level(chain)
      let home = lines.indices.filter { line in
        // Where they are nearest.
        let nearest = lines[line].min {
          gap($0, chain[0]) < gap($1, chain[0])
        }
        guard let nearest else { return false }
        let isBeside = lines[line].allSatisfy { member in
          chain.allSatisfy { boxes[member].overlapAcross(boxes[$0]) <= Int(0.2 * size) }
        }
        return isBeside && abs(centre(nearest).y - own) < 0.45 * size
      }.min { abs(level(lines[$0]) - own) < abs(level(lines[$1]) - own) }
      if let home {
        lines[home] = (lines[home] + chain).sorted { centre($0).x < centre($1).x }
      } else {
        lines.append(chain)
      }
    }
    return lines
  }

  private func gap(_ a: Int, _ b: Int) -> Double { abs(centre(a).x - centre(b).x) }

  /// The words of a line: it is broken where the gap is wide, and wider than is usual there.
  func words(of line: [Int]) -> [[Int]] {
    guard let first = line.first else { return [] }
    // In sizes of what stands there: a form's digits may be larger than its letters.
    let gaps = zip(line, line.dropFirst()).map { left, right in
      Double(-boxes[left].overlapAcross(boxes[right]))
        / max(size, Double(max(boxes[left].longestSide, boxes[right].longestSide)))
    }
    // Two digits or three tell nothing of what is usual.
    let usual = gaps.count < 3 ? 0 : gaps.sorted()[(gaps.count - 1) / 2]
    let widest = min(max(Self.wide, Self.wider * usual), Self.widest)
    var words = [[first]]
    for (gap, next) in zip(gaps, line.dropFirst()) {
      if gap > widest { words.append([next]) } else { words[words.count - 1].append(next) }
    }
    return words
  }

  /// Gaps between words, of a digit's size; how many times wider than is usual they are; and from where
  /// on every gap is one.
  private static let wide = 0.6
  private static let wider = 1.8
  private static let widest = 1.3
}
