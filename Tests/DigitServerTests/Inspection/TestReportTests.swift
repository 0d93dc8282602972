import DigitReader
import Foundation
import NeuralNetwork
import Testing

@testable import DigitServer

@Suite struct TestReportTests {
  private let data: Dataset
  private let report: TestReport

  /// Labels are 0 to 9 in turn.
  private static let guesses = [
    (0, 0.9), (7, 0.6), (2, 0.8), (3, 1.0), (4, 0.7), (5, 0.5), (6, 0.9), (1, 0.8), (8, 0.3),
    (4, 0.99), (0, 0.95), (7, 0.8), (7, 0.6), (3, 0.2), (4, 0.7), (5, 0.5),
  ]

  init() throws {
    data = try DigitSamples.dataset(count: Self.guesses.count)
    report = TestReport(Self.answers(Self.guesses), on: data)
  }

  private static func answers(_ guesses: [(Int, Double)]) -> [TestReport.Answer] {
    guesses.enumerated().map { index, guess in
      TestReport.Answer(label: index % 10, guess: guess.0, confidence: guess.1)
    }
  }

  private func found(_ label: Int?, _ guess: Int?) -> [Int] {
    report.mistakes(label: label, guess: guess, offset: 0, count: 60).mistakes.map(\.index)
  }

  @Test func confusionCountsAnswers() throws {
    let confusion = report.confusion
    #expect((confusion.count, confusion.correct, confusion.accuracy) == (16, 11, 11.0 / 16))
    #expect(confusion.matrix[1] == [0, 0, 0, 0, 0, 0, 0, 2, 0, 0])
    #expect(confusion.matrix[2] == [0, 0, 1, 0, 0, 0, 0, 1, 0, 0])
    #expect(confusion.matrix.joined().reduce(0, +) == 16)
    #expect(
      try DigitSamples.keys(confusion) == ["count", "correct", "accuracy", "matrix"])
  }

  @Test func mistakesComeWithTheMostConfidentFirst() throws {
    #expect(found(nil, nil) == [9, 7, 11, 1, 12])
    #expect(found(1, nil) == [11, 1])
    #expect(found(nil, 7) == [11, 1, 12])
    #expect(found(2, 7) == [12])
    #expect(found(7, 2) == [])
    // Behind a cell of the diagonal.
    #expect(found(0, 0) == [10, 0])
    #expect(found(4, 4) == [4, 14])
  }

  @Test func pagesFollowEachOther() throws {
    let page = report.mistakes(offset: 2, count: 2)
    #expect((page.total, page.mistakes.map(\.index)) == (5, [11, 1]))
    #expect(report.mistakes(offset: 4, count: 60).mistakes.map(\.index) == [12])
    for (offset, count) in [(5, 60), (.max, .max), (0, 0), (0, -3)] {
      let page = report.mistakes(offset: offset, count: count)
      #expect((page.total, page.mistakes.count) == (5, 0))
    }
    #expect(report.mistakes(offset: -4, count: 1).mistakes.map(\.index) == [9])
    let many = TestReport(
      Self.answers((0..<250).map { _ in (11, 0.5) }), on: try DigitSamples.dataset(count: 250))
    #expect(many.mistakes(offset: 0, count: .max).mistakes.count == TestReport.mostAtOnce)
  }

  @Test func mistakesShowTheirPictures() throws {
    let mistake = try #require(report.mistakes(offset: 0, count: 1).mistakes.first)
    #expect(
      mistake
        == Mistakes.Mistake(
          index: 9, label: 9, guess: 4, confidence: 0.99, picture: Data(data.bytes(at: 9) ?? [])))
    #expect(
      try DigitSamples.keys(report.mistakes(offset: 0, count: 2)) == [
        "total", "mistakes[].index", "mistakes[].label", "mistakes[].guess",
        "mistakes[].confidence", "mistakes[].picture",
      ])
  }

  @Test func asksTheClassifier() throws {
    let classifier = try DigitClassifier(DigitSamples.model(), threads: 2)
    let report = try TestReport(of: classifier, on: data)
    for index in 0..<data.count {
      let answer = try classifier.classify(data.bytes(at: index) ?? [])
      #expect(report.answers[index].label == index % 10)
      #expect(report.answers[index].guess == answer.label)
      #expect(abs(report.answers[index].confidence - answer.confidence) < 1e-5)
    }
  }

  @Test func comparesTwoNetworks() throws {
    var others = Self.guesses
    others[1] = (1, 0.9)
    others[3] = (8, 0.9)
    others[7] = (9, 0.7)
    let other = TestReport(Self.answers(others), on: data)
    let comparison = try Comparison(report, other)
    #expect(comparison.count == 16)
    #expect((comparison.bothRight, comparison.onlyFirst) == (10, 1))
    #expect((comparison.onlySecond, comparison.bothWrong) == (1, 4))
    #expect(comparison.accuracies == [11.0 / 16, 11.0 / 16])
    #expect(comparison.differences.map(\.index) == [3, 7, 1])
    #expect(comparison.differences[0].guesses == [3, 8])
    #expect(comparison.differences[0].confidences == [1.0, 0.9])
    #expect(comparison.differences[0].picture == Data(data.bytes(at: 3) ?? []))
    #expect(
      try DigitSamples.keys(comparison) == [
        "count", "both_right", "only_first", "only_second", "both_wrong", "accuracies",
        "differences[].index", "differences[].label", "differences[].guesses",
        "differences[].confidences", "differences[].picture",
      ])
    #expect(try Comparison(report, report).differences.isEmpty)
  }

  @Test func comparesOnlyTheSameDigits() throws {
    let fewer = TestReport(Self.answers(Array(Self.guesses.dropLast())), on: data)
    #expect(throws: ModelError.self) { try Comparison(report, fewer) }
  }

  @Test func differencesAreNotTooMany() throws {
    let many = try DigitSamples.dataset(count: 90)
    let (first, second) = (
      TestReport(Self.answers((0..<90).map { _ in (3, 0.5) }), on: many),
      TestReport(Self.answers((0..<90).map { _ in (4, 0.5) }), on: many)
    )
    let differences = try Comparison(first, second).differences
    #expect(differences.map(\.index) == Array(0..<Comparison.mostDifferences))
  }
}
