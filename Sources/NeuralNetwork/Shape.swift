/// The axes of one sample or of one variable, outermost first.
///
/// The batch axis is never part of a shape: Keras writes `(None, 28, 28, 1)` where this type holds
/// `[28, 28, 1]`. Pictures are `[rows, columns, channels]`.
public struct Shape: Hashable, Sendable, Codable, ExpressibleByArrayLiteral {
  /// Sizes of the axes.
  public let axes: [Int]

  /// A shape with the given axes.
  public init(_ axes: [Int]) { self.axes = axes }

  /// A shape written as an array literal.
  public init(arrayLiteral axes: Int...) { self.axes = axes }

  /// Reads a plain array of axes.
  public init(from decoder: any Decoder) throws {
    axes = try decoder.singleValueContainer().decode([Int].self)
  }

  /// Writes a plain array of axes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(axes)
  }

  /// Number of axes.
  public var rank: Int { axes.count }

  /// Number of elements; 1 for a scalar's empty shape.
  public var elementCount: Int { axes.reduce(1, *) }

  /// The largest number of elements that a shape may have: 2 GiB of floats.
  static let largestElementCount = 1 << 29

  /// All axes are positive and there are not too many elements to hold.
  var isReasonable: Bool {
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis)
      guard axis > 0, !overflow, product <= Self.largestElementCount else { return false }
      count = product
    }
    return true
  }

  /// For each element its place in an array of this shape whose given axes have shrunk to 1, and how
  /// many places that has.
  func places(reducing reduced: Set<Int>) -> (places: [Int32], count: Int) {
    var places = [Int32](repeating: 0, count: elementCount)
    var (inner, count) = (1, 1)
    for axis in axes.indices.reversed() {
      if !reduced.contains(axis) {
        for i in places.indices { places[i] += Int32(i / inner % axes[axis] * count) }
        count *= axes[axis]
      }
      inner *= axes[axis]
    }
    return (places, count)
  }

  /// Size of one axis.
  public subscript(axis: Int) -> Int { axes[axis] }
}

extension Shape: CustomStringConvertible {
  /// As Python writes a tuple: `(28, 28, 1)`, `(10,)`, `()`.
  public var description: String {
    rank == 1 ? "(\(axes[0]),)" : "(\(axes.map(String.init).joined(separator: ", ")))"
  }

  /// As Keras writes the shape of a batch: `(None, 28, 28, 1)`.
  public var batchDescription: String {
    "(\((["None"] + axes.map(String.init)).joined(separator: ", ")))"
  }
}
