public import Images
public import NeuralNetwork

extension DigitReader {
  /// The one digit of a picture that holds nothing else, however it is drawn: all ink is taken for it.
  ///
  /// ``read(_:)`` looks for digits, and leaves out what is none; this names whatever was drawn.
  /// - Parameter image: The picture, 0 black, 255 white.
  /// - Returns: One digit, or none if there is no ink.
  /// - Throws: `ModelError` if the network cannot be asked.
  public func readOneDigit(_ image: GreyImage) throws(ModelError) -> Page {
    let factor = Self.factor(for: image)
    guard let ink = InkFinder(Plane(image).reduced(by: factor)).find() else { return Page(image) }
    let marks = Mark.all(in: ink.mask)
    guard let first = marks.first,
      let candidate = try Examiner(ink: ink, classifier: classifier)
        .candidates(of: [Region(first).adding(Array(marks.dropFirst()))]).first
    else { return Page(image) }
    let digit = Page.Digit(candidate, probability: 1, line: 0, word: 0, factor: factor)
    return Page(
      width: image.width, height: image.height, digits: [digit],
      text: digit.isSure ? "\(digit.label)" : "?", dropped: [])
  }
}
