import Foundation

/// The paths of a data set's four files in a directory.
///
/// | who                              | calls the training pictures                     |
/// |----------------------------------|-------------------------------------------------|
/// | MNIST, Fashion-MNIST, KMNIST     | `train-images-idx3-ubyte`                       |
/// | some mirrors                     | `train-images.idx3-ubyte`                       |
/// | EMNIST, six sets in a directory  | `emnist-letters-train-images-idx3-ubyte`        |
///
/// Each may end in `.gz`; where a directory has both, the unpacked file is taken.
struct FileSet {
  let trainImages: String
  let trainLabels: String
  let testImages: String
  let testLabels: String

  /// Finds the files.
  ///
  /// - Parameter name: What the file names begin with, such as `emnist-letters`; if nil, MNIST's
  ///   own names, or else the only set there is.
  init(directory: String, named name: String?) throws(IDXError) {
    let files = try FileSet.files(in: directory)
    let sets = Set(files.compactMap(FileSet.set(ofTrainImages:)))
    let onlySet = sets.count == 1 ? sets.first : nil
    guard let set = name ?? (sets.isEmpty || sets.contains("") ? "" : onlySet) else {
      throw .severalSets(directory: directory, names: sets.sorted())
    }

    var missing: [String] = []
    func path(_ role: Role) -> String {
      let spellings = set.isEmpty ? role.spellings : role.spellings.map { set + "-" + $0 }
      guard let file = spellings.first(where: files.contains) else {
        missing.append(spellings[0])
        return ""
      }
      return directory + "/" + file
    }
    trainImages = path(.trainImages)
    trainLabels = path(.trainLabels)
    testImages = path(.testImages)
    testLabels = path(.testLabels)
    guard missing.isEmpty else { throw .filesMissing(directory: directory, names: missing) }
  }

  private enum Role {
    case trainImages, trainLabels, testImages, testLabels

    /// All names of the file, the preferred one first.
    var spellings: [String] {
      let (parts, content) =
        switch self {
        case .trainImages: (["train"], "images@idx3-ubyte")
        case .trainLabels: (["train"], "labels@idx1-ubyte")
        case .testImages: (["t10k", "test"], "images@idx3-ubyte")
        case .testLabels: (["t10k", "test"], "labels@idx1-ubyte")
        }
      return ["", ".gz"].flatMap { ending in
        parts.flatMap { part in
          ["-", "."].map { separator in
            part + "-" + content.replacing("@", with: separator) + ending
          }
        }
      }
    }
  }

  /// What comes before `-train-images…` in a file name, or nil if this is another file.
  private static func set(ofTrainImages file: String) -> String? {
    for spelling in Role.trainImages.spellings {
      if file == spelling { return "" }
      if file.hasSuffix("-" + spelling) { return String(file.dropLast(spelling.count + 1)) }
    }
    return nil
  }

  /// Names of all that lies in a directory but other directories: a well-known archive of MNIST
  /// holds directories named like the files, each with a copy of the file inside.
  private static func files(in directory: String) throws(IDXError) -> Set<String> {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) else {
      throw .directoryUnreadable(directory: directory, reason: "there is nothing of that name")
    }
    guard isDirectory.boolValue else {
      throw .directoryUnreadable(directory: directory, reason: "it is a file")
    }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: directory)
    } catch {
      throw .directoryUnreadable(directory: directory, reason: error.localizedDescription)
    }
    return Set(
      names.filter { name in
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(
          atPath: directory + "/" + name, isDirectory: &isDirectory)
        return exists && !isDirectory.boolValue
      })
  }
}
