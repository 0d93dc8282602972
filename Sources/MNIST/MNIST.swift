public import NeuralNetwork

/// MNIST, or another data set in the same format: pictures to train on, pictures to test on.
///
///     let mnist = try MNIST.load()
///     try model.fit(mnist.train, epochs: 5, validationSplit: 0.1)
///     print(try model.evaluate(mnist.test))
///
/// A sample is one picture of bytes, `[rows, columns, 1]`, 0 for the ground and 255 for full ink,
/// which a network sees as `0...1`.
///
/// Where this module is imported, `MNIST` means this type: write `IDXError`, not `MNIST.IDXError`.
public struct MNIST: Sendable {
  /// Pictures to learn from: 60,000 in MNIST.
  public let train: Dataset
  /// Pictures to measure on, once, at the end: 10,000 in MNIST.
  public let test: Dataset
  /// MNIST's training pictures parted by writer, 50,166 for training and 9,834 for validation; nil
  /// for other data sets.
  ///
  /// Nobody wrote for both MNIST's training set and its test set: the test asks for unseen
  /// handwriting. A random part of the training set does not, for each of its pictures has a writer
  /// who also wrote pictures that stay for training, so that accuracy on it is too good. Choose a
  /// network and its settings on this split: no writer is on both sides, and half of the validation
  /// is by students, half by Census staff, as in the test set. Who wrote what is known from QMNIST
  /// (Yadav and Bottou, arXiv:1905.10498).
  ///
  /// For any data set: `mnist.writerDisjoint ?? mnist.train.split(validation: 0.1)`.
  public internal(set) var writerDisjoint: (training: Dataset, validation: Dataset)?
}

extension MNIST {
  /// Reads four files and checks that they belong together.
  init(
    trainImages: ByteStream, trainLabels: ByteStream,
    testImages: ByteStream, testLabels: ByteStream, classes: Int
  ) throws(IDXError) {
    let trainPictures = try IDX(.images, from: trainImages)
    let testPictures = try IDX(.images, from: testImages)
    guard trainPictures.pictureShape == testPictures.pictureShape else {
      throw .picturesDiffer(
        train: trainPictures.name, trainShape: trainPictures.pictureShape,
        test: testPictures.name, testShape: testPictures.pictureShape)
    }
    train = try trainPictures.labelled(by: IDX(.labels, from: trainLabels), classes: classes)
    test = try testPictures.labelled(by: IDX(.labels, from: testLabels), classes: classes)
  }
}

extension IDX {
  /// Shape of one picture, its single channel included.
  fileprivate var pictureShape: Shape { Shape(sizes.dropFirst() + [1]) }

  /// Pictures and labels, one label to a picture.
  fileprivate func labelled(by labels: IDX, classes: Int) throws(IDXError) -> Dataset {
    guard labels.sizes[0] == sizes[0] else {
      throw .countsDiffer(
        images: name, imageCount: sizes[0], labels: labels.name, labelCount: labels.sizes[0])
    }
    do {
      return try Dataset(
        bytes: bytes, shape: pictureShape, labels: labels.bytes, classes: classes)
    } catch {
      throw .unusableLabels(file: labels.name, reason: error)
    }
  }
}
