public import Images
private import Kernels
public import NeuralNetwork

/// A picture of a page whose digits are known.
///
///     let page = TestPage(.shaded, seed: 7, digits: mnist.test)
///     page.image            // what a camera would see
///     page.digits[0].label  // the first digit of the first line
///
/// A page is a function of the condition, the seed, the data set and the count. Pages of one seed hold
/// the same digits in every condition, most of them at the same places, so that two conditions may be
/// compared pair by pair.
public struct TestPage: Sendable {
  /// What a camera would see.
  public let image: GreyImage
  /// What is written there, in reading order.
  public let digits: [Digit]

  /// A page under a condition, of so many samples of a data set, each at most once.
  ///
  /// - Precondition: The data set holds `count` pictures of 28 × 28 bytes, ink 255, and the count is
  ///   at least 1.
  public init(_ condition: Condition, seed: UInt64, digits: Dataset, count: Int = 20) {
    precondition(
      (1...digits.count).contains(count),
      "Expected 1 to \(digits.count) digits, of as many samples; received \(count).")
    let style = PageStyle(condition, seed: seed)
    let layout = Layout(of: digits, count: count, style: style)
    let view = View(of: layout, style: style)
    let behind =
      style.effects.contains(.showThrough)
      ? Layout.otherSide(of: digits, count: count, style: style) : nil
    let sheet = Sheet(layout, behind: behind, view: view, style: style)
    var page = view.taken(of: sheet.marks)
    page.becomeGrey(style)
    page.light(style)
    page.passThroughCamera(style)
    image = page.image(style)
    self.digits = layout.places.map { place in
      Digit(
        label: place.label, box: view.box(of: place), source: place.source, line: place.line)
    }
  }
}
