internal import Foundation
internal import NeuralNetwork

/// A file that a served model comes from.
///
/// It may be anybody's: it is checked before it is used.
struct ModelFile: Sendable {
  let path: String
  let limits: ServerLimits

  /// What tells one content of a file from another without reading it.
  struct Stamp: Equatable, Sendable {
    fileprivate let device, inode: Int?
    fileprivate let size: Int
    fileprivate let modified: Date?
  }

  /// Nil if there is no such file.
  var stamp: Stamp? {
    guard
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    else { return nil }
    return Stamp(
      device: attributes[.systemNumber] as? Int, inode: attributes[.systemFileNumber] as? Int,
      size: attributes[.size] as? Int ?? 0, modified: attributes[.modificationDate] as? Date)
  }

  /// The network in it.
  ///
  /// - Throws: `FileError` if it cannot be read, is damaged, or is larger than a model that is served
  ///   may be.
  func load() throws(FileError) -> Sequential {
    if let stamp, stamp.size > limits.modelBytes {
      throw .malformed(
        path: path,
        what: "it has \(stamp.size) bytes, more than the \(limits.modelBytes) of a model that is "
          + "served")
    }
    let model = try Sequential(contentsOf: path, threads: 1)
    guard model.parameterCount <= limits.modelParameters else {
      throw .malformed(
        path: path,
        what: "its network has \(model.parameterCount) parameters, more than the "
          + "\(limits.modelParameters) of a model that is served")
    }
    return model
  }
}
