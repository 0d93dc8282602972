import Foundation

/// Colours of a sequence, from dark blue to yellow, for values from 0 to 1.
///
/// Stops of cividis: even steps look even, also to people with any of the common forms of colour
/// blindness, and in print without colour. Nuñez, Anderton and Renslow, PLOS ONE 13 (2018) e0199239.
struct SequentialColour {
  private static let stops: [(red: Double, green: Double, blue: Double)] = [
    (0, 34, 78), (18, 53, 112), (59, 73, 108), (87, 93, 109), (112, 113, 115), (138, 134, 120),
    (165, 156, 116), (195, 179, 105), (225, 204, 85), (254, 232, 56),
  ]

  private let red, green, blue: Double

  /// The colour of a value; what lies outside takes the nearest end.
  init(_ value: Double) {
    let place = min(max(value.isFinite ? value : 0, 0), 1) * Double(Self.stops.count - 1)
    let index = min(Int(place), Self.stops.count - 2)
    let (low, high, share) = (Self.stops[index], Self.stops[index + 1], place - Double(index))
    red = low.red + share * (high.red - low.red)
    green = low.green + share * (high.green - low.green)
    blue = low.blue + share * (high.blue - low.blue)
  }

  /// As SVG writes it.
  var text: String { "rgb(\(Int(red.rounded())),\(Int(green.rounded())),\(Int(blue.rounded())))" }

  /// Black or white, whichever reads better on it: always at least 4.5 to 1.
  var ink: String { luminance > 0.179 ? "#000000" : "#ffffff" }

  /// Relative luminance as WCAG defines it.
  var luminance: Double {
    func linear(_ value: Double) -> Double {
      let share = value / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
