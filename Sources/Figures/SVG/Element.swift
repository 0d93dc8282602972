/// One element of an SVG document.
struct Element {
  enum Content {
    case children([Element])
    case text(String)
    /// A style sheet of our own making, which needs no escaping.
    case styleSheet(String)
  }

  let name: String
  var paint: Paint?
  var attributes: [(name: String, value: String)] = []
  var content: Content = .children([])

  /// A copy with one more attribute.
  func with(_ name: String, _ value: String) -> Element {
    var copy = self
    copy.attributes.append((name, value))
    return copy
  }

  /// A copy with one more attribute, at most two decimals long.
  func with(_ name: String, _ value: Double) -> Element { with(name, coordinate(value)) }

  /// The paints of this element and of all within it.
  var paints: Set<Paint> {
    var paints: Set<Paint> = []
    if let paint { paints.insert(paint) }
    if case .children(let children) = content {
      for child in children { paints.formUnion(child.paints) }
    }
    return paints
  }

  /// Appends the element's lines, ends with a line break.
  func write(to output: inout String, depth: Int = 0) {
    let indentation = String(repeating: " ", count: depth)
    output += "\(indentation)<\(name)"
    if let paint { output += " class=\"\(paint.className)\"" }
    for (name, value) in attributes { output += " \(name)=\"\(escaped(value))\"" }
    switch content {
    case .text(let text):
      output += ">\(escaped(text))</\(name)>\n"
    case .styleSheet(let text):
      output += ">\n\(text)\n\(indentation)</\(name)>\n"
    case .children(let children) where children.isEmpty:
      output += "/>\n"
    case .children(let children):
      output += ">\n"
      for child in children { child.write(to: &output, depth: depth + 1) }
      output += "\(indentation)</\(name)>\n"
    }
  }
}

/// Text as XML may hold it: no control characters, the five special ones as entities.
func escaped(_ text: String) -> String {
  // Pictures are megabytes of base64, which holds nothing to escape.
  if text.utf8.allSatisfy(isPlain) { return text }
  var output = ""
  for character in text.printable.unicodeScalars {
    switch character {
    case "&": output += "&amp;"
    case "<": output += "&lt;"
    case ">": output += "&gt;"
    case "\"": output += "&quot;"
    case "'": output += "&apos;"
    default: output.unicodeScalars.append(character)
    }
  }
  return output
}

/// Letters, digits, and the punctuation that coordinates and base64 are written with.
private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x28...0x3b, 0x3d, 0x41...0x7a: true
  default: false
  }
}

extension String {
  /// The text without characters that steer a reader's parser, terminal or writing direction.
  ///
  /// Line breaks and tabs become spaces.
  var printable: String {
    var output = ""
    for character in unicodeScalars {
      switch character.properties.generalCategory {
      case .control:
        if character == "\n" || character == "\t" { output += " " }
      case .format, .lineSeparator, .paragraphSeparator, .surrogate: continue
      default:
        if !character.properties.isNoncharacterCodePoint { output.unicodeScalars.append(character) }
      }
    }
    return output
  }
}
