import Testing

@testable import NeuralNetwork

/// Rows and columns, as literals.
@Suite struct Size2DTests {
  @Test func literals() {
    let (both, two): (Size2D, Size2D) = (3, [4, 5])
    #expect((both.rows, both.columns) == (3, 3))
    #expect((two.rows, two.columns) == (4, 5))
    #expect(two.description == "(4, 5)")
  }

  /// Only a build for debugging says why it ends.
  @Test func threeNumbers() async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let size: Size2D = [1, 2, 3]
      print(size)
    }
    #if DEBUG
      let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      #expect(text.contains("Expected two numbers, rows and columns; received [1, 2, 3]."))
    #endif
  }
}
