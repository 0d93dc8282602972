private import CPretrained
private import Foundation
public import NeuralNetwork

extension DigitClassifier {
  /// The network that came with this package: recipe `best`, trained on MNIST.
  ///
  /// It lies in the program: no file, no network. <doc:ThePretrainedNetwork> tells how it was made,
  /// how accurate it is, and where it fails.
  ///
  /// - Parameter threads: Workers that share many pictures; one for every core if nil.
  /// - Throws: `FileError` or `ModelError` if the program is damaged.
  public static func pretrained(threads: Int? = nil) throws -> DigitClassifier {
    try DigitClassifier(pretrainedModel(), threads: threads)
  }

  /// The same network, to look into or to train on.
  ///
  /// - Throws: `FileError` if the program is damaged.
  public static func pretrainedModel(threads: Int? = nil) throws(FileError) -> Sequential {
    let file = CPretrainedBest()
    return try Sequential(
      data: Data(bytes: file.bytes, count: file.count), named: "the pretrained network",
      threads: threads)
  }
}
