internal import Foundation

/// Precision, recall and F1 score of each class, laid out as scikit-learn's `classification_report`.
///
///                  precision    recall  f1-score   support
///
///               0       0.99      0.98      0.99       980
///     …
///        accuracy                           0.98     10000
///       macro avg       0.98      0.98      0.98     10000
///    weighted avg       0.98      0.98      0.98     10000
///
/// What has nothing to divide by is 0. Averages are over all classes, those without samples too.
public struct ClassificationReport: Sendable, CustomStringConvertible {
  /// The numbers behind it.
  public let matrix: ConfusionMatrix
  /// A name for each class.
  public let classNames: [String]
  /// Digits after the point.
  public var digits: Int

  /// The report of a matrix; classes are named by their numbers unless names are given.
  public init(_ matrix: ConfusionMatrix, classNames: [String]? = nil, digits: Int = 2) {
    self.matrix = matrix
    let given = classNames ?? []
    self.classNames = (0..<matrix.classes).map { $0 < given.count ? given[$0] : "\($0)" }
    self.digits = digits
  }

  private static let (macro, weighted) = ("macro avg", "weighted avg")

  /// The table, with a newline at the end.
  public var description: String {
    let classes = 0..<matrix.classes
    let total = classes.reduce(0) { $0 + matrix.support(of: $1) }
    let width = ([Self.weighted] + classNames).map(\.count).max() ?? 0
    func line(_ name: String, _ values: [String]) -> String {
      ([name.padded(to: width), ""] + values.map { $0.padded(to: 9) })
        .joined(separator: " ") + "\n"
    }
    func row(_ name: String, _ values: [Double], _ support: Int) -> String {
      line(name, values.map { String(format: "%.\(digits)f", $0) } + ["\(support)"])
    }
    let values = classes.map {
      [matrix.precision(of: $0), matrix.recall(of: $0), matrix.f1Score(of: $0)]
    }
    /// Means over the classes, with weights that sum to 1.
    func mean(_ weight: (Int) -> Double) -> [Double] {
      (0..<3).map { column in classes.reduce(0) { $0 + weight($1) * values[$1][column] } }
    }
    let rows = classes.map { row(classNames[$0], values[$0], matrix.support(of: $0)) }
    let macro = row(Self.macro, mean { _ in 1 / Double(classes.count) }, total)
    let weighted = row(
      Self.weighted, mean { Double(matrix.support(of: $0)) / Double(max(1, total)) }, total)
    let accuracy = String(format: "%.\(digits)f", matrix.accuracy)
    return line("", ["precision", "recall", "f1-score", "support"]) + "\n" + rows.joined() + "\n"
      + line("accuracy", ["", "", accuracy, "\(total)"]) + macro + weighted
  }
}

extension String {
  /// With blanks before it.
  fileprivate func padded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
