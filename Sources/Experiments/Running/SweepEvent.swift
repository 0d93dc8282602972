/// Something that happened in a sweep, for the store.
enum SweepEvent: Equatable, Sendable {
  /// A training begins, or goes on after these epochs.
  case began(trial: Int, history: [TrialRecord.Epoch])
  /// An epoch is done.
  case epoch(trial: Int, number: Int, TrialRecord.Epoch)
  /// A training is in another state.
  case ended(trial: Int, TrialRecord.State, failure: String?, weights: String?)
  /// A training's learning rate is known.
  case setting(trial: Int, Setting)
  /// A setting was chosen, and measured.
  case concluded(Setting, testAccuracy: Double)
}
