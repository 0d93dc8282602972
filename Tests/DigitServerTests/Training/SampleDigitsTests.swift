import MNIST
import NeuralNetwork
import Runs
import Testing

@testable import DigitServer

struct SampleDigitsTests {
  @Test func twoOfEachClass() throws {
    let test = try MNIST.load().test
    let samples = SampleDigits(test, of: .mnist)
    let list = samples.list.samples
    #expect(list.map(\.label) == (0..<20).map { $0 / 2 })
    #expect(list.map(\.index) == SampleDigits.mnist)
    #expect(Set(samples.positions).count == 20)
    #expect(Set(samples.positions).isDisjoint(with: MNIST.unconfirmedTestPositions))
    #expect(Array(list[3].picture) == test.bytes(at: list[3].index))
  }
}
