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
    fileprivate let device, inode, size, seconds, nanoseconds: Int
  }

  /// Nil if there is no such file.
  var stamp: Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Stamp(
      device: Int(status.st_dev), inode: Int(truncatingIfNeeded: status.st_ino),
      size: Int(status.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
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
