import Foundation
import Images
import MNIST
import NeuralNetwork
import TestPages
import Testing

struct ReadTests {
  private let place: Workplace
  private let page: TestPage

  init() throws {
    place = try Workplace()
    page = try Page.plain.get()
    try write(page.image.png(), "page.png")
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(filePath: place.file(name)))
  }

  private func read(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["read"] + arguments, in: place)
  }

  /// What is written on the page, without spaces.
  private var lines: [String] {
    Dictionary(grouping: page.digits, by: \.line).sorted { $0.key < $1.key }
      .map { $0.value.map { "\($0.label)" }.joined() }
  }

  @Test func textHasTheLinesOfThePage() throws {
    let outcome = try read("page.png")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.error == "")
    #expect(outcome.output.hasSuffix("\n") && !outcome.output.hasSuffix("\n\n"))
    let text = outcome.output.replacing(" ", with: "").split(separator: "\n").map(String.init)
    #expect(text == lines)
    #expect(try place.content == ["page.png"])
  }

  @Test func jsonHasEveryDigit() throws {
    let outcome = try read("page.png", "--json")
    #expect(outcome.ending == .exit(0))
    let pictures = try #require(object(outcome.output)["pictures"] as? [[String: Any]])
    let picture = try #require(pictures.first)
    #expect(pictures.count == 1)
    #expect(Set(picture.keys) == ["file", "width", "height", "digits", "text", "dropped"])
    #expect(picture["file"] as? String == "page.png")
    #expect(picture["width"] as? Int == page.image.width)
    #expect(picture["height"] as? Int == page.image.height)
    let digits = try #require(picture["digits"] as? [[String: Any]])
    #expect(digits.compactMap { $0["label"] as? Int } == page.digits.map(\.label))
    for digit in digits {
      #expect(
        Set(digit.keys) == ["label", "confidence", "box", "line", "word", "alternatives"])
      #expect((digit["box"] as? [Int])?.count == 4)
      #expect((digit["alternatives"] as? [[String: Any]])?.count == 2)
    }
  }

  @Test func severalPicturesHaveHeadings() throws {
    try write(page.image.jpeg(), "again\u{1B}.jpg")
    let one = try read("page.png").output
    let outcome = try read("page.png", "again\u{1B}.jpg")
    #expect(outcome.ending == .exit(0))
    let parts = outcome.output.split(separator: "\n\n", maxSplits: 1).map(String.init)
    #expect(parts.first.map { $0 + "\n" } == "page.png:\n" + one)
    #expect(parts.last?.hasPrefix("again .jpg:\n") == true)
  }

  @Test func theOthersAreReadAllTheSame() throws {
    try write(Array("no picture".utf8), "text.png")
    let one = try read("page.png").output
    let outcome = try read("missing.png", "page.png", "text.png")
    #expect(outcome.ending == .exit(66))
    #expect(outcome.output == "page.png:\n" + one)
    let errors = outcome.error.split(separator: "\n")
    #expect(errors.count == 2)
    #expect(errors.first?.hasPrefix("Error: missing.png: ") == true)
    #expect(errors.last?.hasPrefix("Error: text.png: ") == true)

    let json = try read("--json", "text.png", "page.png")
    #expect(json.ending == .exit(65))
    #expect((try object(json.output)["pictures"] as? [Any])?.count == 1)
  }

  @Test func nothingIsNoFailure() throws {
    let paper = [UInt8](repeating: 230, count: 200 * 100)
    try write(GreyImage(width: 200, height: 100, pixels: paper).png(), "paper.png")
    let outcome = try read("paper.png", "--annotate", "boxes.svg", "--sheet", "sheet.svg")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.output == "")
    #expect(outcome.error.hasPrefix("paper.png: no digits found. "))
    for name in ["boxes.svg", "sheet.svg"] { try expectFigure(place.data(name), name) }
    let json = try read("paper.png", "--json")
    #expect(json.error == "")
    let pictures = try #require(object(json.output)["pictures"] as? [[String: Any]])
    #expect(pictures.first?["text"] as? String == "")
  }

  /// Pictures of all sizes around one digit end without a trap, whatever is read.
  @Test func tightPicturesAreNoFailure() throws {
    let box = try #require(page.digits.first).box
    let margins = [0, 2, 4, 12]
    for margin in margins {
      let (left, top) = (max(0, box.x - margin), max(0, box.y - margin))
      let width = min(page.image.width - left, box.width + 2 * margin)
      let height = min(page.image.height - top, box.height + 2 * margin)
      let pixels = (top..<top + height).flatMap { row in
        page.image.pixels[row * page.image.width + left..<row * page.image.width + left + width]
      }
      try write(
        GreyImage(width: width, height: height, pixels: pixels).jpeg(), "margin\(margin).jpg")
    }
    let outcome = try Program.run(["read"] + margins.map { "margin\($0).jpg" }, in: place)
    #expect(outcome.ending == .exit(0), "\(outcome.error)")
  }

  @Test(arguments: ["png", "svg"])
  func figuresAreWritten(format: String) throws {
    let (boxes, sheet) = ("boxes.\(format)", "sheet.\(format)")
    let text = try read("page.png").output
    let outcome = try read("page.png", "--annotate", boxes, "--sheet", sheet)
    #expect(outcome == .init(ending: .exit(0), output: text, error: ""))
    #expect(try place.content == [boxes, "page.png", sheet])
    for name in [boxes, sheet] { try expectFigure(place.data(name), name) }
  }

  @Test func anyModelThatFitsReads() throws {
    for model in try [TrainedRun.shared.get().path, TrainedRun.shared.get().model] {
      #expect(try read("page.png", "--model", model).ending == .exit(0))
    }
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 9)
    }
    model.compile(optimizer: Adam())
    try model.save(to: place.aside + "/nine.safetensors")
    let outcome = try read("page.png", "--model", place.aside + "/nine.safetensors")
    expectRefusal(outcome, code: 65, naming: ["10 classes", "(9,)"])
    expectRefusal(try read("page.png", "--model", "none"), code: 66, naming: ["none"])
  }

  @Test func picturesThatCannotBeRead() throws {
    let good = try page.image.png()
    try write([], "empty.png")
    try write(Array(good.prefix(good.count / 2)), "half.png")
    try write(Array("GIF89a".utf8) + [UInt8](repeating: 0, count: 99), "film.png")
    // A header that announces 65,535 × 65,535 pixels.
    var huge = try page.image.jpeg()
    let header = try #require(
      huge.indices.dropLast().first { huge[$0] == 0xFF && [0xC0, 0xC2].contains(huge[$0 + 1]) })
    huge.replaceSubrange(header + 5..<header + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    try write(huge, "huge.jpg")

    expectRefusal(try read("missing.png"), code: 66, naming: ["missing.png"])
    expectRefusal(try read("."), code: 66, naming: ["directory"])
    expectRefusal(try read("/dev/null"), code: 66, naming: ["/dev/null"])
    expectRefusal(try read("empty.png"), code: 65, naming: ["empty.png", "empty"])
    expectRefusal(try read("half.png", "--json"), code: 65, naming: ["half.png", "damaged"])
    expectRefusal(try read("film.png"), code: 65, naming: ["film.png", "GIF", "PNG"])
    expectRefusal(try read("huge.jpg"), code: 65, naming: ["huge.jpg", "65535", "megapixels"])
  }

  @Test func thePictureIsNotDrawnUpon() throws {
    let before = try place.content
    for arguments in [
      ["--annotate", "./page.png"], ["--sheet", place.file("page.png")],
      ["--annotate", "a.png", "--sheet", "a.png"],
    ] {
      let outcome = try Program.run(["read", "page.png"] + arguments, in: place)
      expectRefusal(outcome, code: 64, naming: ["overwrite"])
    }
    #expect(try place.content == before)
    #expect(try place.data("page.png") == Data(page.image.png()))
  }
}

/// Pages that are made once for all tests.
private enum Page {
  static let plain = Result { TestPage(.plain, seed: 1, digits: try MNIST.load().test) }
}
