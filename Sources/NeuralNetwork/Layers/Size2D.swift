/// Rows and columns: of a kernel, a pooling window or a step.
///
/// Written as one number for both, `kernelSize: 3`, or as two, `kernelSize: [3, 5]`.
public struct Size2D: Hashable, Sendable, Codable, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, CustomStringConvertible
{
  /// The two numbers.
  public let rows, columns: Int

  /// A size of the given rows and columns.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The same number for both.
  public init(_ both: Int) { self.init(rows: both, columns: both) }

  /// The same number for both.
  public init(integerLiteral value: Int) { self.init(rows: value, columns: value) }

  /// Rows, then columns.
  public init(arrayLiteral elements: Int...) {
    precondition(
      elements.count == 2, "Expected two numbers, rows and columns; received \(elements).")
    self.init(rows: elements[0], columns: elements[1])
  }

  /// Reads `[rows, columns]`.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    self.init(rows: try container.decode(Int.self), columns: try container.decode(Int.self))
  }

  /// Writes `[rows, columns]`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(rows)
    try container.encode(columns)
  }

  /// As Python writes a pair.
  public var description: String { "(\(rows), \(columns))" }

  var pair: (rows: Int, columns: Int) { (rows, columns) }
}
