/// Where the server's training stands: what `GET /v1/training` tells.
///
/// Epochs and steps are counted from 1: `epoch` is the one under way, or the last one.
struct TrainingState: Sendable, Equatable {
  /// What it is doing.
  enum Phase: String, Encodable, Sendable {
    case idle, running, paused, stopping, finished, stopped, failed

    /// There is a training that is not over.
    var isActive: Bool { self == .running || self == .paused || self == .stopping }
  }

  var phase = Phase.idle
  /// The run's name, which its model gets, too.
  var run: String?
  var settings: TrainingSettings?
  var epoch = 0
  var epochs = 0
  var step = 0
  var steps = 0
  /// Over the last steps, or the last epoch.
  var loss: Double?
  var accuracy: Double?
  var history: [EpochRow] = []
  var curve = TrainingCurve()
  var guesses: [Guess]?
  var guessesCorrect: Int?
  var testAccuracy: Double?
  /// The model that came of it, once it can be used.
  var model: String?
  /// Why it failed.
  var error: String?
  var resumable: [ResumableRun] = []
  var own: OwnAccuracy?
}

/// One row of a training's history.
struct EpochRow: Sendable, Equatable, Encodable {
  let epoch: Int
  @Null var loss: Double?
  @Null var accuracy: Double?
  @Null var validationLoss: Double?
  @Null var validationAccuracy: Double?
  /// Of the steps, without pauses.
  let seconds: Double
  @Null var learningRate: Double?

  private enum CodingKeys: String, CodingKey {
    case epoch, loss, accuracy, seconds
    case validationLoss = "val_loss"
    case validationAccuracy = "val_accuracy"
    case learningRate = "learning_rate"
  }
}

/// What the network takes one of the sample digits for.
struct Guess: Sendable, Equatable, Encodable {
  let label: Int
  let confidence: Double
}

/// How a fine-tuned network does on the drawings.
struct OwnAccuracy: Sendable, Equatable, Encodable {
  let before: Double
  /// Not known before the end.
  @Null var after: Double?
  let count: Int
}

/// A run that was interrupted.
struct ResumableRun: Sendable, Equatable, Encodable {
  let run: String
  let recipe: String
  /// Epochs that are done, and all.
  let epoch, epochs: Int
  /// When it was last kept, as ISO 8601 has it.
  let interruptedAt: String

  private enum CodingKeys: String, CodingKey {
    case run, recipe, epoch, epochs
    case interruptedAt = "interrupted_at"
  }
}

/// A value that JSON tells even where there is none: as null.
@propertyWrapper
struct Null<Value: Encodable & Sendable & Equatable>: Sendable, Equatable, Encodable {
  var wrappedValue: Value?

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let wrappedValue {
      try container.encode(wrappedValue)
    } else {
      try container.encodeNil()
    }
  }
}
