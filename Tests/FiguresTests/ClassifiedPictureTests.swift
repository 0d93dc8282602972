import Testing

@testable import Figures

struct ClassifiedPictureTests {
  private func item(_ probabilities: [Double], label: String? = "b") throws -> ClassifiedPicture {
    try ClassifiedPicture(
      picture: Samples.picture(), label: label,
      classNames: Array("abcdefghijklmnopqrstuvwxyz".prefix(probabilities.count)).map(String.init),
      probabilities: probabilities)
  }

  @Test func guessIsTheMostProbableClass() throws {
    let item = try item([0.1, 0.6, 0.3])
    #expect(item.guess == "b")
    #expect(item.confidence == 0.6)
    #expect(item.isRight == true)
    #expect(try self.item([0.5, 0.5]).guess == "a")
    #expect(try self.item([0.5, 0.5]).isRight == false)
    #expect(try self.item([0.5, 0.5], label: nil).isRight == nil)
  }

  @Test func whatIsNotANumberIsNotAGuess() throws {
    #expect(try item([.nan, 0.2, .infinity]).guess == "b")
    let nothing = try item([.nan, .nan], label: "?")
    #expect(nothing.guess == "?")
    #expect(nothing.confidence.isNaN)
    #expect(nothing.isRight == false)
    #expect(try item([]).guess == "?")
  }

  @Test func barsAreTheTenMostProbableInOrder() throws {
    let bars = try item([0.3, 0.1, .nan, 2, -1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.01]).bars
    #expect(bars.map(\.name) == ["a", "b", "d", "f", "g", "h", "i", "j", "k", "l"])
    #expect(bars.map(\.probability) == [0.3, 0.1, 1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2])
    #expect(bars.filter(\.isGuess).map(\.name) == ["d"])
    #expect(bars.filter(\.isLabel).map(\.name) == ["b"])
  }

  @Test func countsMustMatch() {
    #expect(throws: FigureError.probabilityCountMismatch(classes: 2, probabilities: 3)) {
      try ClassifiedPicture(
        picture: Samples.picture(), label: nil, classNames: ["a", "b"], probabilities: [0, 0, 1])
    }
  }
}
