internal import Kernels
internal import NeuralNetwork

/// Digits in lines, before anything turns them.
struct Layout {
  /// A digit and where its ink begins.
  struct Place {
    let glyph: Glyph
    let label, source, line: Int
    var x, y: Int
  }

  private(set) var places: [Place] = []
  /// What all of them take.
  private(set) var width = 1, height = 1

  /// Samples of a data set, each at most once, in lines of four to six.
  init(of digits: Dataset, count: Int, style: PageStyle) {
    self.init(
      digits, count: count, style: style, choice: style.shared(.choice),
      random: style.shared(.layout))
  }

  /// As many other digits on the other side of the paper, read through it from the front.
  static func otherSide(of digits: Dataset, count: Int, style: PageStyle) -> Layout {
    Layout(
      digits, count: count, style: style, choice: style.random(.choice),
      random: style.random(.layout))
  }

  private init(
    _ digits: Dataset, count: Int, style: PageStyle, choice: RandomNumbers, random: RandomNumbers
  ) {
    var (choice, random) = (choice, random)
    let base = style.digitHeight
    let pen: Pen =
      style.effects.contains(.thin) ? .fine : style.effects.contains(.thick) ? .marker : .ordinary
    let gaps: ClosedRange<Float> = style.effects.contains(.crowded) ? 3...7 : 5...60
    let perLine = 4 + random.integer(below: 3)
    var chosen = Set<Int>()
    var top = 0
    for line in 0..<(count + perLine - 1) / perLine {
      var x = Int(random.uniform(in: 0...1) * base)
      let start = places.count
      for _ in start..<min(count, start + perLine) {
        var source = choice.integer(below: digits.count)
        while !chosen.insert(source).inserted { source = choice.integer(below: digits.count) }
        guard let bytes = digits.bytes(at: source) else {
          preconditionFailure("Expected pictures of bytes; received floats.")
        }
        let glyph = Glyph(bytes, height: base * random.uniform(in: 0.87...1.15), pen: pen)
        let jitter = Int(random.uniform(in: -0.1...0.1) * base)
        places.append(
          Place(
            glyph: glyph, label: digits.label(at: source), source: source, line: line, x: x,
            y: jitter - glyph.height))
        x += glyph.width + Int(random.uniform(in: gaps).rounded())
      }
      let line = places[start...]
      let shift = top - (line.map(\.y).min() ?? 0)
      for i in line.indices { places[i].y += shift }
      top = (places[start...].map { $0.y + $0.glyph.height }.max() ?? 0)
      height = max(height, top)
      top += Int(random.uniform(in: 0.45...1.3) * base) + 1
    }
    width = max(1, places.map { $0.x + $0.glyph.width }.max() ?? 1)
  }

  /// How much of each pixel is covered, for a part of the plane.
  func coverage(left: Int, top: Int, width: Int, height: Int) -> Plane {
    var plane = Plane(width: width, height: height)
    for place in places {
      for y in 0..<place.glyph.height {
        for x in 0..<place.glyph.width {
          let (u, v) = (place.x + x - left, place.y + y - top)
          guard u >= 0, u < width, v >= 0, v < height else { continue }
          plane[u, v] = max(plane[u, v], place.glyph.plane[x, y])
        }
      }
    }
    return plane
  }
}
