internal import Kernels

/// A layer that sends its input through several branches and joins what comes out.
///
/// The variables are those of all layers inside, as `<layer>/<variable>`; names are counted over
/// all branches, as Keras counts them.
public protocol BranchingLayer: Layer {
  /// The ways through it.
  var branches: [Branch] { get }
  /// How their outputs are joined.
  static var joining: Joining { get }
}

/// How the outputs of branches are joined.
public enum Joining: Sendable {
  /// Value by value.
  case sum
  /// Along the last axis.
  case concatenation
}

extension BranchingLayer {
  /// Shapes are worked out from scratch at each level, so each multiplies the time.
  private static var deepest: Int { 4 }

  func valuesInside(for input: Shape) throws(ModelError) -> Int {
    try stacks(input).reduce(0) { $0 + $1.valueCount }
  }

  private func stacks(_ input: Shape) throws(ModelError) -> [LayerStack] {
    var names: [String: Int] = [:]
    var stacks: [LayerStack] = []
    for branch in branches {
      stacks.append(try LayerStack(branch.layers, input: input, counting: &names))
    }
    return stacks
  }

  /// The common shape of the branches' outputs, with the sum of the last axes for a concatenation.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    let depth = branches.map(\.depth).max() ?? 1
    guard depth <= Self.deepest else {
      throw .invalidLayer(kind, "goes \(depth) levels deep; at most \(Self.deepest) are allowed")
    }
    let stacks = try stacks(input)
    let names = stacks.flatMap(\.items).map(\.name)
    guard Set(names).count == names.count else {
      throw .invalidLayer(kind, "needs layers with different names; received \(names)")
    }
    let shapes = stacks.map(\.outputShape)
    guard let first = shapes.first else { throw .invalidLayer(kind, "needs at least one branch") }
    let fit = shapes.allSatisfy { shape in
      switch Self.joining {
      case .sum: shape == first
      case .concatenation:
        shape.rank > 0 && shape.axes.dropLast() == first.axes.dropLast()
      }
    }
    guard fit else {
      let made = shapes.map(\.description).joined(separator: ", ")
      throw .invalidLayer(
        kind, "joins its branches, so their shapes must agree; they make \(made) of \(input)")
    }
    guard Self.joining == .concatenation else { return first }
    return Shape(first.axes.dropLast() + [shapes.reduce(0) { $0 + ($1.axes.last ?? 0) }])
  }

  /// Those of all layers inside.
  public func variables(for input: Shape) throws(ModelError) -> [Variable] {
    try stacks(input).flatMap(\.variables)
  }

  /// Some layer inside needs it.
  public var needsWholeBatch: Bool {
    branches.contains { $0.layers.contains { $0.needsWholeBatch } }
  }

  /// The branches one after the other, and one pass over their outputs.
  public func operation(_ place: Placement) throws(ModelError) -> any Operation {
    try BranchesOperation(stacks(place.inputShape), place, Self.joining)
  }
}

private final class BranchesOperation: Operation {
  private let place: Placement
  private let joining: Joining
  private let inputCount, outputCount: Int
  private let chains: [Chain]
  /// Last axis of each branch's output.
  private let widths: [Int]
  /// Where all branches but the first write the input's gradient, before it is added up.
  private let scratch: UnsafeMutablePointer<Float>?

  init(_ stacks: [LayerStack], _ place: Placement, _ joining: Joining) throws(ModelError) {
    self.place = place
    self.joining = joining
    inputCount = place.inputShape.elementCount
    outputCount = place.outputShape.elementCount
    widths = stacks.map { $0.outputShape.axes.last ?? 1 }
    scratch = place.inputGradient.map { _ in
      place.context.arena.allocate(place.context.capacity * place.inputShape.elementCount)
    }
    var chains: [Chain] = []
    var first = 0
    for stack in stacks {
      let range = first..<first + stack.variables.count
      first = range.upperBound
      chains.append(
        try Chain(
          stack, context: place.context, input: place.input,
          inputGradient: chains.isEmpty ? place.inputGradient : scratch,
          isTrainable: place.isTrainable, variables: Array(place.variables[range]),
          gradients: Array(place.gradients[range])))
    }
    self.chains = chains
  }

  func forward(_ pass: Pass) {
    for (index, chain) in chains.enumerated() {
      chain.forward(pass)
      switch joining {
      case .sum where index == 0:
        place.output.update(from: chain.output, count: pass.count * outputCount)
      case .sum: Elementwise.add(chain.output, to: place.output, count: pass.count * outputCount)
      case .concatenation:
        forEachRow(pass, index) { (place.output + $0).update(from: chain.output + $1, count: $2) }
      }
    }
  }

  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    for (index, chain) in chains.enumerated() {
      guard let gradient = chain.outputGradient else { continue }
      // Copied, since the layers inside may write over theirs.
      switch joining {
      case .sum: gradient.update(from: outputGradient, count: pass.count * outputCount)
      case .concatenation:
        forEachRow(pass, index) { (gradient + $1).update(from: outputGradient + $0, count: $2) }
      }
      chain.backward(pass)
      if index > 0, let scratch, let inputGradient = place.inputGradient {
        Elementwise.add(scratch, to: inputGradient, count: pass.count * inputCount)
      }
    }
  }

  /// Where each row of a branch begins, in the joined rows and in its own, and how long it is.
  private func forEachRow(
    _ pass: Pass, _ branch: Int, _ body: (_ joined: Int, _ own: Int, _ width: Int) -> Void
  ) {
    let total = widths.reduce(0, +)
    let before = widths.prefix(branch).reduce(0, +)
    let width = widths[branch]
    for row in 0..<pass.count * outputCount / total {
      body(row * total + before, row * width, width)
    }
  }
}
