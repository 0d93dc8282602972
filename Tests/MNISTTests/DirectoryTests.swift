import Foundation
import NeuralNetwork
import Testing

@testable import MNIST

/// Data sets read from a directory: names of files, and what must agree between files.
@Suite struct DirectoryTests {
  let directory: TemporaryDirectory
  var path: String { directory.path }

  init() throws { directory = try TemporaryDirectory() }

  static let standardNames = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Three training pictures and two test pictures under the given names, gzipped where the name
  /// ends in `.gz`; nil leaves a file as it should be.
  func write(
    _ names: [String] = standardNames, trainImages: [UInt8]? = nil, trainLabels: [UInt8]? = nil,
    testImages: [UInt8]? = nil, testLabels: [UInt8]? = nil
  ) throws {
    let contents = [
      trainImages ?? images(3), trainLabels ?? labels([4, 0, 9]),
      testImages ?? images(2), testLabels ?? labels([7, 2]),
    ]
    for (name, content) in zip(names, contents) {
      try directory.write(name.hasSuffix(".gz") ? gzip(content) : content, to: name)
    }
  }

  func expectTheSet(_ mnist: MNIST) {
    #expect(mnist.train.shape == [2, 5, 1])
    #expect(mnist.train.labels == [4, 0, 9])
    #expect(mnist.train.classes == 10)
    #expect(mnist.train.scaling == .unitInterval)
    #expect(mnist.train.bytes(at: 2) == Array(20..<30))
    #expect(mnist.test.shape == [2, 5, 1])
    #expect(mnist.test.labels == [7, 2])
    #expect(mnist.test.bytes(at: 1) == Array(10..<20))
    #expect(mnist.writerDisjoint == nil)
  }

  @Test(arguments: ["", ".gz"], ["-", "."])
  func readsEverySpelling(ending: String, separator: String) throws {
    for test in ["t10k", "test"] {
      for set in ["", "emnist-letters-", "my set-"] {
        let own = try DirectoryTests()
        try own.write([
          "\(set)train-images\(separator)idx3-ubyte\(ending)",
          "\(set)train-labels\(separator)idx1-ubyte\(ending)",
          "\(set)\(test)-images\(separator)idx3-ubyte\(ending)",
          "\(set)\(test)-labels\(separator)idx1-ubyte\(ending)",
        ])
        try expectTheSet(MNIST.load(directory: own.path))
      }
    }
  }

  @Test func anUnpackedFileGoesBeforeAGzippedOne() throws {
    try write()
    try directory.write(Array("not gzip".utf8), to: "train-images-idx3-ubyte.gz")
    try expectTheSet(MNIST.load(directory: path))
  }

  @Test func directoriesNamedLikeFilesAreOverlooked() throws {
    try write(DirectoryTests.standardNames.map { $0.replacing("-idx", with: ".idx") })
    for name in DirectoryTests.standardNames {
      try FileManager.default.createDirectory(
        atPath: path + "/" + name, withIntermediateDirectories: false)
    }
    try expectTheSet(MNIST.load(directory: path))
  }

  @Test func choosesAmongSeveralSets() throws {
    try write(DirectoryTests.standardNames.map { "emnist-digits-" + $0 })
    try write(
      DirectoryTests.standardNames.map { "emnist-letters-" + $0 }, trainLabels: labels([1, 26, 5]))
    #expect(
      throws: IDXError.severalSets(directory: path, names: ["emnist-digits", "emnist-letters"])
    ) {
      try MNIST.load(directory: path)
    }
    try expectTheSet(MNIST.load(directory: path, named: "emnist-digits"))
    let letters = try MNIST.load(directory: path, named: "emnist-letters", classes: 27)
    #expect(letters.train.labels == [1, 26, 5])
    #expect(letters.train.classes == 27)
    #expect(letters.test.classes == 27)

    // MNIST's own names need no choice.
    try write()
    try expectTheSet(MNIST.load(directory: path))
  }

  @Test func namesEveryMissingFile() throws {
    #expect(
      throws: IDXError.filesMissing(directory: path, names: DirectoryTests.standardNames)
    ) {
      try MNIST.load(directory: path)
    }
    try write(Array(DirectoryTests.standardNames.prefix(2)))
    #expect(
      throws: IDXError.filesMissing(
        directory: path, names: ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
    ) {
      try MNIST.load(directory: path)
    }
    #expect(
      throws: IDXError.filesMissing(
        directory: path, names: DirectoryTests.standardNames.map { "kana-" + $0 })
    ) {
      try MNIST.load(directory: path, named: "kana")
    }
  }

  @Test func refusesWhatIsNoDirectory() throws {
    let file = try directory.write([1], to: "file")
    #expect(throws: IDXError.directoryUnreadable(directory: file, reason: "it is a file")) {
      try MNIST.load(directory: file)
    }
    let none = path + "/none"
    #expect(
      throws: IDXError.directoryUnreadable(
        directory: none, reason: "there is nothing of that name")
    ) {
      try MNIST.load(directory: none)
    }
    #expect(
      throws: IDXError.packageMissing(package: "dataset-fashion-mnist", directory: none)
    ) {
      try MNIST.fashion(directory: none)
    }
  }

  @Test func refusesLabelsThatNoClassHas() throws {
    try write(testLabels: labels([7, 11]))
    #expect(
      throws: IDXError.unusableLabels(
        file: path + "/t10k-labels-idx1-ubyte",
        reason: .labelOutOfRange(label: 11, index: 1, classes: 10))
    ) {
      try MNIST.load(directory: path)
    }
    #expect(try MNIST.load(directory: path, classes: 12).test.labels == [7, 11])
    #expect(throws: IDXError.self) { try MNIST.load(directory: path, classes: 0) }
    #expect(throws: IDXError.self) { try MNIST.load(directory: path, classes: -1) }
  }

  @Test func refusesFewerOrMoreLabelsThanPictures() throws {
    for count in [2, 4] {
      try write(trainLabels: labels(Array(repeating: 1, count: count)))
      #expect(
        throws: IDXError.countsDiffer(
          images: path + "/train-images-idx3-ubyte", imageCount: 3,
          labels: path + "/train-labels-idx1-ubyte", labelCount: count)
      ) {
        try MNIST.load(directory: path)
      }
    }
  }

  @Test func refusesTestPicturesOfAnotherShape() throws {
    try write(testImages: images(2, rows: 5, columns: 2))
    #expect(
      throws: IDXError.picturesDiffer(
        train: path + "/train-images-idx3-ubyte", trainShape: [2, 5, 1],
        test: path + "/t10k-images-idx3-ubyte", testShape: [5, 2, 1])
    ) {
      try MNIST.load(directory: path)
    }
  }
}
