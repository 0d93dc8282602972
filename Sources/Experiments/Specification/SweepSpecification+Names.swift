public import NeuralNetwork
internal import Recipes
public import Runs

/// Names as Keras has them, and as people write them.
extension SweepSpecification {
  /// The recipe of a name.
  ///
  /// - Throws: ``SpecificationError/unknown(kind:name:known:)``.
  static func recipe(_ name: String) throws(SpecificationError) -> Recipe {
    // Several networks in one cannot be compared with one.
    let known = Recipe.all.filter { $0.members == 1 }
    guard let recipe = known.first(where: { $0.name == name }) else {
      throw .unknown(kind: "model", name: name, known: known.map(\.name))
    }
    return recipe
  }

  /// The optimizer of a name.
  ///
  /// - Parameter name: Such as `adam`, with or without capitals.
  /// - Throws: ``SpecificationError/unknown(kind:name:known:)``.
  public static func optimizer(
    _ name: String
  ) throws(SpecificationError) -> RunSettings.OptimizerName {
    let all = RunSettings.OptimizerName.allCases
    guard let optimizer = all.first(where: { $0.rawValue == plain(name) }) else {
      throw .unknown(kind: "optimizer", name: name, known: all.map(\.rawValue))
    }
    return optimizer
  }

  /// The activation function of a name.
  ///
  /// - Parameter name: Keras' name, such as `leaky_relu`, with or without capitals and underscores.
  /// - Throws: ``SpecificationError/unknown(kind:name:known:)``.
  public static func activation(_ name: String) throws(SpecificationError) -> ActivationFunction {
    // It halves what comes, so that no other layer fits behind it.
    let all = ActivationFunction.allCases.filter { $0 != .glu }
    guard let function = all.first(where: { plain($0.name) == plain(name) }) else {
      throw .unknown(kind: "activation", name: name, known: all.map(\.name))
    }
    return function
  }

  /// The schedule of a name.
  ///
  /// - Parameter name: Such as `one_cycle`, with or without capitals and underscores.
  /// - Throws: ``SpecificationError/unknown(kind:name:known:)``.
  public static func schedule(_ name: String) throws(SpecificationError) -> Setting.Schedule {
    let all = Setting.Schedule.allCases
    guard let schedule = all.first(where: { $0.rawValue == plain(name) }) else {
      throw .unknown(kind: "schedule", name: name, known: all.map(\.rawValue))
    }
    return schedule
  }

  /// Whether pictures change, by name.
  ///
  /// - Parameter name: `on` or `off`.
  /// - Throws: ``SpecificationError/unknown(kind:name:known:)``.
  public static func augmentation(_ name: String) throws(SpecificationError) -> Bool {
    switch plain(name) {
    case "on", "true", "yes": true
    case "off", "false", "no": false
    default: throw .unknown(kind: "augmentation", name: name, known: ["on", "off"])
    }
  }

  /// A list of names with commas between them.
  ///
  /// - Parameters:
  ///   - text: The names.
  ///   - choice: What a name stands for.
  /// - Throws: What `choice` throws.
  public static func list<Choice>(
    _ text: String, of choice: (String) throws(SpecificationError) -> Choice
  ) throws(SpecificationError) -> [Choice] {
    var choices: [Choice] = []
    for name in text.split(separator: ",") {
      choices.append(try choice(name.filter { $0 != " " }))
    }
    return choices
  }

  /// Without what people write differently.
  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }
}
