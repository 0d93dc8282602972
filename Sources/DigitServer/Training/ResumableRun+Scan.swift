internal import Foundation
internal import NeuralNetwork
internal import Runs

extension ResumableRun {
  /// Runs that are looked at, the newest first: each has a checkpoint to be read.
  private static let most = 20

  /// The runs in a folder that were interrupted and can go on, the newest first.
  ///
  /// A run that is concluded has a `run.json`; one that is damaged, of another program, or under way is
  /// left out.
  static func all(in folder: String, of dataset: DatasetChoice) -> [ResumableRun] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let begun = names.compactMap { name -> (name: String, kept: Date)? in
      guard let directory = directory(of: name, in: folder), let kept = directory.lastKept,
        !directory.isBusy
      else { return nil }
      return (name, kept)
    }
    return begun.sorted { $0.kept > $1.kept }.prefix(most).compactMap { name, kept in
      ResumableRun(name, in: folder, kept: kept, of: dataset)
    }
  }

  /// The directory of a run that is begun and not concluded; nil if the name is none of one.
  static func directory(of name: String, in folder: String) -> RunDirectory? {
    guard name.wholeMatch(of: /[A-Za-z0-9._-]{1,64}/) != nil, !name.hasPrefix(".") else {
      return nil
    }
    let directory = RunDirectory(path: "\(folder)/\(name)")
    guard !directory.holdsSeveral, directory.isBegun,
      !FileManager.default.fileExists(atPath: directory.report)
    else { return nil }
    return directory
  }

  private init?(_ name: String, in folder: String, kept: Date, of dataset: DatasetChoice) {
    let directory = RunDirectory(path: "\(folder)/\(name)")
    let stored = try? BackupAndRestore.checkpoint(
      in: directory.checkpoints, threads: 1, warn: { _ in })
    guard let checkpoint = stored, let settings = RunSettings(of: checkpoint.model),
      settings.dataset == dataset, (try? settings.changesPictures(as: checkpoint.model)) == true,
      checkpoint.nextEpoch <= settings.epochs,
      settings.tuning == nil || FileManager.default.fileExists(atPath: directory.drawings)
    else { return nil }
    run = name
    recipe = settings.recipe
    epoch = checkpoint.nextEpoch
    epochs = settings.epochs
    interruptedAt = kept.formatted(.iso8601)
  }
}

extension RunDirectory {
  /// When the training was last kept.
  fileprivate var lastKept: Date? {
    let names = ["last", "previous"].map { "\(checkpoints)/\($0).safetensors" }
    let dates = names.compactMap {
      try? FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date
    }
    return dates.max()
  }
}
