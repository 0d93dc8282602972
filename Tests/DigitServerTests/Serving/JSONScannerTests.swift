import Foundation
import Testing

@testable import DigitServer

@Suite struct JSONScannerTests {
  private func scanner(_ text: String, depth: Int = 8) -> JSONScanner {
    JSONScanner(Array(text.utf8), depth: depth)
  }

  private func number(_ text: String) throws -> Float {
    var scanner = scanner(text)
    let value = try scanner.number()
    try #require(scanner.peek() == nil, "\(text) was not read to its end.")
    return value
  }

  // MARK: Numbers

  /// The same bits as the standard library finds, however a number is spelt.
  @Test func numbersAreTheNearestFloats() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let text = Self.spelling(using: &random)
      let expected = try #require(Float(text))
      if expected.isFinite {
        #expect(try number(text).bitPattern == expected.bitPattern, "\(text)")
      } else {
        #expect(throws: ServiceError.self, "\(text)") { try number(text) }
      }
    }
  }

  /// Numbers exactly between two floats, and a hair beside: rounding twice would go astray here.
  @Test func numbersBetweenTwoFloats() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5_000 {
      let low = Float.random(in: 1e-3..<1, using: &random)
      let middle = (Double(low) + Double(low.nextUp)) / 2
      for hair in [middle.nextDown, middle, middle.nextUp] {
        for text in ["\(hair)", String(format: "%.15f", hair), String(format: "%.30f", hair)] {
          #expect(try number(text).bitPattern == Float(text)?.bitPattern, "\(text)")
        }
      }
    }
  }

  private static func spelling(using random: inout some RandomNumberGenerator) -> String {
    func digits(_ count: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: count, using: &random)).map { _ in
          "0123456789".randomElement(using: &random) ?? "0"
        })
    }
    var text = Bool.random(using: &random) ? "-" : ""
    text +=
      Bool.random(using: &random)
      ? "0" : "\(Int.random(in: 1...9, using: &random))" + digits(0...20)
    if Bool.random(using: &random) { text += "." + digits(1...25) }
    if Int.random(in: 0..<3, using: &random) == 0 {
      text += Bool.random(using: &random) ? "e" : "E"
      text += ["", "+", "-"].randomElement(using: &random) ?? ""
      text += digits(1...2)
    }
    return text
  }

  @Test(arguments: [
    "", "-", "+1", "01", "-01", ".5", "1.", "1.e3", "1e", "1e+", "NaN", "Infinity", "-Infinity",
    "0x1",
    "1e39", "- 1", "٣",
  ])
  func noNumber(text: String) {
    #expect(throws: ServiceError.self) { try number(text) }
  }

  @Test func negativeZeroKeepsItsSign() throws {
    #expect(try number("-0.0").sign == .minus)
    #expect(try number("-0").sign == .minus)
  }

  // MARK: Strings

  /// What Foundation writes is read as it was.
  @Test(arguments: [
    "", "a", "\"\\/\u{8}\u{c}\n\r\t", "ä€𝄞", "\u{0}\u{1f}", "e\u{301}", "\u{2028}",
  ])
  func strings(text: String) throws {
    for options in [JSONEncoder.OutputFormatting(), .withoutEscapingSlashes] {
      let encoder = JSONEncoder()
      encoder.outputFormatting = options
      var scanner = JSONScanner(Array(try encoder.encode(text)), depth: 8)
      #expect(try scanner.string() == text)
      #expect(scanner.peek() == nil)
    }
  }

  @Test func escapes() throws {
    var scanner = scanner(#""\u0041\u00e4\uD834\uDD1E\/""#)
    #expect(try scanner.string() == "Aä𝄞/")
  }

  @Test(arguments: [
    "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud834\"", "\"\\ud834\\u0041\"",
    "\"\\udd1e\"", "\"\n\"", "a",
  ])
  func noString(text: String) {
    #expect(throws: ServiceError.self) {
      var scanner = scanner(text)
      return try scanner.string()
    }
  }

  @Test func bytesThatAreNoUTF8() {
    #expect(
      throws: ServiceError.badRequest("JSON Parse error: Invalid encoding in string. at offset: 4")
    ) {
      var scanner = JSONScanner([0x22, 0xc3, 0x28, 0x22], depth: 8)
      return try scanner.string()
    }
  }

  // MARK: Values

  /// Whatever Foundation takes for JSON is gone past, and nothing else.
  @Test(arguments: [
    "{}", "[]", "[1,2]", #"{"a":[{"b":null},true,false,"x"]}"#, " [ 1 , { } ] ", "[1 2]", "[1,]",
    "[,1]",
    #"{"a"}"#, #"{"a":1,}"#, "{1:2}", "[}", "{]", "nul", "tru", "[true false]", "", "]",
  ])
  func skipping(text: String) {
    let isValid =
      (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) != nil
    var scanner = scanner(text)
    let isSkipped = (try? scanner.skip()) != nil && scanner.peek() == nil
    #expect(isSkipped == isValid)
  }

  @Test func depthHasALimit() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    var shallow = scanner(nested(8))
    try shallow.skip()
    #expect(throws: ServiceError.self) {
      var deep = scanner(nested(9))
      try deep.skip()
    }
    // Far deeper than a stack would bear.
    #expect(throws: ServiceError.self) {
      var deep = scanner(String(repeating: "[", count: 1 << 20), depth: 8)
      try deep.skip()
    }
  }

  @Test func errorsTellWhere() throws {
    var scanner = scanner("[1, x]")
    #expect(throws: ServiceError.badRequest("JSON Parse error: Invalid value. at offset: 4")) {
      try scanner.skip()
    }
  }
}
