import Foundation
import Testing

/// What a person at a terminal sees.
struct TerminalTests {
  @Test func progressIsKerasBar() throws {
    let text = try transcript(environment: [:])
    #expect(text.hasPrefix("Epoch 1/2\r\n"))
    let finished =
      /\r\u{1B}\[1m10\/10\u{1B}\[0m \u{1B}\[32m━{20}\u{1B}\[0m\u{1B}\[37m\u{1B}\[0m \u{1B}\[1m\d+s\u{1B}\[0m \d+[mu]?s\/step - accuracy: \d\.\d{4} - loss: [\d.e-]+ *\r\n/
    #expect(text.matches(of: finished).count == 2)
    // The bar grows in place.
    #expect(text.contains("\u{8}\r\u{1B}[1m"))
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
  func progressIsPlainWhereColoursAreUnwanted(environment: [String: String]) throws {
    let text = try transcript(environment: environment)
    #expect(!text.contains("\u{1B}"))
    let finished =
      /10\/10 - \d+s - \d+[mu]?s\/step - accuracy: \d\.\d{4} - loss: [\d.e-]+\r\n/
    #expect(text.matches(of: finished).count == 2)
  }

  /// All that a training of two epochs writes to a terminal.
  private func transcript(environment: [String: String]) throws -> String {
    var (master, slave): (Int32, Int32) = (0, 0)
    try #require(openpty(&master, &slave, nil, nil, nil) == 0)
    defer { close(master) }
    let program = try Program(
      ["train", "--epochs", "2"] + Settings.quick, in: Workplace(), environment: environment,
      terminal: FileHandle(fileDescriptor: slave))
    close(slave)
    // Once no one has the terminal open any more, reading fails.
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(master, &buffer, buffer.count), count > 0 {
      bytes += buffer.prefix(count)
    }
    #expect(try program.wait().ending == .exit(0))
    return String(decoding: bytes, as: UTF8.self)
  }
}
