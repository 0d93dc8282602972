extension Sequential {
  /// All variables with their values, named `<layer>/<variable>` as Keras names them.
  public var variables: [(name: String, shape: Shape, values: [Float])] {
    parameters.variables.indices.map {
      let variable = parameters.variables[$0]
      return (variable.name, variable.shape, Array(parameters.values($0)))
    }
  }

  /// Sets one variable.
  ///
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there is no variable of this name and size.
  public func setVariable(_ name: String, to values: [Float]) throws(ModelError) {
    guard let index = parameters.variables.firstIndex(where: { $0.name == name }) else {
      throw .invalidArgument("The model has no variable “\(name)”.")
    }
    guard parameters.values(index).count == values.count else {
      throw .invalidArgument(
        "Expected \(parameters.values(index).count) values for “\(name)”; "
          + "received \(values.count).")
    }
    _ = parameters.values(index).update(fromContentsOf: values)
  }

  /// A digest of all variables' bits, 16 hexadecimal digits: equal digests mean equal networks.
  ///
  /// FNV-1a over the values' bit patterns: it tells runs apart, it does not protect against
  /// forgery.
  public var fingerprint: String {
    var digest = Digest()
    for index in parameters.variables.indices {
      for value in parameters.values(index) { digest.add(value) }
    }
    return digest.text
  }

  /// Lets a layer learn, or keeps it from learning, as Keras' `layer.trainable = …`.
  ///
  /// Weights stay; the optimizer forgets what it remembered.
  /// - Throws: ``ModelError/invalidArgument(_:)`` if there is no layer of this name, or `fit` is at
  ///   work.
  public func setTrainable(_ isTrainable: Bool, layer name: String) throws(ModelError) {
    guard !isFitting else {
      throw .invalidArgument("A layer cannot be frozen or freed while `fit` is at work.")
    }
    guard stack.items.contains(where: { $0.name == name }) else {
      throw .invalidArgument(
        "The model has no layer “\(name)”; it has \(stack.items.map(\.name).joined(separator: ", "))."
      )
    }
    let values = allValues
    stack = try LayerStack(
      stack.items.map {
        // Without its name: an automatic one would no longer count where the next is named.
        $0.name == name ? CustomizedLayer($0.written, isTrainable: isTrainable) : $0.written
      }, input: inputShape)
    parameters = Parameters(stack.variables)
    allValues = values
    compilation = compilation?.afresh(weightCount: parameters.weightCount)
  }

  /// The values of all variables one after the other, which is what snapshots hold.
  var allValues: [Float] {
    get { parameters.variables.indices.flatMap { Array(parameters.values($0)) } }
    set {
      var rest = newValue[...]
      for index in parameters.variables.indices {
        let values = parameters.values(index)
        _ = values.update(fromContentsOf: rest.prefix(values.count))
        rest = rest.dropFirst(values.count)
      }
    }
  }

  /// Sets every variable that another model has under the same name and in the same shape, to begin
  /// with what that one has learnt: layers alone hold no weights.
  ///
  /// - Returns: The names of the variables that were set.
  @discardableResult
  public func copyWeights(from other: Sequential) -> [String] {
    parameters.variables.indices.compactMap { index in
      let variable = parameters.variables[index]
      let source = other.parameters.variables.firstIndex {
        $0.name == variable.name && $0.shape == variable.shape
      }
      guard let source else { return nil }
      _ = parameters.values(index).update(fromContentsOf: other.parameters.values(source))
      return variable.name
    }
  }

  /// The layers' names, in order, which those of their variables begin with.
  public var layerNames: [String] { stack.items.map(\.name) }

  /// Takes over weights, optimizer and what it remembers from another model of the same layers.
  func adopt(_ other: Sequential) throws(ModelError) {
    guard inputShape == other.inputShape,
      parameters.variables.map(\.name) == other.parameters.variables.map(\.name),
      parameters.variables.map(\.shape) == other.parameters.variables.map(\.shape)
    else {
      throw .invalidArgument("The checkpoint is one of another network.")
    }
    guard parameters.blocks.map(\.variable.name) == other.parameters.blocks.map(\.variable.name)
    else {
      throw .invalidArgument(
        "The checkpoint is one of a network in which other layers may learn: freeze the same ones, "
          + "or begin in another directory.")
    }
    if let mine = compilation, let theirs = other.compilation,
      ClassName.name(of: mine.optimizer) != ClassName.name(of: theirs.optimizer)
    {
      throw .invalidArgument(
        "The checkpoint was trained with \(ClassName.name(of: theirs.optimizer)), this model is "
          + "compiled with \(ClassName.name(of: mine.optimizer)): use the same, or begin in another "
          + "directory.")
    }
    allValues = other.allValues
    epochsTrained = other.epochsTrained
    scaling = other.scaling ?? scaling
    notes.merge(other.notes) { mine, _ in mine }
    if let mine = compilation, let theirs = other.compilation {
      mine.adopt(theirs)
    }
  }
}
