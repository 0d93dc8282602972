/// What can go wrong with a file.
public enum FileError: Error, Equatable, CustomStringConvertible {
  /// It cannot be read: path and the system's reason.
  case unreadable(path: String, reason: String)
  /// It cannot be written: path and the system's reason.
  case unwritable(path: String, reason: String)
  /// It is not what it should be: path and what is wrong.
  case malformed(path: String, what: String)

  /// One sentence that names the file.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "Cannot read \(path): \(reason)."
    case .unwritable(let path, let reason): "Cannot write \(path): \(reason)."
    case .malformed(let path, let what): "\(path) is not a usable model file: \(what)."
    }
  }
}
