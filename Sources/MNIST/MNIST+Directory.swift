import Foundation
public import NeuralNetwork

extension MNIST {
  /// Another data set in MNIST's format, or a copy of MNIST, from a directory.
  ///
  /// The four files are `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
  /// `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, plain, or gzipped and named `.gz`.
  /// Names may have `test` for `t10k`, `.idx` for `-idx`, and a set's name in front as EMNIST's do:
  /// `emnist-letters-train-images-idx3-ubyte.gz`.
  ///
  ///     let letters = try MNIST.load(directory: "gzip", named: "emnist-letters", classes: 27)
  ///
  /// EMNIST stores its pictures transposed, rows for columns; they come as they are stored. Its
  /// letters are labelled 1 to 26, so that class 0 stays empty.
  ///
  /// - Parameters:
  ///   - directory: Where the files are.
  ///   - name: The set's name in front of the file names, needed only if there are several sets.
  ///   - classes: Number of classes; a label that is not in `0..<classes` is an error.
  public static func load(
    directory: String, named name: String? = nil, classes: Int = 10
  ) throws(IDXError) -> MNIST {
    let files = try FileSet(directory: directory, named: name)
    return try MNIST(
      trainImages: ByteStream(path: files.trainImages),
      trainLabels: ByteStream(path: files.trainLabels),
      testImages: ByteStream(path: files.testImages),
      testLabels: ByteStream(path: files.testLabels),
      classes: classes)
  }

  /// Fashion-MNIST (Xiao, Rasul and Vollgraf, arXiv:1708.07747): ten kinds of clothing, as many
  /// pictures as MNIST has, harder to tell apart.
  ///
  /// Debian's package `dataset-fashion-mnist` holds the files; where it cannot be installed,
  /// ``load(directory:named:classes:)`` reads them from anywhere. The classes are T-shirt, trouser,
  /// pullover, dress, coat, sandal, shirt, sneaker, bag and ankle boot.
  public static func fashion() throws(IDXError) -> MNIST {
    try fashion(directory: "/usr/share/datasets/fashion-mnist")
  }

  static func fashion(directory: String) throws(IDXError) -> MNIST {
    guard FileManager.default.fileExists(atPath: directory) else {
      throw .packageMissing(package: "dataset-fashion-mnist", directory: directory)
    }
    return try load(directory: directory)
  }

  /// Pictures without labels, from one IDX file: all of class 0.
  ///
  /// - Throws: ``IDXError`` if the file cannot be read or holds something else.
  public static func pictures(contentsOf path: String) throws(IDXError) -> Dataset {
    let file = try IDX(.images, from: ByteStream(path: path))
    let labels = [UInt8](repeating: 0, count: file.sizes[0])
    do {
      return try Dataset(
        bytes: file.bytes, shape: Shape(file.sizes.dropFirst() + [1]), labels: labels, classes: 10)
    } catch {
      throw .unusableLabels(file: path, reason: error)
    }
  }
}
