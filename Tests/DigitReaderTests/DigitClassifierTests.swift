import DigitReader
import Foundation
import MNIST
import NeuralNetwork
import Testing

struct DigitClassifierTests {
  static let classifier = Result { try DigitClassifier.pretrained(threads: 2) }
  private let classifier: DigitClassifier
  private let test: Dataset

  init() throws {
    classifier = try Self.classifier.get()
    test = try MNIST.load().test
  }

  /// Two thousand digits by students, who write less clearly than others.
  @Test func readsUnseenDigits() throws {
    let some = test.prefix(2000)
    let answers = try classifier.classify(some)
    let right = zip(answers, some.labels).count { $0.digit == $1 }
    // It turns 0.6 % of all away, more of these, and misses one in two hundred of these.
    #expect(right >= 1957)
    #expect(answers.count { $0.digit == nil } <= 40)
  }

  @Test func onePictureIsAsGoodAsMany() throws {
    let answers = try classifier.classify(test[100..<110])
    for (i, answer) in answers.enumerated() {
      let one = try classifier.classify(#require(test.bytes(at: 100 + i)))
      #expect(one.label == answer.label && one.digit == answer.digit)
      #expect(abs(one.confidence - answer.confidence) < 1e-5)
      #expect(abs(one.probabilities.reduce(0, +) - 1) < 1e-9)
      #expect(one.probabilities[one.label] == one.confidence)
      #expect(one.probabilities.max() == one.confidence)
    }
  }

  @Test(arguments: [UInt8(0), 1, 40, 128, 200, 255])
  func onePlainShadeIsNoDigit(shade: UInt8) throws {
    let answer = try classifier.classify([UInt8](repeating: shade, count: 784))
    #expect(answer.digit == nil)
  }

  @Test func aCheckerboardAndAHalfAreNoDigits() throws {
    let board = (0..<784).map { UInt8(($0 / 28 + $0) % 2 == 0 ? 255 : 0) }
    #expect(try classifier.classify(board).digit == nil)
    let half = (0..<784).map { UInt8($0 < 392 ? 255 : 0) }
    #expect(try classifier.classify(half).digit == nil)
  }

  @Test func otherSizesAreRefused() {
    #expect(throws: ModelError.self) { try classifier.classify([UInt8](repeating: 0, count: 783)) }
    #expect(throws: ModelError.self) { try classifier.classify([UInt8]()) }
  }

  @Test func otherNetworksAreRefused() throws {
    let narrow = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 9)
    }
    #expect(throws: ModelError.self) { try DigitClassifier(narrow) }
    let small = try Sequential(input: [27, 28, 1]) {
      Flatten()
      Dense(units: 10)
    }
    #expect(throws: ModelError.self) { try DigitClassifier(small) }
  }

  /// Logits of an untrained network times a hundred: sure of nothing that it should be sure of.
  @Test func calibrationFindsTheLeastLossAndTheShareTurnedAway() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 10)
    }
    try model.setVariable(
      "dense/kernel", to: model.variables[0].values.map { $0 * 20 })
    let digits = test.prefix(1000)
    let found = try DigitClassifier.Calibration(of: model, on: digits, falseRejects: 0.1)
    func loss(_ temperature: Double) throws -> Double {
      let answers = try DigitClassifier(model, calibration: .init(temperature: temperature))
        .classify(digits)
      return zip(answers, digits.labels).reduce(0) { $0 - log($1.0.probabilities[$1.1]) }
    }
    let least = try loss(found.temperature)
    #expect(found.temperature > 1)
    for factor in [0.8, 0.95] { #expect(try loss(found.temperature * factor) > least) }
    if found.temperature < 9.9 { #expect(try loss(found.temperature * 1.01) >= least) }
    let answers = try DigitClassifier(model, calibration: found).classify(digits)
    #expect(answers.count { $0.familiarity >= found.leastFamiliarity ?? 0 } == 900)
    #expect(answers.count { $0.familiarity >= found.usualFamiliarity ?? 0 } == 500)
    #expect(throws: ModelError.self) {
      try DigitClassifier.Calibration(of: model, on: digits, falseRejects: .nan)
    }
    #expect(throws: ModelError.self) {
      try DigitClassifier.Calibration(of: model, on: digits.prefix(0))
    }
    // As after a training that diverged.
    try model.setVariable("dense/bias", to: [Float](repeating: .nan, count: 10))
    #expect(throws: ModelError.self) { try DigitClassifier.Calibration(of: model, on: digits) }
  }

  @Test func networksThatMakeProbabilitiesAreRefused() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 10, activation: .softmax)
    }
    #expect(throws: ModelError.self) { try DigitClassifier(model) }
  }

  @Test func calibrationIsKeptInTheModel() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 10)
    }
    #expect(try DigitClassifier(model).calibration == .init())
    let calibration = DigitClassifier.Calibration(
      temperature: 2, leastFamiliarity: 5, usualFamiliarity: 9)
    try calibration.note(in: model)
    let classifier = try DigitClassifier(model)
    #expect(classifier.calibration == calibration)
    for damaged in [
      #"{"temperature":-1}"#, #"{"temperature":1e-320}"#, "", "7",
      #"{"temperature":1,"leastFamiliarity":5,"usualFamiliarity":5}"#,
      #"{"temperature":1,"usualFamiliarity":-1}"#,
    ] {
      model.notes["calibration"] = damaged
      #expect(throws: ModelError.self) { try DigitClassifier(model) }
    }
    model.notes["calibration"] = nil
    // Twice the temperature, half the logits: probabilities come nearer to each other.
    let digit = try #require(test.bytes(at: 0))
    let cold = try DigitClassifier(model, calibration: .init()).classify(digit)
    let warm = try classifier.classify(digit)
    #expect(warm.confidence < cold.confidence && warm.label == cold.label)
    #expect(warm.familiarity == cold.familiarity && warm.digit == nil)
  }
}
