import Foundation

/// A small data set in MNIST's format: each class is a block of ink in a place of its own.
enum Drawings {
  static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// The four files.
  static func content(
    training: Int = 240, test: Int = 60, rows: Int = 28, columns: Int = 28
  ) -> [String: [UInt8]] {
    let contents = [
      images(0..<training, rows, columns), labels(0..<training),
      images(training..<training + test, rows, columns), labels(training..<training + test),
    ]
    return Dictionary(uniqueKeysWithValues: zip(files, contents))
  }

  static func write(_ content: [String: [UInt8]], to directory: String) throws {
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    for (name, bytes) in content {
      try Data(bytes).write(to: URL(filePath: directory + "/" + name))
    }
  }

  /// 240 drawings to train on and 60 to test on, for all tests to read.
  static let directory: Result<String, any Error> = Result {
    let path = try Workplace().aside
    try write(content(), to: path)
    return path
  }

  /// An IDX header.
  static func header(_ magic: UInt32, _ sizes: [UInt32]) -> [UInt8] {
    ([magic] + sizes).flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  private static func labels(_ numbers: Range<Int>) -> [UInt8] {
    header(0x801, [UInt32(numbers.count)]) + numbers.map { UInt8($0 % 10) }
  }

  private static func images(_ numbers: Range<Int>, _ rows: Int, _ columns: Int) -> [UInt8] {
    header(0x803, [numbers.count, rows, columns].map(UInt32.init))
      + numbers.flatMap { drawing($0, rows, columns) }
  }

  /// A block that lies in one of 2 × 5 cells, shifted and shaded by the drawing's number.
  private static func drawing(_ number: Int, _ rows: Int, _ columns: Int) -> [UInt8] {
    let label = number % 10
    let top = label / 5 * rows / 2 + number / 10 % 4
    let left = label % 5 * columns / 5 + number / 40 % 3
    return (0..<rows * columns).map { place in
      let (row, column) = (place / columns, place % columns)
      let isInk = (top..<top + 8).contains(row) && (left..<left + 4).contains(column)
      return isInk ? UInt8(255 - number % 7 * 20) : UInt8(place * 31 % 23)
    }
  }
}
