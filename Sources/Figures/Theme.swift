/// The colours of a figure.
///
/// All themes tell things apart by the colours of Okabe and Ito (2008), which people with any of
/// the common forms of colour blindness can distinguish. The background is painted, so that a
/// figure reads well on any page.
public enum Theme: String, CaseIterable, Hashable, Sendable {
  /// Dark ink on white.
  case light
  /// Light ink on near black.
  case dark
  /// Light, or dark where the reader's browser asks for it (`prefers-color-scheme`).
  ///
  /// Renderers without media queries, such as librsvg, show the light colours.
  case automatic
}

/// What a colour is for; each theme has its own colour for it.
enum Role: String, CaseIterable {
  case background, panel, ink, muted, rule, faint
  case right, wrong
  case first, second, third, fourth, fifth, sixth

  /// The colours of series in a chart, in order; a seventh series starts over.
  static func series(_ index: Int) -> Role {
    let roles: [Role] = [.first, .second, .third, .fourth, .fifth, .sixth]
    return roles[index % roles.count]
  }

  var light: String {
    switch self {
    case .background: "#ffffff"
    case .panel: "#f3f4f6"
    case .ink: "#1b1f24"
    case .muted: "#656d76"
    case .rule: "#dfe3e8"
    case .faint: "#b4bac2"
    case .right, .first: "#0072b2"
    case .wrong, .second: "#d55e00"
    case .third: "#009e73"
    case .fourth: "#b0568a"
    case .fifth: "#b88000"
    case .sixth: "#3a9bd1"
    }
  }

  var dark: String {
    switch self {
    case .background: "#0d1117"
    case .panel: "#1a2029"
    case .ink: "#e8ecf1"
    case .muted: "#97a1ad"
    case .rule: "#2b323c"
    case .faint: "#57606b"
    case .right, .first: "#56b4e9"
    case .wrong, .second: "#f08437"
    case .third: "#2cbf95"
    case .fourth: "#dc92ba"
    case .fifth: "#e6b422"
    case .sixth: "#8fb8ff"
    }
  }
}

/// How an element is coloured: the style sheet of the document holds the colour itself.
enum Paint: Hashable {
  case fill(Role)
  case stroke(Role)

  /// Name of the class in the style sheet.
  var className: String {
    switch self {
    case .fill(let role): role.rawValue
    case .stroke(let role): "\(role.rawValue)-line"
    }
  }

  fileprivate func declarations(_ colour: (Role) -> String) -> String {
    switch self {
    case .fill(let role): "fill:\(colour(role))"
    case .stroke(let role): "fill:none;stroke:\(colour(role))"
    }
  }
}

extension Theme {
  /// Class of the root element; it keeps figures apart that one page holds inline.
  var className: String { "figure-\(rawValue)" }

  /// One rule for each paint, in the order of their names.
  func styleSheet(for paints: Set<Paint>) -> String {
    let paints = paints.sorted { $0.className < $1.className }
    func rules(_ colour: (Role) -> String) -> String {
      paints.map { ".\(className) .\($0.className){\($0.declarations(colour))}" }
        .joined(separator: "\n")
    }
    return switch self {
    case .light: rules(\.light)
    case .dark: rules(\.dark)
    case .automatic:
      "\(rules(\.light))\n@media (prefers-color-scheme: dark){\n\(rules(\.dark))\n}"
    }
  }
}
