public import Images
public import NeuralNetwork

/// Reads the digits in a picture: a photograph, a scan, a screenshot, a drawing.
public struct DigitReader: Sendable {
  let classifier: DigitClassifier

  /// A reader with the network that came with this package.
  public init(threads: Int? = nil) throws {
    classifier = try .pretrained(threads: threads)
  }

  /// Reads a picture.
  public func read(_ image: GreyImage) throws(ModelError) -> Page {
    let factor = Self.factor(image)
    let plane = Plane(image).reduced(by: factor)
    guard let ink = InkFinder(plane).find() else { return Page(image, []) }
    let regions = RegionFinder(ink).regions
    let prepared = regions.compactMap { region in
      region.picture(from: ink).map { (region, $0) }
    }
    let answers = try classifier.classify(prepared.map(\.1))
    var digits: [Page.Digit] = []
    for ((region, picture), answer) in zip(prepared, answers) {
      guard answer.digit != nil else { continue }
      digits.append(
        Page.Digit(
          label: answer.label, confidence: answer.confidence, box: region.box.scaled(by: factor),
          line: 0, picture: picture))
    }
    return Page(image, digits)
  }

  private static func factor(_ image: GreyImage) -> Int {
    var factor = 1
    while image.width * image.height / (factor * factor) > 4_000_000 { factor += 1 }
    return factor
  }
}
