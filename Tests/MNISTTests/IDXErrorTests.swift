import MNIST
import NeuralNetwork
import Testing

/// Every error in the words a user reads.
@Suite struct IDXErrorTests {
  static let sentences: [(IDXError, String)] = [
    (
      .directoryUnreadable(directory: "data", reason: "it is a file"),
      "data: expected a directory with the four files of a data set; it is a file."
    ),
    (
      .filesMissing(
        directory: "data", names: ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]),
      "data: found no file train-images-idx3-ubyte, t10k-labels-idx1-ubyte; "
        + "a name may also end in .gz, and have .idx for -idx or test for t10k."
    ),
    (
      .severalSets(directory: "data", names: ["emnist-digits", "emnist-letters"]),
      "data: found several data sets, emnist-digits, emnist-letters; "
        + "expected one, or the name of one of them."
    ),
    (
      .packageMissing(package: "dataset-fashion-mnist", directory: "data"),
      "data: found no such directory; install it with `apt-get install dataset-fashion-mnist`, "
        + "or load another directory with the same four files."
    ),
    (
      .fileUnreadable(file: "a", reason: "Permission denied"),
      "a: cannot read the file: Permission denied."
    ),
    (
      .damagedGzip(file: "a.gz", reason: "incorrect data check"),
      "a.gz: the gzip file is damaged: incorrect data check."
    ),
    (
      .wrongMagic(file: "a", expected: 0x803, received: 0x3c21_646f),
      "a: expected an IDX file that begins with 0x00000803; received 0x3c21646f."
    ),
    (
      .sizeOutOfRange(file: "a", axis: "rows", limit: 1024, received: 1025),
      "a: expected 1 to 1024 rows; the header announces 1025."
    ),
    (
      .tooLarge(file: "a", sizes: [10_000_000, 1024, 28], limit: 1 << 30),
      "a: expected at most 1073741824 bytes; the header announces 10000000 × 1024 × 28."
    ),
    (
      .endsEarly(file: "a", expected: 16, received: 0),
      "a: expected 16 bytes; the file ends after 0."
    ),
    (
      .trailingBytes(file: "a", expected: 46),
      "a: expected 46 bytes, as the header announces; the file goes on after them."
    ),
    (
      .countsDiffer(images: "a", imageCount: 3, labels: "b", labelCount: 4),
      "b: expected a label for each of the 3 pictures of a; received 4."
    ),
    (
      .picturesDiffer(train: "a", trainShape: [2, 5, 1], test: "b", testShape: [5, 2, 1]),
      "b: expected pictures of shape (2, 5, 1), as in a; received (5, 2, 1)."
    ),
    (
      .unusableLabels(
        file: "a", reason: .labelOutOfRange(label: 11, index: 3, classes: 10)),
      "a: Expected labels from 0 to 9; label 3 is 11."
    ),
  ]

  @Test(arguments: sentences)
  func isOneSentence(error: IDXError, sentence: String) {
    #expect(error.description == sentence)
  }
}
