import Runs

extension Failure {
  /// The sentence, which names the options that help, and the code.
  init(_ error: RunError) {
    switch error {
    case .taken(let path):
      self.init(
        "\(path) already holds a run: give another --output, or go on with --resume \(path).",
        code: Self.cannotCreate)
    case .busy: self.init("\(error)", code: Self.temporary)
    case .nothingToResume: self.init("\(error)", code: Self.noInput)
    case .fixedEpochs: self.init("\(error)", code: Self.usage)
    case .unknownSettings, .changedOtherwise, .unknownRecipe, .invalidSetting, .drawingsDamaged:
      self.init("\(error)", code: Self.dataError)
    case .epochsDone(let path, let count):
      self.init(
        "\(count) epochs of \(path) are done: give a larger --epochs.", code: Self.usage)
    case .emptySplit: self.init("\(error) See 'digits train --help'.", code: Self.usage)
    case .unknownWriters:
      self.init(
        "Writers are known for MNIST only; give a fraction such as --validation-split 0.1. "
          + "See 'digits train --help'.", code: Self.usage)
    }
  }
}
