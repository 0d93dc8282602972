internal import Kernels

/// What a page is to be like: the conditions that it is under, sizes and shades of grey.
struct PageStyle {
  /// One condition, or the several that `everything` came to.
  let effects: Set<TestPage.Condition>
  /// Pixels from top to bottom of a digit of the usual size.
  let digitHeight: Float
  /// Grey of the paper, 0 to 255.
  let paper: Float
  /// Grey of the ink.
  let ink: Float
  /// Nothing is perfectly even but a plain page.
  let isFlat: Bool

  private let seed: UInt64
  private let index: Int

  /// What numbers are drawn for; no two share numbers.
  enum Part: Int {
    case style, choice, layout, effects, ink, lines, otherSide, view, texture, light, blur, noise
    case specks, quality, fibres
  }

  init(_ condition: TestPage.Condition, seed: UInt64) {
    self.seed = seed
    index = 1 + (TestPage.Condition.allCases.firstIndex(of: condition) ?? 0)
    let own = Self.stream(seed: seed, index: index)
    var random = RandomNumbers(of: own, sample: Part.effects.rawValue, time: 0)
    effects = condition == .everything ? Self.mixture(&random) : [condition]
    isFlat = condition == .plain

    var shared = RandomNumbers(
      of: Self.stream(seed: seed, index: 0), sample: Part.style.rawValue, time: 0)
    let (size, small) = (shared.uniform(), shared.uniform())
    // As many pages of 24 to 42 pixels as of 42 to 76.
    digitHeight =
      effects.contains(.small) ? 16.2 + 2.8 * small : 24 + 52 * size * (0.4 + 0.6 * size)
    let isLightOnDark = shared.happens(1 / 3)
    let (dark, light) = (shared.uniform(), shared.uniform())
    if effects.contains(.whiteOnBlack) {
      (paper, ink) = (25 + 50 * dark, 195 + 45 * light)
    } else if isLightOnDark {
      (paper, ink) = (15 + 60 * dark, 170 + 75 * light)
    } else {
      (paper, ink) = (180 + 70 * light, 20 + 90 * dark)
    }
  }

  /// Numbers that pages of one seed share whatever their condition.
  func shared(_ part: Part) -> RandomNumbers {
    RandomNumbers(of: Self.stream(seed: seed, index: 0), sample: part.rawValue, time: 0)
  }

  /// Numbers of this condition alone.
  func random(_ part: Part) -> RandomNumbers {
    RandomNumbers(of: stream, sample: part.rawValue, time: 0)
  }

  /// Where the numbers of this condition come from.
  var stream: RandomStream { Self.stream(seed: seed, index: index) }

  private static func stream(seed: UInt64, index: Int) -> RandomStream {
    RandomStream(seed: seed, purpose: .distortion, index: 0x20000 + index)
  }

  /// Three to five conditions that may occur together.
  private static func mixture(_ random: inout RandomNumbers) -> Set<TestPage.Condition> {
    var groups: [[TestPage.Condition]] = [
      [.textured], [.shaded, .shadow], [.ruled, .squared], [.rotated, .perspective], [.blurred],
      [.noisy], [.compressed], [.showThrough], [.thin, .thick], [.crowded],
    ]
    var mixture = Set<TestPage.Condition>()
    for _ in 0..<3 + random.integer(below: 3) {
      let group = groups.remove(at: random.integer(below: groups.count))
      mixture.insert(group[random.integer(below: group.count)])
    }
    return mixture
  }
}

extension Float {
  /// The nearest value in a range.
  func clamped(to range: ClosedRange<Float>) -> Float {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }

  /// From 0 at 0 to 1 at 1, level at both ends and beyond.
  var smoothStep: Float {
    let x = clamped(to: 0...1)
    return x * x * (3 - 2 * x)
  }
}
