private import Foundation
public import NeuralNetwork

/// Names the digit in a picture that was prepared as MNIST was, and knows when there is none.
///
///     let classifier = try DigitClassifier.pretrained()
///     let answer = try classifier.classify(picture)        // 28 × 28 bytes, 0 paper, 255 ink
///     if let digit = answer.digit { print(digit, answer.confidence) }
///
/// It does not change, and may be called from many threads at once.
public struct DigitClassifier: Sendable {
  /// Pixels along each side of a picture.
  public static let side = 28

  /// How outputs become confidences, and from where on a picture is a digit.
  public let calibration: Calibration
  private let predictor: Predictor

  /// How outputs become confidences, and from where on a picture is no digit.
  public struct Calibration: Hashable, Sendable, Codable {
    /// Logits are divided by it before the softmax makes probabilities of them: Guo et al., arXiv
    /// 1706.04599.
    public let temperature: Double
    /// The least ``Answer/familiarity`` of a digit; everything is one if nil.
    public let leastFamiliarity: Double?
    /// The median ``Answer/familiarity`` of digits, more than the least; unknown if nil.
    public let usualFamiliarity: Double?

    /// The temperatures that a network can have.
    public static let temperatures = 0.1...10.0

    /// A temperature, where digits begin, and how familiar they usually are.
    ///
    /// - Precondition: The temperature is one of ``temperatures``, and the usual familiarity more than
    ///   the least, which is 0 if nil.
    public init(
      temperature: Double = 1, leastFamiliarity: Double? = nil, usualFamiliarity: Double? = nil
    ) {
      precondition(
        Self.temperatures.contains(temperature),
        "Expected a temperature from 0.1 to 10; received \(temperature).")
      precondition(
        usualFamiliarity ?? .infinity > leastFamiliarity ?? 0,
        "Expected digits usually more familiar than the least.")
      self.temperature = temperature
      self.leastFamiliarity = leastFamiliarity
      self.usualFamiliarity = usualFamiliarity
    }
  }

  /// What a classifier says of a picture.
  public struct Answer: Hashable, Sendable, Codable {
    /// The digit, or nil where there seems to be none.
    public let digit: Int?
    /// The digit that it is most like.
    public let label: Int
    /// Probability of ``label``, if it is a digit.
    public let confidence: Double
    /// Probability of each digit, if it is one.
    public let probabilities: [Double]
    /// How much the picture looks like what the network learnt: the logarithm of the sum of the
    /// exponentials of the logits, "energy" in Liu et al., arXiv 2010.03759.
    public let familiarity: Double
    /// Some of the picture is darker than the rest, and neither hardly any nor nearly all of it.
    public let hasInkOfDigit: Bool
  }

  /// A classifier of a network with ten outputs for pictures of 28 × 28.
  ///
  /// - Parameters:
  ///   - model: The network, whose outputs are logits.
  ///   - calibration: In place of the one in the model's notes.
  ///   - threads: Workers that share many pictures; one for every core if nil.
  ///   - callers: Calls that may be under way at once without waiting for each other; twice as many as
  ///     threads if nil.
  /// - Throws: `ModelError` if the network is another, or its notes are damaged.
  public init(
    _ model: Sequential, calibration: Calibration? = nil, threads: Int? = nil, callers: Int? = nil
  ) throws(ModelError) {
    guard model.inputShape == [Self.side, Self.side, 1] else {
      throw .inputMismatch(expected: [Self.side, Self.side, 1], received: model.inputShape)
    }
    guard model.outputShape == [10] else {
      throw .outputMismatch(output: model.outputShape, classes: 10)
    }
    try Preparation.check(model)
    let noted = try Calibration(notedIn: model)
    self.calibration = calibration ?? noted ?? Calibration()
    predictor = try Predictor(model, threads: threads, callers: callers)
    guard predictor.areLogits, [nil, .unitInterval].contains(predictor.scaling) else {
      throw .invalidArgument(
        "Expected a network that makes logits of pictures scaled to 0 to 1; this one "
          + (predictor.areLogits ? "learnt from others." : "makes probabilities."))
    }
  }

  /// The classifier of a model file.
  ///
  /// - Throws: `FileError` or `ModelError`.
  public init(contentsOf path: String, threads: Int? = nil) throws {
    try self.init(Sequential(contentsOf: path), threads: threads)
  }

