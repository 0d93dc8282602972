import Testing

@testable import Figures

struct ElementTests {
  @Test func textIsEscapedAndStripped() {
    #expect(escaped("<a & \"b'>") == "&lt;a &amp; &quot;b&apos;&gt;")
    #expect(escaped("x\u{0}\u{1b}[31m\u{7f}\u{9b}y\tz\u{202e}\u{ffff}") == "x[31my z")
    #expect(escaped("Ängström 数字 ▏") == "Ängström 数字 ▏")
  }

  @Test func elementsNest() {
    let group = Element.group(
      x: 1.256, y: -2,
      [.circle(x: 1, y: 2, radius: 3, paint: .fill(.ink)), .path("M0 0", paint: .stroke(.rule))])
    var text = ""
    group.with("data", "\"").write(to: &text)
    #expect(
      text == """
        <g transform="translate(1.26 -2)" data="&quot;">
         <circle class="ink" cx="1" cy="2" r="3"/>
         <path class="rule-line" d="M0 0"/>
        </g>

        """)
    #expect(group.paints == [.fill(.ink), .stroke(.rule)])
  }

  @Test func longTextIsShortened() {
    #expect("Ankle boot".shortened(toWidth: .infinity, size: 10) == "Ankle boot")
    #expect("Ankle boot".shortened(toWidth: 32.1, size: 10) == "Ankl…")
    #expect("Ankle boot".shortened(toWidth: 1, size: 10) == "A")
    #expect("".shortened(toWidth: 0, size: 10) == "")
  }

  @Test func eachThemeHoldsTheRulesInUse() {
    let paints: Set<Paint> = [.stroke(.wrong), .fill(.ink)]
    #expect(
      Theme.light.styleSheet(for: paints) == """
        .figure-light .ink{fill:#1b1f24}
        .figure-light .wrong-line{fill:none;stroke:#d55e00}
        """)
    #expect(
      Theme.automatic.styleSheet(for: paints) == """
        .figure-automatic .ink{fill:#1b1f24}
        .figure-automatic .wrong-line{fill:none;stroke:#d55e00}
        @media (prefers-color-scheme: dark){
        .figure-automatic .ink{fill:#e8ecf1}
        .figure-automatic .wrong-line{fill:none;stroke:#f08437}
        }
        """)
  }

  /// Text on the background, by the formula of WCAG 2.2: 4.5 to 1 is legible at any size.
  @Test(arguments: [Role.ink, .muted, .right, .wrong])
  func textStandsOut(role: Role) {
    #expect(contrast(role.dark, Role.background.dark) >= 4.5)
    #expect(contrast(role.light, Role.background.light) >= (role == .wrong ? 3.5 : 4.5))
  }

  private func contrast(_ one: String, _ other: String) -> Double {
    func luminance(_ colour: String) -> Double {
      let value = Int(colour.dropFirst(), radix: 16) ?? 0
      let parts = [value >> 16, value >> 8 & 255, value & 255].map { Double($0) / 255 }
      // A gamma of 2.2 is near enough to sRGB's.
      return zip(parts, [0.2126, 0.7152, 0.0722]).reduce(0) { sum, part in
        sum + part.1 * part.0 * part.0 * part.0.squareRoot().squareRoot()
      }
    }
    let (dark, light) = (
      min(luminance(one), luminance(other)), max(luminance(one), luminance(other))
    )
    return (light + 0.05) / (dark + 0.05)
  }
}
