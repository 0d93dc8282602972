import Foundation
import Testing

/// A sweep's table on a terminal.
struct ExperimentTerminalTests {
  @Test func tableIsDrawnInPlaceAndCutToTheWidth() throws {
    var (master, slave): (Int32, Int32) = (0, 0)
    var size = winsize(ws_row: 24, ws_col: 60, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&master, &slave, nil, nil, &size) == 0)
    defer { close(master) }
    // Long enough for a guess of what is left.
    let program = try Program(
      Sweeps.quick + ["--epochs", "40"], in: Workplace(),
      terminal: FileHandle(fileDescriptor: slave))
    close(slave)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(master, &buffer, buffer.count), count > 0 {
      bytes += buffer.prefix(count)
    }
    #expect(try program.wait().ending == .exit(0))
    let text = String(decoding: bytes, as: UTF8.self)
    let drawings = text.components(separatedBy: "\u{1B}[J").dropLast()
    #expect(drawings.count > 2)
    let lines = drawings.flatMap { $0.components(separatedBy: "\u{1B}[K").dropFirst() }
    #expect(!lines.isEmpty)
    let longest = lines.map { $0.split(whereSeparator: \.isNewline).first?.count ?? 0 }.max()
    #expect((20...59).contains(longest ?? 0))
    #expect(text.contains("18 of 18 done"))
    #expect(text.contains("best so far"))
    #expect(text.contains(" left"))
    // Nothing is switched that would have to be switched back.
    #expect(!text.contains("\u{1B}[?"))
  }
}
