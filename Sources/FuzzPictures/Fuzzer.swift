import Images

/// Something to do with the bytes of a picture; an ``ImageError`` is a good answer.
struct Check {
  let name: String
  let run: ([UInt8]) throws -> Void
}

/// Gives damaged pictures to checks, and counts what came of it.
struct Fuzzer {
  struct Tally {
    /// Checks that found a picture.
    var decoded = 0
    /// Checks that refused the bytes.
    var refused = 0
    /// The picture that took longest, from 0, and how long all its checks took.
    var slowest = (picture: 0, time: Duration.zero)
    /// Pictures that were made.
    var pictures = 0
  }

  let checks: [Check]
  private(set) var tally = Tally()
  private var mutator: Mutator

  init(files: [[UInt8]], seed: UInt64, checks: [Check]) {
    self.checks = checks
    mutator = Mutator(files: files, seed: seed)
  }

  /// Tries the next picture.
  ///
  /// - Parameter prepare: Sees its bytes before any check does.
  /// - Throws: What a check throws that is no ``ImageError``.
  mutating func step(prepare: ([UInt8]) throws -> Void = { _ in }) throws {
    let file = mutator.next()
    try prepare(file)
    let start = ContinuousClock.now
    for check in checks {
      do {
        try check.run(file)
        tally.decoded += 1
      } catch is ImageError {
        tally.refused += 1
      }
    }
    let time = start.duration(to: .now)
    if time > tally.slowest.time { tally.slowest = (tally.pictures, time) }
    tally.pictures += 1
  }
}
