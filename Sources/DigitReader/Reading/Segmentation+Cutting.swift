internal import NeuralNetwork

extension Segmentation {
  /// What is less sure and so wide, in sizes, may be two digits; what is so wide is; what is wider may
  /// be more.
  private static let doubt = 0.7
  private static let widthOfDoubt = 0.85
  private static let widthOfTwo = 1.8
  private static let widthOfThree = 1.6
  /// Width, of its height, of what is likely to be two, and how sure both halves have to be then; and
  /// of what may be two, beside others and alone.
  private static let broad = 1.25
  private static let broadSureness = 0.8
  private static let narrow = 0.8
  private static let narrowAlone = 1.1
  /// Sizes that the lower half is high, and how sure both have to be.
  private static let leastHeight = 0.55
  private static let leastSureness = 0.5

  /// Cuts what is too wide for one digit, or none.
  mutating func cut() throws(ModelError) {
    for _ in 0..<3 {
      let wide = candidates.indices.filter { mayBeTwo(candidates[$0]) }
      let cuts = wide.flatMap { index in candidates[index].region.cuts().map { (index, $0) } }
      guard !cuts.isEmpty else { return }
      let halves = try examiner.candidates(of: cuts.flatMap { [$0.1.left, $0.1.right] })
      var best: [Int: (sureness: Double, cut: Int)] = [:]
      for (cut, (index, _)) in cuts.enumerated() {
        let (left, right) = (halves[2 * cut], halves[2 * cut + 1])
        // More than two digits: one half may still have to be cut.
        let isLong = Double(candidates[index].box.width) > Self.widthOfThree * size
        let sureness =
          isLong ? max(left.sureness, right.sureness) : min(left.sureness, right.sureness)
        let isLargeEnough =
          Double(min(left.box.height, right.box.height)) >= Self.leastHeight * size
        if isLargeEnough,
          sureness > required(candidates[index]),
          sureness > best[index]?.sureness ?? 0
        {
          best[index] = (sureness, cut)
        }
      }
      guard !best.isEmpty else { return }
      let pieces = best.keys.sorted().flatMap { index -> [Candidate] in
        guard let cut = best[index]?.cut else { return [] }
        return [halves[2 * cut], halves[2 * cut + 1]]
      }
      candidates = candidates.enumerated().filter { best[$0.0] == nil }.map(\.1) + pieces
    }
  }

  /// Wider than high, so that two digits are likely, however sure the network is of one.
  private func isBroad(_ candidate: Candidate) -> Bool {
    Double(candidate.box.width) > Self.broad * Double(candidate.box.height)
  }

  private func mayBeTwo(_ candidate: Candidate) -> Bool {
    let width = Double(candidate.box.width)
    if width > Self.widthOfTwo * size { return true }
    guard width > Self.widthOfDoubt * size else { return false }
    if isBroad(candidate) { return true }
    // Alone, a mark does not tell how large digits are.
    let least = candidates.count > 1 ? Self.narrow : Self.narrowAlone
    return candidate.sureness < Self.doubt && width > least * Double(candidate.box.height)
  }

  /// How sure the halves have to be.
  private func required(_ candidate: Candidate) -> Double {
    isBroad(candidate)
      ? max(Self.broadSureness, candidate.sureness - Self.gain)
      : max(Self.leastSureness, candidate.sureness + Self.gain)
  }
}
