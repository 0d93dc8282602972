/// A picture drawn from plain values, as SVG text or as a PNG made from that very text.
///
/// Equal figures give equal text, on every machine and in every locale.
public protocol Figure: Sendable {
  /// The whole SVG document.
  func svg(theme: Theme) -> String
}

extension Figure {
  /// The whole SVG document, light or dark as the reader's system is.
  public func svg() -> String { svg(theme: .automatic) }
}
