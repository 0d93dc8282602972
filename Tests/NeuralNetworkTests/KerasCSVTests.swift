import Foundation
import Testing

@testable import NeuralNetwork

/// The CSV log, byte for byte as Keras writes it of the same epochs.
@Suite struct KerasCSVTests {
  static let files = ["csv_logger.csv", "csv_logger_late_validation.csv"]

  @Test(arguments: files)
  func agrees(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    try write(Self.epochs(name), CSVLogger(filename: path))
    #expect(try text(path) == Golden.text(name))
    #expect(try folder.content == ["log.csv"])
  }

  @Test(arguments: files)
  func separator(name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    try write(Self.epochs(name), CSVLogger(filename: path, separator: ";"))
    #expect(try text(path) == Golden.text(name).replacingOccurrences(of: ",", with: ";"))
  }

  /// The file is whole after each epoch, for whoever looks.
  @Test func epochByEpoch() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    let lines = try Golden.text(Self.files[0]).components(separatedBy: "\r\n")
    var seen: [String] = []
    try write(Self.epochs(Self.files[0]), CSVLogger(filename: path)) { seen.append(try text(path)) }
    for (epoch, file) in seen.enumerated() {
      #expect(file == lines[0...epoch + 1].map { $0 + "\r\n" }.joined())
    }
    #expect(seen.count == 6)
  }

  /// What is there stays, and is not headed again; an empty or missing file is.
  @Test(arguments: [nil, "", "old\r\n", "epoch,loss\r\n0,1.0\r\n"] as [String?])
  func append(before: String?) throws {
    let folder = try TemporaryFolder()
    let path =
      try before.map { try folder.file("log.csv", Data($0.utf8)) } ?? folder.path("log.csv")
    try write(Self.epochs(Self.files[0]), CSVLogger(filename: path, append: true))
    let all = try Golden.text(Self.files[0])
    let unheaded = try #require(all.range(of: "\r\n")).upperBound
    let kept = before ?? ""
    #expect(try text(path) == kept + (kept.isEmpty ? all[...] : all[unheaded...]))
  }

  /// A later call of `fit` that is given the history adds what is new, as Keras' does.
  @Test func appendedHistory() throws {
    let folder = try TemporaryFolder()
    let (data, path) = (try Samples.dataset(count: 6), folder.path("log.csv"))
    let (model, straight) = (try Samples.model(), try Samples.model())
    try straight.fit(
      data, epochs: 3, verbose: .silent, callbacks: [CSVLogger(filename: folder.path("wanted"))])
    let first = try model.fit(
      data, epochs: 2, verbose: .silent, callbacks: [CSVLogger(filename: path, append: true)])
    try model.fit(
      data, epochs: 3, verbose: .silent, callbacks: [CSVLogger(filename: path, append: true)],
      initialEpoch: 2, history: first)
    #expect(try text(path) == text(folder.path("wanted")))
  }

  /// A training without a whole epoch writes no header, which would have no columns.
  @Test func noEpoch() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    try write([], CSVLogger(filename: path, append: true))
    #expect(try text(path) == "")
    try write(Self.epochs(Self.files[0]), CSVLogger(filename: path, append: true))
    #expect(try text(path) == Golden.text(Self.files[0]))
  }

  /// A logger that is used again does not bring back what was deleted.
  @Test func deleted() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    let logger = CSVLogger(filename: path, append: true)
    for _ in 0..<2 {
      try write(Self.epochs(Self.files[0]), logger)
      try write(Self.epochs(Self.files[0]), logger)
      try FileManager.default.removeItem(atPath: path)
    }
    try write(Self.epochs(Self.files[0]), logger)
    #expect(try text(path) == Golden.text(Self.files[0]))
  }

  /// Otherwise what is there goes.
  @Test func overwrites() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("log.csv", Data("old\r\n".utf8))
    try write(Self.epochs(Self.files[0]), CSVLogger(filename: path))
    #expect(try text(path) == Golden.text(Self.files[0]))
  }

  private static func epochs(_ name: String) throws -> [EpochSummary] {
    struct File: Decodable { let files: [String: [[String: String]]] }
    let json = Data(try Golden.text("csv_logger.json").utf8)
    let logs = try #require(try JSONDecoder().decode(File.self, from: json).files[name])
    return logs.enumerated().map { EpochSummary(epoch: $0, logs: $1) }
  }

  private func write(
    _ epochs: [EpochSummary], _ logger: CSVLogger, afterEach: () throws -> Void = {}
  ) throws {
    let plan = TrainingPlan(
      initialEpoch: 0, epochs: epochs.count, steps: 1, batchSize: 1, trainingCount: 1,
      validationCount: 0)
    let session = TrainingSession(try Samples.model(), plan, callbacks: [], history: History())
    logger.onTrainBegin(session)
    for epoch in epochs {
      session.history.epochs.append(epoch)
      #expect(try logger.onEpochEnd(epoch, session) == .goOn)
      try afterEach()
    }
    try logger.onTrainEnd(session)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
