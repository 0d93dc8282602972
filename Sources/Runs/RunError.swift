/// What can be wrong with a training, or with where it is kept.
public enum RunError: Error, Equatable, CustomStringConvertible {
  /// The directory holds a run already.
  case taken(directory: String)
  /// Another program goes on with the run.
  case busy(directory: String)
  /// The directory holds nothing to go on with.
  case nothingToResume(directory: String)
  /// The run's model does not say how it was trained.
  case unknownSettings(directory: String)
  /// What the run does depends on its last epoch, so that another number of epochs is another run.
  case fixedEpochs(directory: String, epochs: Int)
  /// The run's pictures changed otherwise than they would today.
  case changedOtherwise(directory: String)
  /// So many epochs are done already, more than were asked for.
  case epochsDone(directory: String, count: Int)
  /// There is no recipe of this name.
  case unknownRecipe(String)
  /// Such a share of the pictures leaves nothing to train on, or nothing to validate on.
  case emptySplit(Double)
  /// Nobody knows who wrote the pictures.
  case unknownWriters
  /// A setting makes no sense: what was expected, as a sentence.
  case invalidSetting(String)
  /// The kept drawings of the run are not there, or damaged.
  case drawingsDamaged(path: String)

  /// One sentence: what was expected, what came, what to do.
  public var description: String {
    switch self {
    case .taken(let directory):
      "\(directory) already holds a run: name another directory, or go on with that run."
    case .busy(let directory):
      "Another program is training \(directory): wait for it, or stop it."
    case .nothingToResume(let directory): "\(directory) holds no run to go on with."
    case .unknownSettings(let directory):
      "\(directory) does not say how it was trained, so it cannot be resumed."
    case .fixedEpochs(let directory, let epochs):
      "What \(directory) does depends on its last epoch, \(epochs): for another number of epochs "
        + "train anew."
    case .changedOtherwise(let directory):
      "\(directory) was trained by another version of this program, which changed pictures "
        + "otherwise: train anew."
    case .epochsDone(let directory, let count):
      "\(count) epochs of \(directory) are done: ask for more."
    case .unknownRecipe(let name): "There is no model “\(name)”."
    case .emptySplit(let fraction):
      "A validation split of \(fraction) leaves nothing to train on or nothing to validate on."
    case .invalidSetting(let sentence): sentence
    case .drawingsDamaged(let path): "\(path) does not hold the drawings of its run."
    case .unknownWriters: "Writers are known for MNIST only; give a fraction such as 0.1."
    }
  }
}
