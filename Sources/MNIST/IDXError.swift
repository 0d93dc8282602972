public import NeuralNetwork

/// What is wrong with the files of a data set.
public enum IDXError: Error, Equatable, CustomStringConvertible {
  /// A directory that cannot be listed.
  case directoryUnreadable(directory: String, reason: String)
  /// A directory without all of the four files.
  case filesMissing(directory: String, names: [String])
  /// A directory with files of several data sets, of which none was named.
  case severalSets(directory: String, names: [String])
  /// A Debian package that is not installed.
  case packageMissing(package: String, directory: String)
  /// A file that cannot be opened or read.
  case fileUnreadable(file: String, reason: String)
  /// A gzip file that is cut off or damaged.
  case damagedGzip(file: String, reason: String)
  /// A file that does not begin as an IDX file of its kind does.
  case wrongMagic(file: String, expected: UInt32, received: UInt32)
  /// A header that announces nothing, or more than any data set holds.
  case sizeOutOfRange(file: String, axis: String, limit: Int, received: UInt32)
  /// A header that announces more bytes than are read into memory.
  case tooLarge(file: String, sizes: [Int], limit: Int)
  /// A file that is shorter than its header announces.
  case endsEarly(file: String, expected: Int, received: Int)
  /// A file that goes on after what its header announces.
  case trailingBytes(file: String, expected: Int)
  /// As many labels as pictures were expected.
  case countsDiffer(images: String, imageCount: Int, labels: String, labelCount: Int)
  /// Training and test pictures of the same size were expected.
  case picturesDiffer(train: String, trainShape: Shape, test: String, testShape: Shape)
  /// A label that no class has.
  case unusableLabels(file: String, reason: DatasetError)

  /// One sentence: which file, what was expected and what came.
  public var description: String {
    switch self {
    case .directoryUnreadable(let directory, let reason):
      "\(directory): expected a directory with the four files of a data set; \(reason)."
    case .filesMissing(let directory, let names):
      "\(directory): found no file \(names.joined(separator: ", ")); a name may also end in .gz, "
        + "and have .idx for -idx or test for t10k."
    case .severalSets(let directory, let names):
      "\(directory): found several data sets, \(names.joined(separator: ", ")); "
        + "expected one, or the name of one of them."
    case .packageMissing(let package, let directory):
      "\(directory): found no such directory; install it with `apt-get install \(package)`, "
        + "or load another directory with the same four files."
    case .fileUnreadable(let file, let reason):
      "\(file): cannot read the file: \(reason)."
    case .damagedGzip(let file, let reason):
      "\(file): the gzip file is damaged: \(reason)."
    case .wrongMagic(let file, let expected, let received):
      "\(file): expected an IDX file that begins with \(IDXError.hexadecimal(expected)); "
        + "received \(IDXError.hexadecimal(received))."
    case .sizeOutOfRange(let file, let axis, let limit, let received):
      "\(file): expected 1 to \(limit) \(axis); the header announces \(received)."
    case .tooLarge(let file, let sizes, let limit):
      "\(file): expected at most \(limit) bytes; the header announces "
        + "\(sizes.map(String.init).joined(separator: " × "))."
    case .endsEarly(let file, let expected, let received):
      "\(file): expected \(expected) bytes; the file ends after \(received)."
    case .trailingBytes(let file, let expected):
      "\(file): expected \(expected) bytes, as the header announces; the file goes on after them."
    case .countsDiffer(let images, let imageCount, let labels, let labelCount):
      "\(labels): expected a label for each of the \(imageCount) pictures of \(images); "
        + "received \(labelCount)."
    case .picturesDiffer(let train, let trainShape, let test, let testShape):
      "\(test): expected pictures of shape \(trainShape), as in \(train); received \(testShape)."
    case .unusableLabels(let file, let reason):
      "\(file): \(reason)"
    }
  }

  private static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
