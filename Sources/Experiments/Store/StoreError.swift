/// What can be wrong with a store of sweeps.
public enum StoreError: Error, Equatable, CustomStringConvertible {
  /// There is no file.
  case missing(path: String)
  /// The file is something else.
  case noStore(path: String)
  /// A later version of this program made it, or changed it.
  case newer(path: String)
  /// Another process is running a sweep in it.
  case inUse(path: String)
  /// It, or its directory, may not be written to: the system's reason.
  case readOnly(path: String)
  /// There is no room left for it.
  case full(path: String)
  /// It cannot be used for another reason.
  case unusable(path: String, reason: String)
  /// It holds no sweep of this name; no sweep at all if nil.
  case noSweep(path: String, name: String?)
  /// It holds a sweep of this name already.
  case taken(path: String, name: String)
  /// Stores that are no shares of one sweep: why.
  case shares(String)

  /// One sentence that names the file.
  public var description: String {
    switch self {
    case .missing(let path): "There is no store \(path)."
    case .noStore(let path): "\(path) is not a store of experiments."
    case .newer(let path):
      "\(path) was made by a newer version of this program: use that one, or another store."
    case .inUse(let path):
      "Another process is running a sweep in \(path): wait for it, or name another store."
    case .readOnly(let path): "\(path) cannot be written to: it or its directory is read-only."
    case .full(let path):
      "There is no room left on the disk of \(path): what is in it is whole, so make room and go on."
    case .unusable(let path, let reason): "Cannot use the store \(path): \(reason)."
    case .noSweep(let path, let name):
      name.map { "\(path) holds no sweep “\($0)”." } ?? "\(path) holds no sweep."
    case .taken(let path, let name):
      "\(path) already holds a sweep “\(name)”: go on with it, or name this one otherwise."
    case .shares(let what): "These stores cannot be merged: \(what)."
    }
  }
}
