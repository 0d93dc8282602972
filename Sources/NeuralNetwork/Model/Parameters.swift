internal import Kernels

/// All variables of a model in two flat buffers: those that the optimizer moves, and those that
/// layers move.
///
/// Optimizer steps, sums of gradients, checkpoints and hashes are then single loops over one
/// buffer.
final class Parameters {
  let variables: [Variable]
  /// The learnt ones, one after the other.
  let weights: UnsafeMutablePointer<Float>
  let weightCount: Int
  /// Where each variable begins, in the order of `variables`.
  let pointers: [UnsafeMutablePointer<Float>]
  /// Offset of each variable in `weights`; nil for those that are not learnt.
  let offsets: [Int?]
  /// The learnt variables with where each lies in `weights`.
  private(set) var blocks: [(variable: Variable, range: Range<Int>)] = []
  private let arena = Arena()

  init(_ variables: [Variable]) {
    self.variables = variables
    weightCount = variables.reduce(0) { $0 + ($1.isTrainable ? $1.shape.elementCount : 0) }
    weights = arena.allocate(weightCount)
    var end = 0
    var pointers: [UnsafeMutablePointer<Float>] = []
    var offsets: [Int?] = []
    for variable in variables {
      let count = variable.shape.elementCount
      if variable.isTrainable {
        offsets.append(end)
        pointers.append(weights + end)
        blocks.append((variable, end..<end + count))
        end += count
      } else {
        offsets.append(nil)
        pointers.append(arena.allocate(count))
      }
    }
    self.pointers = pointers
    self.offsets = offsets
  }

  /// Sets every variable as its initializer says.
  func initialize(seed: UInt64) {
    for (index, variable) in variables.enumerated() {
      variable.initializer.fill(
        pointers[index], shape: variable.shape,
        from: RandomStream(seed: seed, purpose: .weights, index: index))
    }
  }

  /// What the variables' regularizers add to the loss.
  var penalty: Double {
    blocks.reduce(0) { sum, block in
      guard let regularizer = block.variable.regularizer else { return sum }
      return sum
        + regularizer.penalty(of: weights + block.range.lowerBound, count: block.range.count)
    }
  }

  /// Pointers into a buffer laid out as `weights`, such as gradients.
  func pointers(into buffer: UnsafeMutablePointer<Float>) -> [UnsafeMutablePointer<Float>?] {
    offsets.map { offset in offset.map { buffer + $0 } }
  }

  /// The values of one variable.
  func values(_ index: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(
      start: pointers[index], count: variables[index].shape.elementCount)
  }
}
