import CMNIST
import NeuralNetwork

extension MNIST {
  /// MNIST itself, which lies in the program: no file, no network.
  ///
  /// Its files pass the same checks as any others.
  public static func load() throws(IDXError) -> MNIST {
    func stream(_ name: String, _ file: CMNISTFile) throws(IDXError) -> ByteStream {
      try ByteStream(name: "embedded " + name, bytes: file.bytes, count: file.count)
    }
    var mnist = try MNIST(
      trainImages: stream("train-images-idx3-ubyte", CMNISTTrainImages()),
      trainLabels: stream("train-labels-idx1-ubyte", CMNISTTrainLabels()),
      testImages: stream("t10k-images-idx3-ubyte", CMNISTTestImages()),
      testLabels: stream("t10k-labels-idx1-ubyte", CMNISTTestLabels()),
      classes: 10)
    let isValidation = try IDX(
      .labels, from: stream("writer-disjoint-idx1-ubyte", CMNISTWriterDisjoint())
    ).bytes.map { $0 == 1 }
    mnist.writerDisjoint = (
      training: mnist.train.selecting(isValidation.indices.filter { !isValidation[$0] }),
      validation: mnist.train.selecting(isValidation.indices.filter { isValidation[$0] })
    )
    return mnist
  }
}
