import CZlib
import Foundation
import MNIST
import NeuralNetwork
import Testing

/// The data that is in the binary, against numbers computed from the canonical files, whose SHA-256
/// was checked, with Python's `gzip` and `zlib.crc32`.
@Suite struct MNISTTests {
  let mnist: MNIST

  init() throws { mnist = try MNIST.load() }

  @Test func describesPicturesAsKerasDoes() {
    for data in [mnist.train, mnist.test] {
      #expect(data.shape == [28, 28, 1])
      #expect(data.classes == 10)
      #expect(data.scaling == .unitInterval)
    }
  }

  @Test func everyLabelIsTheOriginal() {
    #expect(
      mnist.train.histogram == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    #expect(mnist.test.histogram == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    #expect(mnist.train.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(mnist.test.labels.prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    #expect(mnist.train.labelChecksum == 0xba07_e8ef)
    #expect(mnist.test.labelChecksum == 0xee86_04d9)
  }

  @Test func everyPixelIsTheOriginal() {
    #expect(mnist.train.count == 60_000)
    #expect(mnist.test.count == 10_000)
    #expect(mnist.train.pixelChecksum == 0xf363_9b56)
    #expect(mnist.test.pixelChecksum == 0xe4ca_5f57)
  }

  @Test func writerDisjointSplitsTheTrainingPictures() throws {
    let (training, validation) = try #require(mnist.writerDisjoint)
    #expect(training.count == 50_166)
    #expect(validation.count == 9_834)
    #expect(validation.histogram == [952, 1110, 985, 1011, 983, 888, 961, 1042, 933, 969])

    // No two training pictures of MNIST are equal, so pictures can stand for themselves. The sets
    // are compared outside of #expect, which would print them.
    let all = mnist.train.pictures
    let trainingPictures = training.pictures
    let validationPictures = validation.pictures
    let areDisjoint = trainingPictures.isDisjoint(with: validationPictures)
    let areAll = trainingPictures.union(validationPictures) == all
    #expect(all.count == 60_000)
    #expect(areDisjoint)
    #expect(areAll)
  }

  @Test func validationPicturesAreTheListedOnes() throws {
    let validation = try #require(mnist.writerDisjoint).validation
    let first = [34, 38, 44, 54, 62]
    #expect(
      validation[0..<5].labels == mnist.train.selecting(first).labels)
    for (position, row) in first.enumerated() {
      #expect(validation.bytes(at: position) == mnist.train.bytes(at: row))
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/share/datasets/fashion-mnist")))
  func fashionIsRead() throws {
    let fashion = try MNIST.fashion()
    #expect(fashion.train.shape == [28, 28, 1])
    #expect(fashion.train.histogram == Array(repeating: 6000, count: 10))
    #expect(fashion.test.histogram == Array(repeating: 1000, count: 10))
    #expect(fashion.train.pixelChecksum == 0xae65_dccd)
    #expect(fashion.test.pixelChecksum == 0x1272_8439)
    #expect(fashion.writerDisjoint == nil)
  }
}

extension Dataset {
  /// How many samples each class has.
  fileprivate var histogram: [Int] {
    labels.reduce(into: Array(repeating: 0, count: classes)) { $0[$1] += 1 }
  }

  /// All pictures, without their order.
  fileprivate var pictures: Set<[UInt8]> { Set((0..<count).compactMap(bytes(at:))) }

  fileprivate var labelChecksum: UInt {
    let labels = labels.map { UInt8($0) }
    return crc32(0, labels, UInt32(labels.count))
  }

  fileprivate var pixelChecksum: UInt {
    (0..<count).compactMap(bytes(at:)).reduce(0) { crc32($0, $1, UInt32($1.count)) }
  }
}
