/// How often a classifier is right where it is so sure: a bar for each range of confidence, beside the
/// diagonal on which a calibrated one lies.
///
/// A mark shows the mean confidence, which the bar of a calibrated classifier would reach; below, how
/// many samples each range holds. Niculescu-Mizil and Caruana, ICML 2005; Guo et al., arXiv 1706.04599.
public struct ReliabilityDiagram: Figure, Hashable {
  /// The samples of one range of confidence.
  public struct Bin: Hashable, Sendable {
    /// Number of samples.
    public var count: Int
    /// Mean confidence, and share that were right, from 0 to 1.
    public var confidence, accuracy: Double

    /// A range with its samples.
    public init(count: Int, confidence: Double, accuracy: Double) {
      self.count = count
      self.confidence = confidence
      self.accuracy = accuracy
    }
  }

  /// Heading, or none.
  public var title: String?
  /// Beginning of the line below the heading; the calibration error follows.
  public var subtitle: String?
  /// Ranges of equal width, from 0 to 1.
  public var bins: [Bin]
  /// Mean distance of accuracy and confidence, from 0 to 1.
  public var expectedError: Double

  private static let side = 300.0
  private static let histogram = 64.0

  /// A diagram of bins of equal width.
  public init(
    title: String? = "Reliability", subtitle: String? = nil, bins: [Bin], expectedError: Double
  ) {
    self.title = title
    self.subtitle = subtitle
    self.bins = bins
    self.expectedError = expectedError
  }

  /// The whole SVG document.
  public func svg(theme: Theme) -> String {
    let error = "expected calibration error \(percentage(expectedError, decimals: 2))"
    return Drawing(
      title: title, subtitle: [subtitle, error].compactMap(\.self).joined(separator: " · "),
      description: "\(bins.count) ranges of confidence; \(error).",
      width: 60 + Self.side + 24 + 2 * Drawing.margin,
      contentHeight: Self.side + Self.histogram + 74, content: axes + bars + [diagonal] + legend
    ).svg(theme: theme)
  }

  private var x: Scale { Scale(values: 0...1, coordinates: (60, 60 + Self.side)) }
  private var y: Scale { Scale(values: 0...1, coordinates: (Self.side + 8, 8)) }
  private var floor: Double { Self.side + Self.histogram + 30 }

  private var axes: [Element] {
    let shares = [0, 0.25, 0.5, 0.75, 1]
    let lines = shares.flatMap { share -> [Element] in
      [
        .line(
          from: (x(0), y(share).rounded() + 0.5), to: (x(1), y(share).rounded() + 0.5),
          paint: .stroke(.rule)),
        .text(
          percentage(share, decimals: 0), x: x(0) - 8, y: y(share) + 4, size: 11, anchor: .end,
          paint: .fill(.muted)),
        .text(
          percentage(share, decimals: 0), x: x(share), y: floor + 16, size: 11, anchor: .middle,
          paint: .fill(.muted)),
      ]
    }
    let name = Element.text(
      "confidence", x: x(0.5), y: floor + 34, size: 11, anchor: .middle, paint: .fill(.muted))
    return lines + [name]
  }

  private var diagonal: Element {
    Element.line(from: (x(0), y(0)), to: (x(1), y(1)), paint: .stroke(.muted))
      .with("stroke-dasharray", "4 4")
  }

  private var bars: [Element] {
    let width = Self.side / Double(max(1, bins.count))
    let most = Double(max(1, bins.map(\.count).max() ?? 1))
    return bins.enumerated().flatMap { index, bin -> [Element] in
      guard bin.count > 0 else { return [] }
      let left = x(0) + Double(index) * width + 1
      let (accuracy, confidence) = (y(clamped(bin.accuracy)), y(clamped(bin.confidence)))
      let height = max(1, Self.histogram * Double(bin.count) / most)
      return [
        .rectangle(
          x: left, y: accuracy, width: width - 2, height: y(0) - accuracy, paint: .fill(.first)),
        .rectangle(
          x: left, y: confidence - 1.5, width: width - 2, height: 3, paint: .fill(.second)),
        .rectangle(
          x: left, y: floor - height, width: width - 2, height: height, paint: .fill(.faint)),
      ]
    }
  }

  private var legend: [Element] {
    let entries: [(Role, String)] = [(.first, "accuracy"), (.second, "mean confidence")]
    let rows = entries.enumerated().flatMap { index, entry -> [Element] in
      let top = 20 + Double(index) * 18
      return [
        .rectangle(x: x(0) + 10, y: top, width: 10, height: 10, radius: 2, paint: .fill(entry.0)),
        .text(entry.1, x: x(0) + 26, y: top + 9, size: 11.5, paint: .fill(.muted)),
      ]
    }
    let samples = Element.text(
      "samples", x: x(0) - 8, y: floor, size: 11, anchor: .end, paint: .fill(.muted))
    return rows + [samples]
  }

  private func clamped(_ share: Double) -> Double { share.isNaN ? 0 : min(max(share, 0), 1) }
}
