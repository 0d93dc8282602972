import Foundation
import NeuralNetwork
import Testing

@testable import DigitServer

@Suite struct ByteScaleTests {
  @Test func reachesFromTheLeastToTheLargest() {
    let scale = ByteScale(from: [3, -1, 0, 1])
    #expect((scale.minimum, scale.maximum) == (-1, 3))
    #expect([-1, 0, 1, 3].map(scale.byte) == [0, 64, 128, 255])
  }

  @Test func isAlikeOnBothSidesOfZero() {
    let scale = ByteScale(aboutZero: [0.5, -2, 1])
    #expect((scale.minimum, scale.maximum) == (-2, 2))
    #expect([-2, -1, 0, 1, 2].map(scale.byte) == [1, 65, 128, 192, 255])
  }

  @Test func numbersAllAlike() {
    #expect(ByteScale(from: [7, 7]).byte(7) == 0)
    #expect(ByteScale(aboutZero: [0, 0]).byte(0) == 128)
    #expect(ByteScale(from: []) == ByteScale(from: [0]))
  }

  /// A training that goes astray ends in these.
  @Test func numbersThatAreNotFinite() {
    let odd: [Float] = [.nan, -.infinity, 2, .infinity, 1]
    let scale = ByteScale(from: odd)
    #expect((scale.minimum, scale.maximum) == (1, 2))
    #expect(odd.map(scale.byte) == [0, 0, 255, 0, 0])
    let middle = ByteScale(aboutZero: odd)
    #expect((middle.minimum, middle.maximum) == (-2, 2))
    #expect(odd.map(middle.byte) == [128, 128, 255, 128, 192])
    let far: Float = .greatestFiniteMagnitude
    #expect([-far, 0, far].map(ByteScale(from: [-far, far]).byte) == [0, 128, 255])
  }

  @Test func planesAreChannelByChannel() {
    let values: [Float] = [0, 100, 1, 101, 2, 102, 3, 103, 4, 104, 255, 105]
    let scale = ByteScale(from: values)
    #expect(
      scale.planes(values, shape: [2, 3, 2]) == Data([0, 1, 2, 3, 4, 255] + Array(100...105)))
    #expect(scale.planes(values, shape: [12]) == Data(values.map { UInt8($0) }))
    #expect(scale.planes(values, shape: [6, 2]) == Data(values.map { UInt8($0) }))
  }
}
