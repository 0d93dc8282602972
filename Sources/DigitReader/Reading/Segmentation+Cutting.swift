internal import NeuralNetwork

extension Segmentation {
  /// What is less sure and so wide, in sizes, may be two digits; what is so wide is; what is wider may
  /// be more.
  private static let doubt = 0.7
  private static let widthOfDoubt = 0.85
  private static let widthOfTwo = 1.8
  private static let widthOfThree = 1.6
  /// Sizes that the lower half is high, and how sure both have to be.
  private static let leastHeight = 0.55
  private static let leastSureness = 0.5

  /// Cuts what is too wide for one digit, or none.
  mutating func cut() throws(ModelError) {
    for _ in 0..<3 {
      let wide = candidates.indices.filter { index in
        let candidate = candidates[index]
        let width = Double(candidate.box.width)
        let isDoubtful = candidate.sureness < Self.doubt && width > Self.widthOfDoubt * size
        // Alone, a mark does not tell how large digits are.
        let least = candidates.count > 1 ? 0.8 : 1.1
        return isDoubtful && width > least * Double(candidate.box.height)
          || width > Self.widthOfTwo * size
      }
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
          sureness > max(Self.leastSureness, candidates[index].sureness + Self.gain),
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
}
