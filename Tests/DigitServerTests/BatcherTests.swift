import HTTPTypes
import NeuralNetwork
import Testing

@testable import DigitServer

/// Requests that are answered together.
struct BatcherTests {
  private func batcher() throws -> Batcher {
    Batcher(try Predictor(smallModel(), threads: 1), temperature: 1, cores: 2)
  }

  private func samples(_ number: Int, count: Int = 1) -> [Float] {
    (0..<count * 784).map { Float(($0 * 7 + number * 13) % 29) / 29 }
  }

  @Test func everybodyGetsTheirOwnAnswer() async throws {
    let batcher = try batcher()
    // Some are answered where they came, some elsewhere.
    let counts = [1, 3, 40, 1, 2, 17, 1, 1, 5, 100]
    var alone: [[Float]] = []
    for (number, count) in counts.enumerated() {
      alone.append(try await batcher.probabilities(of: samples(number, count: count)))
    }
    let together = try await withThrowingTaskGroup(of: (Int, [Float]).self) { group in
      for (number, count) in counts.enumerated() {
        let samples = samples(number, count: count)
        group.addTask { (number, try await batcher.probabilities(of: samples)) }
      }
      return try await group.reduce(into: [Int: [Float]]()) { $0[$1.0] = $1.1 }
    }
    for (number, count) in counts.enumerated() {
      #expect(together[number]?.count == count * 10)
      #expect(together[number] == alone[number])
    }
  }

  /// Whoever sends values that are none is told so, and nobody else.
  @Test func strangeValuesHarmNobodyElse() async throws {
    let batcher = try batcher()
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<24 {
        let isStrange = number.isMultiple(of: 3)
        let samples =
          isStrange ? [Float](repeating: .infinity, count: 784) : samples(number)
        group.addTask {
          do {
            let answer = try await batcher.probabilities(of: samples)
            #expect(!isStrange)
            #expect(answer.allSatisfy { $0.isFinite })
          } catch {
            #expect(isStrange)
            #expect((error as? ServiceError)?.status == .badRequest)
          }
        }
      }
    }
  }
}
