import Foundation
import MNIST
import NeuralNetwork
import Runs
import Synchronization

@testable import DigitServer

/// A folder that goes with the test.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "digits-server-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}

/// Pictures that a network learns in no time: each class is a bar in a row of its own, with noise.
enum SmallDigits {
  static func picture(_ label: Int, _ number: Int) -> [UInt8] {
    var state = UInt64(number * 10 + label) &* 0x9E37_79B9_7F4A_7C15
    return (0..<784).map { place in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = UInt8(truncatingIfNeeded: state >> 58)
      return (place / 28 - 4) / 2 == label ? 190 + noise : noise
    }
  }

  private static func drawings(_ numbers: Range<Int>) -> [Drawing] {
    numbers.map {
      Drawing(
        id: $0, label: $0 * 7 % 10, guess: nil, createdAt: Date(),
        picture: picture($0 * 7 % 10, $0))
    }
  }

  /// Writes them as a data set of 300 pictures to train on, and 60 to test on.
  static func write(to folder: Folder) throws {
    for (name, numbers) in [("train", 0..<300), ("t10k", 300..<360)] {
      let drawings = drawings(numbers)
      try Data(DrawingStore.images(drawings))
        .write(to: URL(filePath: folder.path("\(name)-images-idx3-ubyte")))
      try Data(DrawingStore.labels(drawings))
        .write(to: URL(filePath: folder.path("\(name)-labels-idx1-ubyte")))
    }
  }
}

/// A center on small digits, and what it registered.
struct SmallCenter {
  let runs: Folder
  let center: TrainingCenter
  let registered: Registered
  private let data: Folder

  /// Fingerprints of models by name.
  final class Registered: Sendable {
    private let models = Mutex<[String: String]>([:])
    func add(_ name: String, _ fingerprint: String) { models.withLock { $0[name] = fingerprint } }
    subscript(name: String?) -> String? { models.withLock { $0[name ?? ""] } }
  }

  init(
    runs: Folder? = nil, _ change: (inout TrainingCenter.Surroundings) -> Void = { _ in }
  ) throws {
    self.runs = try runs ?? Folder()
    let data = try Folder()
    try SmallDigits.write(to: data)
    let registered = Registered()
    var surroundings = TrainingCenter.Surroundings(folder: self.runs.path)
    // Not the folder's path, which differs from center to center: a run names its data set.
    surroundings.dataset = .directory("small digits")
    surroundings.validation = .fraction(0.1)
    surroundings.threads = 2
    surroundings.pictures = { try MNIST.load(directory: data.path) }
    surroundings.register = { name, model in registered.add(name, model.fingerprint) }
    change(&surroundings)
    self.data = data
    self.registered = registered
    center = TrainingCenter(surroundings)
  }

  /// A network without hidden layers.
  static func request(epochs: Int, _ more: String = "") throws -> TrainingRequest {
    try TrainingRequest(
      json: Data(
        """
        {"layers": [{"kind": "flatten"}, {"kind": "dense", "units": 10}],
         "epochs": \(epochs), "batch_size": 8\(more)}
        """.utf8))
  }

  /// All events to the end of a training that is not begun yet.
  func train(_ request: TrainingRequest) async throws -> [TrainingEvent] {
    let events = center.events()
    _ = try await center.start(request)
    return await Self.all(events)
  }

  /// All events up to the end of a training.
  static func all(_ events: AsyncStream<TrainingEvent>) async -> [TrainingEvent] {
    var all: [TrainingEvent] = []
    for await event in events {
      all.append(event)
      // The first is the state before it began, which may be the end of another.
      if all.count > 1, case .state(let state) = event, state.run != nil, !state.phase.isActive {
        break
      }
    }
    return all
  }

  /// Waits until some event comes.
  static func wait(
    for events: AsyncStream<TrainingEvent>, _ isIt: (TrainingEvent) -> Bool
  ) async {
    for await event in events where isIt(event) { return }
  }
}

extension TrainingEvent {
  var state: TrainingState? {
    if case .state(let state) = self { state } else { nil }
  }

  var isEpoch: Bool {
    if case .epoch = self { true } else { false }
  }
}
