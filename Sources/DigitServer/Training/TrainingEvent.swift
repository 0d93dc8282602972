/// What a page that watches a training is told.
enum TrainingEvent: Sendable, Equatable {
  /// Everything: at first, at every change, and where somebody missed something.
  case state(TrainingState)
  /// A step, one of at most 25 a second.
  case batch(Batch)
  /// An epoch's end.
  case epoch(EpochRow)
  /// What the network takes the sample digits for by now.
  case guesses(Guesses)

  /// The event's name in the stream.
  var name: String {
    switch self {
    case .state: "state"
    case .batch: "batch"
    case .epoch: "epoch"
    case .guesses: "guesses"
    }
  }

  /// A step.
  struct Batch: Sendable, Equatable, Encodable {
    let epoch, step, steps: Int
    let epochFraction: Double
    @Null var loss: Double?
    @Null var accuracy: Double?
    let samplesPerSecond: Double

    private enum CodingKeys: String, CodingKey {
      case epoch, step, steps, loss, accuracy
      case epochFraction = "epoch_fraction"
      case samplesPerSecond = "samples_per_second"
    }
  }

  /// Guesses on the sample digits, in their order.
  struct Guesses: Sendable, Equatable, Encodable {
    let epochFraction: Double
    let guesses: [Guess]
    let correct: Int

    private enum CodingKeys: String, CodingKey {
      case epochFraction = "epoch_fraction"
      case guesses
      case correct = "guesses_correct"
    }
  }
}

extension TrainingEvent: Encodable {
  /// The event's data, without its name.
  func encode(to encoder: any Encoder) throws {
    switch self {
    case .state(let state): try state.encode(to: encoder)
    case .batch(let batch): try batch.encode(to: encoder)
    case .epoch(let row): try row.encode(to: encoder)
    case .guesses(let guesses): try guesses.encode(to: encoder)
    }
  }
}
