/// What can be wrong with what a sweep is to compare.
public enum SpecificationError: Error, Equatable, CustomStringConvertible {
  /// There is none of this name: what is named, its name, and those that there are.
  case unknown(kind: String, name: String, known: [String])
  /// Something is named twice.
  case twice(kind: String, name: String)
  /// A list without anything in it.
  case empty(kind: String)
  /// A value that makes no sense: what it is for, what was expected, what came.
  case value(kind: String, expected: String, received: String)
  /// A grid needs lists.
  case rangeInGrid(kind: String)
  /// So many trainings that nobody meant them.
  case tooMany(limit: Int)
  /// The network has no layer that the knob turns.
  case nothingToTurn(kind: String, model: String)
  /// The file is no YAML: the place and what is wrong.
  case malformed(String)
  /// Successive halving compares all settings with each other, which no worker can alone.
  case halvingAmongWorkers

  /// One sentence.
  public var description: String {
    switch self {
    case .unknown(let kind, let name, let known):
      "There is no \(kind) “\(name)”; there \(known.count == 1 ? "is" : "are") "
        + known.joined(separator: ", ") + "."
    case .twice(let kind, let name): "\(name) is named twice among the \(kind)."
    case .empty(let kind): "The grid is empty: name at least one of the \(kind)."
    case .value(let kind, let expected, let received):
      "Expected \(expected) for \(kind); received \(received)."
    case .rangeInGrid(let kind):
      "A grid needs a list of \(kind); a range of them is for random search."
    case .tooMany(let limit):
      "These are more than \(limit) trainings: name fewer values, or draw some of them at random."
    case .nothingToTurn(let kind, let model):
      "\(model) has no layer with \(kind): leave them out, or leave out \(model)."
    case .malformed(let what): "The sweep's file is no YAML: \(what)."
    case .halvingAmongWorkers:
      "Successive halving compares all settings with each other, so workers cannot share it: "
        + "use one process, or another strategy."
    }
  }
}