  /// What is in a picture, `28 · 28` bytes row by row, 0 for paper, 255 for full ink, prepared as MNIST
  /// was: the digit 20 pixels high or wide, its centre of mass in the middle.
  ///
  /// - Throws: `ModelError.invalidArgument` if there are more or fewer bytes.
  public func classify(_ picture: [UInt8]) throws(ModelError) -> Answer {
    let values = picture.map { Float($0) / 255 }
    return answer(try predictor.predict(values), to: values)
  }

  /// What is in each picture, `28 · 28` bytes each, on all cores.
  ///
  /// - Throws: `ModelError.invalidArgument` if one has more or fewer bytes.
  public func classify(_ pictures: [[UInt8]]) throws(ModelError) -> [Answer] {
    guard !pictures.isEmpty else { return [] }
    if let other = pictures.first(where: { $0.count != Self.side * Self.side }) {
      throw .invalidArgument(
        "Expected \(Self.side * Self.side) bytes a picture; received \(other.count).")
    }
    do {
      let data = try Dataset(
        bytes: Array(pictures.joined()), shape: [Self.side, Self.side, 1],
        labels: [UInt8](repeating: 0, count: pictures.count), classes: 10)
      return try classify(data)
    } catch let error as ModelError {
      throw error
    } catch {
      throw .invalidArgument("\(error)")
    }
  }

  /// What is in each picture of a data set, on all cores.
  ///
  /// - Throws: `ModelError` if the pictures have another size.
  public func classify(_ pictures: Dataset) throws(ModelError) -> [Answer] {
    let predictions = try predictor.predict(pictures)
    return (0..<pictures.count).map { answer(predictions[$0], to: pictures.values(at: $0)) }
  }

  /// Shares of a picture that ink of a digit can cover: those of MNIST lie between 2.5 % (a thin 1) and
  /// 40 %.
  private static let inkOfDigit: ClosedRange<Float> = 0.015...0.5
  /// The least difference of ink and paper, of 1.
  private static let contrastOfDigit: Float = 0.2

  private static func hasInkOfDigit(_ values: [Float]) -> Bool {
    let contrast = (values.max() ?? 0) - (values.min() ?? 0)
    let ink = values.reduce(0, +) / Float(max(1, values.count))
    return contrast >= contrastOfDigit && inkOfDigit.contains(ink)
  }

  private func answer(_ logits: [Float], to values: [Float]) -> Answer {
    let scaled = logits.map { Double($0) / calibration.temperature }
    let largest = scaled.max() ?? 0
    let exponentials = scaled.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    let label = scaled.firstIndex(of: largest) ?? 0
    let familiarity = Self.familiarity(of: logits)
    let hasInk = Self.hasInkOfDigit(values)
    let isDigit = hasInk && familiarity >= calibration.leastFamiliarity ?? -.infinity
    let probabilities = exponentials.map { $0 / sum }
    return Answer(
      digit: isDigit ? label : nil, label: label, confidence: probabilities[label],
      probabilities: probabilities, familiarity: familiarity, hasInkOfDigit: hasInk)
  }

  /// `log Σ e^logit`.
  private static func familiarity(of logits: [Float]) -> Double {
    let largest = Double(logits.max() ?? 0)
    let exponentials = logits.map { exp(Double($0) - largest) }
    return largest + log(exponentials.reduce(0, +))
  }
}

extension DigitClassifier.Calibration {
  private static let note = "calibration"

  /// The calibration that a model's notes hold, if any.
  ///
  /// - Throws: `ModelError.invalidArgument` if they hold something else.
  public init?(notedIn model: Sequential) throws(ModelError) {
    guard let json = model.notes[Self.note] else { return nil }
    guard let calibration = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)),
      Self.temperatures.contains(calibration.temperature),
      calibration.usualFamiliarity ?? .infinity > calibration.leastFamiliarity ?? 0
    else {
      throw .invalidArgument(
        "Expected a calibration with a temperature from 0.1 to 10, and digits usually more familiar "
          + "than the least, in the model's notes; found something else: calibrate it anew.")
    }
    self = calibration
  }

  /// Writes the calibration into a model's notes, for files to keep.
  public func note(in model: Sequential) throws {
    model.notes[Self.note] = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
  }
}
