import Figures
import Testing

struct TerminalDigitTests {
  @Test func golden() throws {
    try expectGolden(TerminalDigit(Samples.item(label: "1")).text, "terminal.txt")
  }

  @Test func anyPictureFitsATerminal() throws {
    let name = "a very long \u{1b}[31mname of a class"
    let item = try ClassifiedPicture(
      picture: GreyPicture(width: 301, height: 97, pixels: .init(repeating: 200, count: 301 * 97)),
      label: name, classNames: [name, "b"], probabilities: [1, 0])
    let lines = TerminalDigit(item).text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 15)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.first?.hasPrefix(String(repeating: "█", count: 28)) == true)
    #expect(!lines.joined().contains("\u{1b}"))
  }

  @Test func picturesOfTheUsualSizeTakeFourteenLines() throws {
    let item = try ClassifiedPicture(
      picture: GreyPicture(pixels: .init(repeating: 255, count: 784)), label: nil,
      classNames: Samples.digits, probabilities: .init(repeating: .nan, count: 10))
    let lines = TerminalDigit(item).text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 14)
    #expect(lines.allSatisfy { $0.hasPrefix(String(repeating: "█", count: 28)) && $0.count <= 80 })
  }
}
