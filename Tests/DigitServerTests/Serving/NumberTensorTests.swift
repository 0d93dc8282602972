import Testing

@testable import DigitServer

@Suite struct NumberTensorTests {
  private func tensor(_ text: String, depth: Int = 5) throws -> NumberTensor {
    var scanner = JSONScanner(Array(text.utf8), depth: 8)
    let tensor = try NumberTensor(&scanner, depth: depth)
    try #require(scanner.peek() == nil, "\(text) was not read to its end.")
    return tensor
  }

  private func expect(_ text: String, _ values: [Float], _ shape: [Int]) throws {
    let tensor = try tensor(text)
    #expect(tensor.values == values)
    #expect(tensor.shape == shape)
  }

  @Test func shapes() throws {
    try expect("7", [7], [])
    try expect("[]", [], [0])
    try expect("[[],[]]", [], [2, 0])
    try expect("[[[1],[2],[3]],\n[[4],[5],[6.5]]]", [1, 2, 3, 4, 5, 6.5], [2, 3, 1])
  }

  @Test(arguments: [
    ("[[1,2],[3]]", "Encountered list at unexpected size: 1 at level: 1 expected size: 2"),
    ("[[1],[2,3]]", "Encountered list at unexpected size: 2 at level: 1 expected size: 1"),
    ("[[],[1]]", "Encountered list at unexpected size: 1 at level: 1 expected size: 0"),
    ("[1,[2]]", "Encountered list at unexpected level: 1 expected < 1"),
    ("[[],[[1]]]", "Encountered list at unexpected level: 2 expected < 2"),
    (
      "[[1],2]", "JSON Value: 2.0 found at incorrect level: 1 in the JSON DOM. Expected at level: 2"
    ),
    (#"["a"]"#, #"JSON Value: "a" Type: String is not of expected type: float"#),
    (
      #"[{"b64": "AAAA"}]"#,
      #"JSON Value: {"b64": "AAAA"} Type: Object is not of expected type: float"#
    ),
    ("[null]", "JSON Value: null Type: Null is not of expected type: float"),
    ("[true]", "JSON Value: true Type: True is not of expected type: float"),
    ("[false]", "JSON Value: false Type: False is not of expected type: float"),
    ("[[1],", "JSON Parse error: Invalid value. at offset: 5"),
    ("[[1]", "JSON Parse error: Expected “]”. at offset: 4"),
    ("[1 2]", "JSON Parse error: Expected “]”. at offset: 3"),
    ("[[[[[[1]]]]]]", "JSON Parse error: Nested deeper than 5. at offset: 5"),
  ])
  func damaged(text: String, message: String) {
    #expect(throws: ServiceError.badRequest(message)) { try tensor(text) }
  }
}
