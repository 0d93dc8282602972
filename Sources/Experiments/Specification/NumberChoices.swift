/// Numbers that a knob may take.
public enum NumberChoices: Codable, Hashable, Sendable {
  /// One of these.
  case list([Double])
  /// Anything from one number to another, drawn evenly.
  case range(from: Double, to: Double, scale: Scale)

  /// What is drawn evenly.
  public enum Scale: String, Codable, Sendable {
    /// The number.
    case linear
    /// Its logarithm.
    case logarithmic
    /// The number, which is whole.
    case whole
  }

  /// Numbers with commas between them, or `from..to`, which is drawn by its logarithm.
  ///
  /// - Parameters:
  ///   - text: The numbers.
  ///   - kind: What they are for.
  /// - Throws: ``SpecificationError/value(kind:expected:received:)``.
  public init(_ text: String, kind: String) throws(SpecificationError) {
    func number(_ text: some StringProtocol) throws(SpecificationError) -> Double {
      guard let number = Double(String(text).replacing(" ", with: "")), number.isFinite else {
        throw .value(kind: kind, expected: "numbers", received: "“\(text)”")
      }
      return number
    }
    if let dots = text.firstRange(of: "..") {
      let (low, high) = (
        try number(text[..<dots.lowerBound]), try number(text[dots.upperBound...])
      )
      self = .range(from: low, to: high, scale: low > 0 ? .logarithmic : .linear)
    } else {
      var numbers: [Double] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        numbers.append(try number(part))
      }
      self = .list(numbers)
    }
  }

  /// Every number is one that the knob can take.
  ///
  /// - Parameters:
  ///   - kind: What they are for.
  ///   - expected: Which numbers make sense, in words.
  ///   - isUsable: Whether one does.
  func check(
    _ kind: String, expected: String, _ isUsable: (Double) -> Bool
  ) throws(SpecificationError) {
    switch self {
    case .list(let numbers):
      guard !numbers.isEmpty else { throw .empty(kind: kind) }
      if let wrong = numbers.first(where: { !isUsable($0) }) {
        throw .value(kind: kind, expected: expected, received: Self.text(wrong))
      }
      var seen: Set<Double> = []
      if let again = numbers.first(where: { !seen.insert($0).inserted }) {
        throw .twice(kind: kind, name: Self.text(again))
      }
    case .range(let low, let high, let scale):
      let canBeDrawn =
        switch scale {
        case .linear: true
        case .logarithmic: low > 0
        // Beyond, not every whole number is one that floats have.
        case .whole: low.magnitude < 0x1p53 && high.magnitude < 0x1p53
        }
      guard isUsable(low), isUsable(high), low < high, canBeDrawn else {
        throw .value(
          kind: kind, expected: "a range that rises, within \(expected)",
          received: "\(Self.text(low)) to \(Self.text(high))")
      }
    }
  }

  /// A number as people write it, without a point where there is nothing behind it.
  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e9 ? "\(Int(number))" : "\(number)"
  }
}
