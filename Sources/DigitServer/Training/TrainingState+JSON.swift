/// Keys as the interface names them, and null for what is not there.
extension TrainingState: Encodable {
  private enum Key: String, CodingKey {
    case state, run, settings, epoch, epochs, step, steps, loss, accuracy, history, curve, guesses
    case guessesCorrect = "guesses_correct"
    case testAccuracy = "test_accuracy"
    case model, error, resumable, own
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(phase, forKey: .state)
    try container.encode(run, forKey: .run)
    try container.encode(settings, forKey: .settings)
    try container.encode(epoch, forKey: .epoch)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(step, forKey: .step)
    try container.encode(steps, forKey: .steps)
    try container.encode(loss, forKey: .loss)
    try container.encode(accuracy, forKey: .accuracy)
    try container.encode(history, forKey: .history)
    try container.encode(curve.points, forKey: .curve)
    try container.encode(guesses, forKey: .guesses)
    try container.encode(guessesCorrect, forKey: .guessesCorrect)
    try container.encode(testAccuracy, forKey: .testAccuracy)
    try container.encode(model, forKey: .model)
    try container.encode(error, forKey: .error)
    try container.encode(resumable, forKey: .resumable)
    try container.encode(own, forKey: .own)
  }
}
