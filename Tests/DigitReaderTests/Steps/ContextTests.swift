import Testing

@testable import DigitReader

/// What a mark's neighbours say about it.
struct ContextTests {
  private func probabilities(_ words: [[[Double]]], clutter: Int = 0) -> [[[Double]]] {
    var next = 0
    let lines = words.map { line in
      line.map { word in
        word.map { _ in
          next += 1
          return next - 1
        }
      }
    }
    let found = Context.probabilities(
      words.flatMap { $0.flatMap { $0 } }, lines: lines, clutter: clutter)
    return lines.map { $0.map { $0.map { found[$0] } } }
  }

  @Test func anOAmongLettersIsNoZero() {
    let alone = probabilities([[[0.5]]])[0][0][0]
    let beside = probabilities([[[-4, 0.5, -4]]])[0][0]
    #expect(alone > 0.9 && beside[1] < 0.1)
    // What it says itself counts once.
    #expect(abs(alone - Candidate.probability(0.5 + Candidate.benefit)) < 1e-12)
    let farther = probabilities([[[-4, -4], [0.5]]])[0][1][0]
    let farthest = probabilities([[[-4, -4]], [[0.5]]])[1][0][0]
    #expect(beside[1] < farther && farther < farthest && farthest < alone)
  }

  @Test func aDoubtfulOneAmongDigitsIsLifted() {
    let alone = probabilities([[[-2]]])[0][0][0]
    let beside = probabilities([[[3, -2, 3]]])[0][0][1]
    let farther = probabilities([[[3, 3], [-2]]])[0][1][0]
    let farthest = probabilities([[[3, 3]], [[-2]]])[1][0][0]
    #expect(beside > 0.9 && alone < 0.7)
    #expect(beside > farther && farther > farthest && farthest > alone)
  }

  /// Neighbours outvote no mark that is surely none, nor one that surely is.
  @Test func noNeighbourhoodOutvotesEverything() {
    let among = probabilities([[[-9] + [Double](repeating: 3, count: 50)]])[0][0][0]
    #expect(among < 0.02)
    let digit = probabilities([[[9] + [Double](repeating: -4, count: 50)]], clutter: 40)[0][0][0]
    #expect(digit > 0.98)
  }

  @Test func clutterSpeaksAgainstAll() {
    let clean = probabilities([[[0.5, 0.5]], [[1]]])
    let cluttered = probabilities([[[0.5, 0.5]], [[1]]], clutter: 10)
    for (line, other) in zip(clean.joined().joined(), cluttered.joined().joined()) {
      #expect(other < line)
    }
  }

  /// Neither the order of lines, words and marks, nor the number of a mark matters.
  @Test func ordersDoNotMatter() {
    let words = [[[0.5, -1, 2], [1.5]], [[-3, 0.1]], [[2.5], [-2, 1, 0.4]]]
    let turned = words.reversed().map { line in
      Array(line.reversed().map { word in Array(word.reversed()) })
    }
    let (one, other) = (probabilities(words), probabilities(turned))
    let flat = Array(other.joined().joined().reversed())
    for (a, b) in zip(one.joined().joined(), flat) { #expect(abs(a - b) < 1e-12) }
    let same = probabilities([[[1, 1, 1]]])[0][0]
    #expect(Set(same).count == 1)
  }

  @Test func theyAreProbabilities() {
    var noise = SplitMix(state: 1)
    for count in [0, 1, 2, 30] {
      let words = (0..<5).map { _ in
        (0..<3).map { _ in (0..<count).map { _ in Double.random(in: -900...900, using: &noise) } }
      }
      for value in probabilities(words, clutter: count).joined().joined() {
        #expect((0...1).contains(value))
      }
    }
    #expect(Context.probabilities([], lines: [], clutter: 3).isEmpty)
    #expect(abs(Candidate.probability(0) - 0.5) < 1e-12)
    #expect(Candidate.probability(-1000) == 0 && Candidate.probability(1000) == 1)
  }
}
