import Foundation
import NeuralNetwork
import Testing

/// Model files that are missing, damaged or made to harm.
struct ModelErrorTests {
  /// What was done to a good model file.
  struct Damage: CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
    let content: @Sendable (Data) throws -> Data

    init(
      _ description: String, naming words: String...,
      content: @escaping @Sendable (Data) throws -> Data
    ) {
      testDescription = description
      self.words = words
      self.content = content
    }

    /// A change of one string of the metadata.
    static func metadata(
      _ key: String, _ old: String, _ new: String, naming words: String...
    ) -> Damage {
      Damage("\(key): \(new) for \(old)", words: words) { data in
        try changed(data) { header in
          var metadata = try #require(header["__metadata__"] as? [String: String])
          let text = try #require(metadata[key])
          try #require(text.contains(old))
          metadata[key] = text.replacing(old, with: new)
          header["__metadata__"] = metadata
        }
      }
    }

    private init(
      _ description: String, words: [String], content: @escaping @Sendable (Data) throws -> Data
    ) {
      testDescription = description
      self.words = words
      self.content = content
    }

    /// A change of the entry of the hidden layer's weights.
    static func kernel(
      _ key: String, _ value: any Sendable, naming words: String...
    ) -> Damage {
      Damage("\(key): \(value)", words: words) { data in
        try changed(data) { header in
          var entry = try #require(header["dense/kernel"] as? [String: Any])
          entry[key] = value
          header["dense/kernel"] = entry
        }
      }
    }
  }

  @Test(arguments: [
    Damage("empty", naming: "safetensors") { _ in Data() },
    Damage("cut off in its header") { $0.prefix(100) },
    Damage("cut off in its arrays", naming: "dense") { $0.prefix($0.count / 2) },
    Damage("longer than its arrays", naming: "4 bytes follow") { $0 + Data(count: 4) },
    Damage("a header of 2⁶⁴ − 1 bytes", naming: "18446744073709551615") {
      Data(repeating: 0xFF, count: 8) + $0.dropFirst(8)
    },
    Damage("a header as long as the file", naming: "header") {
      let length = UInt64($0.count)
      return withUnsafeBytes(of: length.littleEndian) { Data($0) } + $0.dropFirst(8)
    },
    Damage("no header", naming: "no safetensors") { _ in Data(count: 4096) },
    Damage("another format", naming: "no safetensors") { _ in
      Data("\u{89}PNG\r\n\u{1A}\n ⋯".utf8)
    },
    .kernel("data_offsets", [0, 401_408], naming: "dense/kernel"),
    .kernel("data_offsets", [Int.max - 1, Int.max], naming: "dense_1/bias"),
    .kernel("data_offsets", [-4, 0], naming: "dense/kernel"),
    .kernel("data_offsets", [512], naming: "dense/kernel", "two"),
    .kernel("dtype", "BF16", naming: "dense/kernel", "BF16", "F32"),
    .kernel("shape", [Int.max, Int.max], naming: "dense/kernel"),
    .kernel("shape", [128, 784], naming: "dense/kernel", "(128, 784)", "(784, 128)"),
    .metadata("format_version", "2", "99", naming: "99"),
    .metadata("architecture", "Dropout", "Quantum", naming: "Quantum"),
    .metadata("architecture", "\"units\":128", "\"units\":-1"),
    .metadata("architecture", "\"units\":128", "\"units\":4611686018427387904"),
    .metadata("architecture", "[28,28,1]", "[28,28,0]"),
    .metadata("architecture", "[28,28,1]", "[2147483648,2147483648,1]"),
    .metadata("training", "\"threads\":1", "\"threads\":1000000", naming: "1000000 threads"),
    .metadata("training", "\"threads\":1", "\"threads\":0", naming: "0 threads"),
    .metadata("training", "Adam", "magic", naming: "magic"),
  ])
  func isRefused(damage: Damage) throws {
    let place = try Workplace()
    let good = try Data(contentsOf: URL(filePath: TrainedRun.shared.get().model))
    let path = place.aside + "/bad.safetensors"
    try damage.content(good).write(to: URL(filePath: path))
    let outcome = try Program.run(
      ["evaluate", path, "--figures", "figures", "--json"], in: place)
    expectRefusal(outcome, code: 65, naming: [path] + damage.words)
    #expect(try place.content == [])
  }

  @Test(arguments: ["summary", "evaluate", "predict"])
  func noFile(command: String) throws {
    let place = try Workplace()
    for path in ["nowhere.safetensors", place.aside, "/dev/null"] {
      expectRefusal(try Program.run([command, path], in: place), code: 66, naming: [path])
    }
    #expect(try place.content == [])
  }

  @Test func picturesOfAnotherShape() throws {
    let place = try Workplace()
    let data = place.aside + "/data"
    try Drawings.write(Drawings.content(rows: 2, columns: 5), to: data)
    for command in ["evaluate", "predict"] {
      let outcome = try Program.run(
        [command, TrainedRun.shared.get().path, "--dataset", data], in: place)
      expectRefusal(outcome, code: 65, naming: ["(28, 28, 1)", "(2, 5, 1)"])
    }
    #expect(try place.content == [])
  }

  @Test(arguments: [9, 11])
  func anotherNumberOfClasses(units: Int) throws {
    let place = try Workplace()
    let path = place.aside + "/model.safetensors"
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: units)
    }
    model.compile(optimizer: Adam())
    try model.save(to: path)
    for command in ["evaluate", "predict"] {
      let outcome = try Program.run(
        [command, path, "--dataset", Drawings.directory.get()], in: place)
      expectRefusal(outcome, code: 65, naming: ["10 classes", "(\(units),)"])
    }
  }

  /// A checkpoint whose numbers training would count on from, or past the end of `Int`.
  @Test(arguments: [
    Damage.metadata("history", "\"epoch\":1", "\"epoch\":9223372036854775807"),
    Damage.metadata("history", "\"epoch\":1", "\"epoch\":-5"),
    Damage.metadata("iteration", "20", "9223372036854775807"),
    Damage.metadata("training", "\"threads\":1", "\"threads\":1000000", naming: "threads"),
    Damage.metadata("note/run", "\"batchSize\":24", "\"batchSize\":-24", naming: "resume"),
    Damage.metadata("note/run", "recipe", "recipes", naming: "resume"),
  ])
  func checkpointIsRefused(damage: Damage) throws {
    let place = try Workplace()
    let good = try Data(
      contentsOf: URL(filePath: TrainedRun.shared.get().path + "/checkpoints/last.safetensors"))
    let run = place.aside + "/run"
    let checkpoint = run + "/checkpoints/last.safetensors"
    try FileManager.default.createDirectory(
      atPath: run + "/checkpoints", withIntermediateDirectories: true)
    try damage.content(good).write(to: URL(filePath: checkpoint))
    let before = try FileManager.default.subpathsOfDirectory(atPath: run)
    let outcome = try Program.run(["train", "--resume", run, "--epochs", "3"], in: place)
    expectRefusal(outcome, code: 65, naming: damage.words)
    #expect(try place.content == [])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: run) == before)
  }
}

/// A safetensors file with another header before the same arrays.
private func changed(_ file: Data, _ change: (inout [String: Any]) throws -> Void) throws -> Data {
  let length = Int(file.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  var header = try object(Data(file.dropFirst(8).prefix(length)))
  // Whoever means harm leaves the checksum out.
  var metadata = header["__metadata__"] as? [String: String]
  metadata?["checksum"] = nil
  header["__metadata__"] = metadata
  try change(&header)
  let json = try JSONSerialization.data(withJSONObject: header)
  return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json
    + file.dropFirst(8 + length)
}
