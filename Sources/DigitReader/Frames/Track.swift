/// One digit over frames: where it is, how it moves, and what speaks for each label.
struct Track {
  /// Nil until it was seen often enough to show.
  var identity: Int?
  /// Smoothed: its probabilities are means with exponential forgetting.
  private(set) var sight: Sight
  private(set) var label: Int
  private(set) var age = 0
  private(set) var missed = 0

  /// Pixels a frame, apart from what everything moves.
  private var velocity = SIMD2(0.0, 0.0)
  /// What the mean of the probabilities is over, in frames.
  private var weight = 1.0
  /// One bit a frame, 1 where it was seen, the last one lowest.
  private var history: UInt8 = 1

  /// Frames that a digit may be missed in and still show: a sixth of a second of most cameras, longer
  /// than the reader blinks, and shorter than one sees.
  static let longestShown = 5
  /// Frames that a digit may be missed in and is known again: a hand that passes takes half a second.
  static let longestRemembered = 15
  /// The recent frames, of which two have to show a digit.
  private static let recent: UInt8 = 0b1111
  /// How much of the evidence is left after a frame: the last frame has a fifth of it, the last three
  /// have 49 %, the last four 59 %.
  private static let memory = 0.8
  /// How many times more has to speak for another label, so that a 4 or 9 does not flicker: more than
  /// a second frame has over the first, 1.25, and less than the last four have over all before, 1.44.
  private static let lead = 1.3
  /// How much of the distance from where it was expected is believed: more than half, since strokes'
  /// edges are found to a pixel or two.
  private static let gain = 0.6
  /// How much of it is taken for a change of speed: as for a critically damped filter of that gain,
  /// `gain² / (2 − gain)`, which follows even movements without lag and overshoots least.
  private static let speedGain = 0.26
  /// How much of its speed a digit keeps in a frame that does not show it.
  private static let momentum = 0.8

  init(_ sight: Sight) {
    self.sight = sight
    label = Self.best(of: sight.probabilities)
  }

  private static func best(of probabilities: [Double]) -> Int {
    probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
  }

  var confidence: Double { sight.probabilities.isEmpty ? 0 : sight.probabilities[label] }

  var isShown: Bool { identity != nil && missed <= Self.longestShown }
  var isSeenTwice: Bool { (history & Self.recent).nonzeroBitCount >= 2 }
  /// One that never showed is forgotten as soon as its one frame is no longer recent.
  var isGone: Bool {
    identity == nil ? history & Self.recent == 0 : missed > Self.longestRemembered
  }

  var box: Box {
    let corner = sight.centre - sight.extent / 2
    return Box(
      x: Int(corner.x.rounded()), y: Int(corner.y.rounded()),
      width: max(1, Int(sight.extent.x.rounded())), height: max(1, Int(sight.extent.y.rounded())))
  }

  /// To where it should be in the next frame.
  mutating func advance() {
    sight.centre += velocity
    age += 1
    history <<= 1
  }

  /// Moves it with everything else.
  mutating func move(by distance: SIMD2<Double>) { sight.centre += distance }

  mutating func miss() {
    velocity *= Self.momentum
    missed += 1
    weight *= Self.memory
  }

  mutating func see(_ seen: Sight) {
    let surprise = seen.centre - sight.centre
    sight.centre += Self.gain * surprise
    sight.extent += Self.gain * (seen.extent - sight.extent)
    velocity += Self.speedGain * surprise
    missed = 0
    history |= 1

    let old = Self.memory * weight
    weight = old + 1
    sight.probabilities = zip(sight.probabilities, seen.probabilities).map {
      ($0 * old + $1) / weight
    }
    let best = Self.best(of: sight.probabilities)
    if sight.probabilities[best] > Self.lead * confidence { label = best }
  }
}
