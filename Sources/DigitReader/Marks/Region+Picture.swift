private import Foundation

extension Region {
  /// The picture that the network sees.
  ///
  /// - Parameters:
  ///   - ink: What the page shows.
  ///   - tilt: How the page is turned and the hand leans, which is undone.
  /// - Returns: 28 × 28 bytes, all 0 if too little ink is left.
  func picture(from ink: Ink, tilt: Tilt = .none) -> [UInt8] {
    var crop = crop(from: ink)
    // The network sees 20 pixels of it.
    while max(crop.width, crop.height) > Self.longestSide { crop = crop.reduced(by: 2) }
    let side = max(crop.width, crop.height)
    if tilt != .none { crop = crop.upright(tilt) }
    let picture = Preparation.picture(ofInk: crop.bytes, width: crop.width, height: crop.height)
    guard let picture else { return [UInt8](repeating: 0, count: 28 * 28) }
    let stroke = Plane(width: 28, height: 28, bytes: picture).strokeWidth
    guard stroke < (ink.isFlat ? Self.thinnestDrawn : Self.thinnestSeen) else { return picture }
    // As if the pen had been wider: nobody wrote for MNIST with so thin a one.
    let missing = (Self.usual - stroke) * Double(side) / 20
    let margin = Int(missing / 2) + 1
    let thicker = crop.bordered(across: margin, down: margin).dilated(
      by: 2 * Int(missing / 2 + 0.5) + 1)
    return Preparation.picture(ofInk: thicker.bytes, width: thicker.width, height: thicker.height)
      ?? picture
  }

  /// Pixels that are kept of a region's longer side.
  private static let longestSide = 400
  /// Stroke widths in a digit of 20 pixels: what MNIST's are usually like, and what none, or hardly one,
  /// comes below.
  private static let usual = 2.5
  private static let thinnestSeen = 1.9
  private static let thinnestDrawn = 1.05

  /// The ink of the region alone, from 0 for paper to 255.
  private func crop(from ink: Ink) -> Plane {
    let strength = ink.strength
    let margin = ink.isFlat ? 0 : 1
    let box = box.grown(by: margin, inWidth: strength.width, height: strength.height)
    let strongest = strongest(in: ink)
    let faintest = ink.isFlat ? 0 : strongest / 4
    let scale = ink.isFlat ? 1 : 255 / Float(max(1, strongest - faintest))
    return Plane(width: box.width, height: box.height) { pixels in
      pixels.update(repeating: 0, count: box.width * box.height)
      for mark in marks {
        for run in mark.runs {
          for row in max(box.y, Int(run.row) - margin)..<min(box.bottom, Int(run.row) + margin + 1)
          {
            for column in max(
              box.x, Int(run.start) - margin)..<min(box.right, Int(run.end) + margin)
            {
              let value = Int(strength.bytes[row * strength.width + column]) - faintest
              guard value > 0 else { continue }
              pixels[(row - box.y) * box.width + column - box.x] =
                UInt8(min(255, Float(value) * scale + 0.5))
            }
          }
        }
      }
    }
  }

  /// What counts as full ink: the strongest of a drawing; what a sixth of the ink exceeds in a
  /// photograph, where single pixels mean nothing.
  private func strongest(in ink: Ink) -> Int {
    var levels = [Int](repeating: 0, count: 256)
    for mark in marks {
      for run in mark.runs {
        let line = Int(run.row) * ink.strength.width
        for column in Int(run.start)..<Int(run.end) {
          levels[Int(ink.strength.bytes[line + column])] += 1
        }
      }
    }
    var left = ink.isFlat ? 0 : area / 6
    var strongest = 255
    while strongest > 1, levels[strongest] <= left {
      left -= levels[strongest]
      strongest -= 1
    }
    return strongest
  }
}

extension Plane {
  /// Twice the ink, divided by the length of its outline: the width of a stroke, whatever its path.
  var strokeWidth: Double {
    var (sum, outline) = (0.0, 0.0)
    for row in -1..<height {
      for column in -1..<width {
        let own = level(row, column)
        let (right, below) = (level(row, column + 1) - own, level(row + 1, column) - own)
        sum += own
        outline += (right * right + below * below).squareRoot()
      }
    }
    return outline > 0 ? 2 * sum / outline : 0
  }

  private func level(_ row: Int, _ column: Int) -> Double {
    (0..<height).contains(row) && (0..<width).contains(column) ? Double(self[row, column]) : 0
  }

  /// The plane with so many pixels of paper left and right of it, and above and below.
  func bordered(across: Int, down: Int) -> Plane {
    let (columns, rows) = (width + 2 * across, height + 2 * down)
    return Plane(width: columns, height: rows) { output in
      output.update(repeating: 0, count: columns * rows)
      for row in 0..<height {
        for column in 0..<width {
          output[(row + down) * columns + column + across] = self[row, column]
        }
      }
    }
  }
}
