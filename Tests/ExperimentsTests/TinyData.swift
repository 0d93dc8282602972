import Experiments
import NeuralNetwork
import Runs

/// Pictures of three classes that a network learns in a moment.
enum TinyData {
  /// 90 to learn from, 30 to validate on, 30 to test on.
  static func make() throws -> SweepData {
    let all = try pictures(0..<120)
    return SweepData(
      training: all[0..<90], validation: all[90..<120], all: all, test: try pictures(120..<150))
  }

  /// A bright row whose place is the class, among noise that depends on the picture's number.
  private static func pictures(_ numbers: Range<Int>) throws -> Dataset {
    let bytes = numbers.flatMap { number in
      (0..<30).map { place in
        let noise = (number * 37 + place * 101 + number * place * 13) % 97
        return UInt8(noise + (place / 10 == number % 3 ? 60 : 0))
      }
    }
    return try Dataset(
      bytes: bytes, shape: [6, 5, 1], labels: numbers.map { $0 % 3 }, classes: 3)
  }

  /// Two optimizers by two activation functions by two seeds.
  static var sweep: SweepSpecification {
    var sweep = SweepSpecification()
    sweep.optimizers = [.sgd, .adam]
    sweep.activations = [.relu, .tanh]
    sweep.seeds = [0, 1]
    sweep.epochs = 2
    sweep.batchSizes = .list([16])
    return sweep
  }
}
