internal import Yams

/// A mapping in a sweep's file, with the way to it for those who have to mend it.
struct SweepFile {
  private let mapping: Node.Mapping
  private let path: String

  /// The file as a whole.
  init(_ yaml: String) throws(SpecificationError) {
    do {
      guard let mapping = try Yams.compose(yaml: yaml)?.mapping else {
        throw SpecificationError.malformed("expected keys with values")
      }
      self.init(mapping, "")
    } catch let error as SpecificationError {
      throw error
    } catch let error as YamlError {
      throw .malformed(Self.sentence(error))
    } catch {
      throw .malformed("\(error)")
    }
  }

  private init(_ mapping: Node.Mapping, _ path: String) {
    self.mapping = mapping
    self.path = path
  }

  private static func sentence(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    case .reader(let problem, _, _, _): problem
    default: "it cannot be parsed"
    }
  }

  private func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// There are no other keys.
  func only(_ known: [String]) throws(SpecificationError) {
    for key in mapping.keys {
      let name = key.string ?? "\(key)"
      guard known.contains(name) else {
        throw .unknown(kind: path.isEmpty ? "key" : "key of \(path)", name: name, known: known)
      }
    }
  }

  /// The mapping under a key.
  func part(_ key: String) throws(SpecificationError) -> SweepFile? {
    guard let node = mapping[key] else { return nil }
    guard let inner = node.mapping else { throw wrong(key, "keys with values", node) }
    return SweepFile(inner, place(key))
  }

  /// The mappings under the keys of the mapping under a key; a plain value counts as `value: …`.
  func section(_ key: String) throws(SpecificationError) -> [(name: String, content: SweepFile)] {
    guard let inner = try part(key) else { throw .empty(kind: key) }
    guard !inner.mapping.isEmpty else { throw .empty(kind: key) }
    return inner.mapping.map { key, node in
      let name = key.string ?? "\(key)"
      let mapping = node.mapping ?? Node.Mapping([(Node("value"), node)])
      return (name, SweepFile(mapping, inner.place(name)))
    }
  }

  /// The text under a key.
  func text(_ key: String) throws(SpecificationError) -> String? {
    guard let node = mapping[key] else { return nil }
    guard let text = node.scalar?.string else { throw wrong(key, "a name", node) }
    return text
  }

  /// The whole number under a key.
  func whole(_ key: String) throws(SpecificationError) -> Int? {
    guard let node = mapping[key] else { return nil }
    guard let number = node.int else { throw wrong(key, "a whole number", node) }
    return number
  }

  /// What `value` or `values` holds, each as text.
  func names() throws(SpecificationError) -> [String] {
    var names: [String] = []
    for node in try values() {
      guard let name = node.scalar?.string else { throw wrong("values", "names", node) }
      names.append(name)
    }
    return names
  }

  /// What `value` or `values` holds, each as what it stands for.
  func choices<Choice>(
    _ choice: (String) throws(SpecificationError) -> Choice
  ) throws(SpecificationError) -> [Choice] {
    var choices: [Choice] = []
    for name in try names() { choices.append(try choice(name)) }
    return choices
  }

  /// The numbers of `value` or `values`, which are whole and not negative.
  func wholes() throws(SpecificationError) -> [Int] {
    var numbers: [Int] = []
    for node in try values() {
      guard let number = node.int, number >= 0 else {
        throw wrong("values", "whole numbers from 0 on", node)
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The one number of a parameter that is no knob.
  func oneWhole() throws(SpecificationError) -> Int {
    let numbers = try wholes()
    guard numbers.count == 1 else {
      throw .value(kind: path, expected: "one number", received: "\(numbers.count)")
    }
    return numbers[0]
  }

  /// A list, or a range with the distribution that Weights & Biases takes for it.
  func numbers() throws(SpecificationError) -> NumberChoices {
    let distribution = try text("distribution")
    if mapping["min"] == nil, mapping["max"] == nil {
      guard distribution == nil || distribution == "categorical" || distribution == "constant"
      else { throw .value(kind: path, expected: "min and max", received: "a distribution only") }
      var numbers: [Double] = []
      for node in try values() { numbers.append(try number(node, "values")) }
      return .list(numbers)
    }
    try only(["min", "max", "distribution"])
    guard let low = mapping["min"], let high = mapping["max"] else {
      throw .value(kind: path, expected: "both min and max", received: "one of them")
    }
    let isWhole = low.int != nil && high.int != nil
    let scale: NumberChoices.Scale
    switch distribution ?? (isWhole ? "int_uniform" : "uniform") {
    case "int_uniform":
      guard isWhole else { throw wrong("min", "whole numbers for int_uniform", low) }
      scale = .whole
    case "uniform": scale = .linear
    case "log_uniform_values": scale = .logarithmic
    case let name:
      throw .unknown(
        kind: "distribution", name: name,
        known: ["categorical", "constant", "int_uniform", "uniform", "log_uniform_values"])
    }
    return .range(from: try number(low, "min"), to: try number(high, "max"), scale: scale)
  }

  private func number(_ node: Node, _ key: String) throws(SpecificationError) -> Double {
    guard let number = node.float ?? node.int.map(Double.init), number.isFinite else {
      throw wrong(key, "numbers", node)
    }
    return number
  }

  private func values() throws(SpecificationError) -> [Node] {
    try only(["value", "values", "distribution"])
    switch (mapping["value"], mapping["values"]) {
    case (let value?, nil): return [value]
    case (nil, let values?):
      guard let list = values.sequence else { throw wrong("values", "a list", values) }
      guard !list.isEmpty else { throw .empty(kind: "values of \(path)") }
      return Array(list)
    default: throw .value(kind: path, expected: "value or values", received: "both or neither")
    }
  }

  private func wrong(_ key: String, _ expected: String, _ node: Node) -> SpecificationError {
    .value(
      kind: place(key), expected: expected,
      received: node.scalar.map { "“\($0.string)”" } ?? "something else")
  }
}
