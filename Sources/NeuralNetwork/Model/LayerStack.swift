/// Layers one after the other, named and with their shapes worked out.
struct LayerStack {
  /// One layer in its place.
  struct Item {
    let name: String
    /// As it was written, and without a name or a ban on learning.
    let written, layer: any Layer
    let isTrainable: Bool
    let inputShape, outputShape: Shape
    let variables: [Variable]
    /// Values that the layer makes of a sample, those inside it included.
    let valueCount: Int

    var parameterCount: Int { variables.reduce(0) { $0 + $1.shape.elementCount } }
  }

  /// The most values that all layers together may make of one sample, in 64 MiB.
  ///
  /// Without it a small file could ask for more than any memory holds: a kernel of one pixel has
  /// few weights and many outputs.
  private static let mostValues = 1 << 24

  let items: [Item]
  let inputShape, outputShape: Shape

  /// - Throws: ``ModelError`` where a layer cannot take what the one before makes, or anything is
  ///   too large to hold.
  init(_ layers: [any Layer], input: Shape) throws(ModelError) {
    var names: [String: Int] = [:]
    try self.init(layers, input: input, counting: &names)
  }

  /// Automatic names go on where those of other stacks end.
  init(
    _ layers: [any Layer], input: Shape, counting names: inout [String: Int]
  ) throws(ModelError) {
    guard input.isReasonable else { throw .invalidShape("the input", input) }
    var items: [Item] = []
    var shape = input
    var values = input.elementCount
    var taken: Set<String> = []
    guard layers.count <= Self.mostLayers else {
      throw .invalidArgument(
        "Expected at most \(Self.mostLayers) layers; received \(layers.count).")
    }
    for written in layers {
      let custom = written as? CustomizedLayer
      let layer = written.uncustomized
      let name = custom?.name ?? Self.automaticName(layer, &names)
      guard !name.isEmpty, !name.contains("/"), taken.insert(name).inserted else {
        throw .invalidLayer(
          layer.kind, "needs a name that no other layer has, without “/”; received “\(name)”")
      }
      let output = try layer.outputShape(for: shape)
      let variables = try written.variables(for: shape)
      var seen: Set<String> = []
      for variable in variables {
        guard seen.insert(variable.name).inserted else {
          throw .invalidLayer(
            layer.kind, "needs variables of different names; received two “\(variable.name)”")
        }
        if let axis = variable.constraint?.strangeAxis(for: variable.shape) {
          throw .invalidLayer(
            layer.kind,
            "has a constraint over axis \(axis), which \(variable.name) \(variable.shape) lacks")
        }
      }
      for reasonable in [output] + variables.map(\.shape) where !reasonable.isReasonable {
        throw .invalidShape("layer \(name)", reasonable)
      }
      let inside = try (layer as? any ComposedLayer)?.valuesInside(for: shape) ?? 0
      values += output.elementCount + inside
      guard values <= Self.mostValues else {
        throw .invalidLayer(
          layer.kind,
          "makes \(output) of a sample, \(values) values with the layers before it; "
            + "at most \(Self.mostValues) are allowed")
      }
      items.append(
        Item(
          name: name, written: written, layer: layer, isTrainable: custom?.isTrainable ?? true,
          inputShape: shape, outputShape: output, variables: variables,
          valueCount: output.elementCount + inside))
      shape = output
    }
    self.items = items
    inputShape = input
    outputShape = shape
    guard items.reduce(0, { $0 + $1.parameterCount }) <= Shape.largestElementCount else {
      throw .invalidShape("the network", [Shape.largestElementCount])
    }
  }

  /// The most layers in one stack.
  private static let mostLayers = 10_000

  /// Values that all layers make of a sample, and the sample's own.
  var valueCount: Int { items.reduce(inputShape.elementCount) { $0 + $1.valueCount } }

  /// How many samples should go through the layers at once.
  ///
  /// What two layers next to each other make of a piece should stay in a core's second-level cache,
  /// of which half a megabyte is a common size, about half of what all make. But each piece reads all
  /// weights, which that cache does not hold if there are many: 32 KiB of them ask for a sample more.
  /// Products of fewer than 8 rows waste the core, and more than 64 gain nothing. Where a sample makes
  /// very much, it goes alone.
  var samplesAtOnce: Int {
    let bytes = valueCount * MemoryLayout<Float>.stride
    let weightBytes = items.reduce(0) { $0 + $1.parameterCount } * MemoryLayout<Float>.stride
    let bearable = max(1, (64 << 20) / bytes)
    return min(max((5 << 18) / bytes, weightBytes >> 15, 8), 64, bearable)
  }

  /// What is applied last; layers that leave values as they are outside of training do not count.
  var lastActivation: ActivationFunction {
    items.lazy.reversed().compactMap(\.layer.lastActivation).first ?? .linear
  }

  /// All variables, as `<layer>/<variable>`.
  var variables: [Variable] {
    items.flatMap { item in
      item.variables.map { variable in
        var variable = variable
        variable.name = "\(item.name)/\(variable.name)"
        return variable
      }
    }
  }

  /// `dense`, then `dense_1`, as Keras names layers.
  private static func automaticName(_ layer: any Layer, _ names: inout [String: Int]) -> String {
    let base = snakeCase(layer.kind)
    let number = names[base, default: 0]
    names[base] = number + 1
    return number == 0 ? base : "\(base)_\(number)"
  }

  /// `MaxPooling2D` as `max_pooling2d`, as Keras names layers.
  private static func snakeCase(_ name: String) -> String {
    var result = ""
    var previous: Character?
    for character in name {
      if character.isUppercase, let previous, previous.isLowercase { result += "_" }
      result += character.lowercased()
      previous = character
    }
    return result
  }
}

/// A layer that keeps values between its input and its output.
protocol ComposedLayer: Layer {
  /// How many, of one sample.
  func valuesInside(for input: Shape) throws(ModelError) -> Int
}
