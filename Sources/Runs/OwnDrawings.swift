internal import Foundation
public import NeuralNetwork

/// Digits of one's own, to fine-tune a network on: 28 × 28 bytes each, 0 paper and 255 ink.
public struct OwnDrawings: Sendable, Equatable {
  /// Numbers in one picture.
  static let size = 28 * 28

  /// The pictures, one after the other.
  public private(set) var pictures: [UInt8] = []
  /// What they are, 0 to 9.
  public private(set) var labels: [Int] = []

  /// No drawings yet.
  public init() {}

  /// Adds one.
  ///
  /// - Precondition: The picture has 784 bytes, and the label is a digit.
  public mutating func add(_ picture: some Collection<UInt8>, label: Int) {
    precondition(picture.count == Self.size && (0...9).contains(label), "Expected a digit.")
    pictures += picture
    labels.append(label)
  }

  /// How many there are.
  public var count: Int { labels.count }

  /// The drawings as samples.
  ///
  /// - Parameter scaling: How the network that will see them takes bytes.
  /// - Throws: `DatasetError`, which these cannot cause.
  public func dataset(
    scaling: Dataset.Scaling = .unitInterval
  ) throws(DatasetError) -> Dataset {
    try Dataset(
      bytes: pictures, shape: [28, 28, 1], labels: labels, classes: 10, scaling: scaling)
  }

  /// What a file holds.
  private struct File: Codable {
    let labels: [Int]
    /// In Base64.
    let pictures: Data
  }

  /// Writes the drawings into a file, whole or not at all.
  func write(to path: String) throws {
    try AtomicFile.write(
      try JSONEncoder().encode(File(labels: labels, pictures: Data(pictures))), to: path)
  }

  /// Reads a file that ``write(to:)`` wrote.
  init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path),
      let file = try? JSONDecoder().decode(File.self, from: data),
      file.pictures.count == file.labels.count * Self.size,
      file.labels.allSatisfy({ (0...9).contains($0) })
    else { throw RunError.drawingsDamaged(path: path) }
    pictures = Array(file.pictures)
    labels = file.labels
  }
}
