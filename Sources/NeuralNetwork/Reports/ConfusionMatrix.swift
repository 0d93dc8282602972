/// Which classes were taken for which.
public struct ConfusionMatrix: Sendable, Equatable {
  /// How many samples of each class, row by row, were taken for each class.
  public private(set) var counts: [[Int]]

  /// The matrix of labels and what was said of them; both are from 0 to below `classes`.
  public init(labels: [Int], predictions: [Int], classes: Int) {
    counts = [[Int]](repeating: [Int](repeating: 0, count: classes), count: classes)
    for (label, prediction) in zip(labels, predictions)
    where counts.indices.contains(label) && counts.indices.contains(prediction) {
      counts[label][prediction] += 1
    }
  }

  /// Number of classes.
  public var classes: Int { counts.count }
  /// Samples of a class.
  public func support(of c: Int) -> Int { counts[c].reduce(0, +) }
  /// Share of what was taken for a class that is of it; 0 if nothing was.
  public func precision(of c: Int) -> Double {
    share(counts[c][c], of: counts.reduce(0) { $0 + $1[c] })
  }
  /// Share of a class's samples that were taken for it; 0 if there are none.
  public func recall(of c: Int) -> Double { share(counts[c][c], of: support(of: c)) }
  /// `2 · precision · recall / (precision + recall)`; 0 if both are.
  public func f1Score(of c: Int) -> Double {
    let (precision, recall) = (precision(of: c), recall(of: c))
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }
  /// Share of samples that were taken for what they are.
  public var accuracy: Double {
    share(
      counts.indices.reduce(0) { $0 + counts[$1][$1] },
      of: counts.indices.reduce(0) { $0 + support(of: $1) })
  }

  private func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}

extension Predictions {
  /// Which classes were taken for which.
  public func confusionMatrix(against data: Dataset) -> ConfusionMatrix {
    ConfusionMatrix(
      labels: data.labels, predictions: predictedClasses, classes: max(data.classes, classCount))
  }
}
