internal import MNIST
internal import NeuralNetwork
internal import Runs

extension TrainingCenter {
  /// What a training needs of the server that it runs in.
  struct Surroundings: Sendable {
    /// Where runs are kept.
    let folder: String
    /// What to learn from.
    var dataset = DatasetChoice.mnist
    /// What of it is held out.
    var validation = ValidationChoice.writers
    /// Workers that share a step; one for every core if nil.
    var threads: Int?
    /// The pictures of the data set, which the server may have at hand already.
    var pictures: @Sendable () throws -> MNIST = { try MNIST.load() }
    /// A fresh copy of a model, to train it on; nil if there is none of this name.
    var model: @Sendable (_ name: String) throws -> sending Sequential? = { _ in nil }
    /// The drawings to fine-tune on.
    var drawings: @Sendable () -> OwnDrawings = { OwnDrawings() }
    /// Takes in what a training came to.
    var register: @Sendable (_ name: String, _ model: sending Sequential) throws -> Void = {
      _, _ in
    }

    /// Surroundings with MNIST, and nothing to fine-tune.
    init(folder: String) { self.folder = folder }
  }
}
