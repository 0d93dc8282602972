public import Images
public import NeuralNetwork

/// Reads the digits in a picture: a photograph, a scan, a screenshot, a drawing.
///
///     let reader = try DigitReader()
///     let page = try reader.read(GreyImage(contentsOf: "photo.jpg"))
///     print(page.text)
///
/// It does not change, and may be called from many threads at once.
public struct DigitReader: Sendable {
  /// What names the digits.
  public let classifier: DigitClassifier

  /// Pixels that are looked at; larger pictures are reduced by a whole factor.
  private static let most = 4_000_000

  /// A reader with a classifier; with the network that came with this package if it is nil.
  ///
  /// - Parameters:
  ///   - classifier: What names the digits.
  ///   - threads: Workers that share the digits of a page, where the classifier is the package's own;
  ///     one for every core if nil.
  /// - Throws: `FileError` or `ModelError` if the program is damaged.
  public init(classifier: DigitClassifier? = nil, threads: Int? = nil) throws {
    self.classifier = try classifier ?? .pretrained(threads: threads)
  }

  /// Every digit in a picture.
  ///
  /// Pictures of more than 4 megapixels are reduced by a whole factor, 2 or 3 up to 16 megapixels, and
  /// digits lower than 8 pixels after that are not looked at; of more than 2,000 marks the largest are.
  ///
  /// - Parameter image: The picture, 0 black, 255 white.
  /// - Returns: What it holds; boxes count the picture's own pixels.
  /// - Throws: `ModelError` if the network cannot be asked.
  public func read(_ image: GreyImage) throws(ModelError) -> Page {
    let factor = Self.factor(for: image)
    guard let ink = InkFinder(Plane(image).reduced(by: factor)).find() else {
      return Page(image)
    }
    let marks = MarkSorter(Mark.all(in: ink.mask), in: ink)
    var segmentation = try Segmentation(
      marks, examiner: Examiner(ink: ink, classifier: classifier))
    try segmentation.turnUpright()
    return Page(image, segmentation, factor: factor)
  }

  /// By how much a picture is reduced before it is looked at.
  static func factor(for image: GreyImage) -> Int {
    var factor = 1
    while image.width * image.height / (factor * factor) > most { factor += 1 }
    return factor
  }

  /// Every digit in a picture file, PNG or JPEG.
  ///
  /// - Throws: `ImageError` if it cannot be read, or is larger than the limit; `ModelError`.
  public func read(contentsOf path: String, limit: ImageLimit = .standard) throws -> Page {
    try read(GreyImage(contentsOf: path, limit: limit))
  }
}
