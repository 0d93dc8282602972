internal import Images

/// What is written on a picture: how far each pixel is from its paper, and which pixels are ink.
struct Ink {
  /// Difference from the paper, in grey levels, in the direction of the ink.
  var strength: Plane
  /// 1 where there is ink.
  var mask: Plane
  /// Strokes are narrower.
  let widest: Int
  let noise: Double
  /// No noise at all: drawn by a program.
  let isFlat: Bool
}

/// Finds ink: what is narrow and unlike its surroundings, dark on light or light on dark.
///
/// Paper is what remains when everything narrower than a stroke is filled (Serra's closing, its
/// residue the "top hat"): that follows shades, shadows and their edges, where a mean or a median of
/// the surroundings would not.
struct InkFinder {
  private let plane: Plane
  private let edges: Edges

  init(_ image: Plane) {
    var plane = image
    var noise = Edges.noise(of: plane)
    // Blurred as long as noise would be taken for ink.
    for _ in 0..<2 where noise > 3 {
      plane = plane.blurred()
      noise = Edges.noise(of: plane)
    }
    self.plane = plane
    edges = Edges(of: plane)
  }

  /// A picture without everything dark (or bright) that is narrower than `size`.
  private func paper(_ size: Int, isDark: Bool) -> Plane {
    let factor = max(1, size / 16)
    let small = plane.reduced(by: factor)
    let window = size / factor | 1
    return isDark ? small.closed(by: window) : small.opened(by: window)
  }

  /// How much of the edges' strength is explained by ink narrower than `size`.
  private func explained(by paper: Plane, isDark: Bool) -> Double {
    let (width, height) = (plane.width, plane.height)
    var sum = 0.0
    for (position, change) in zip(edges.positions, edges.changes) {
      let (row, column) = (Int(position) / width, Int(position) % width)
      let ground = Int(
        paper[
          min(row * paper.height / height, paper.height - 1),
          min(column * paper.width / width, paper.width - 1)])
      // The ink that makes the edge may be the next pixel.
      let place = Int(position)
      let pixels = [
        plane.bytes[place], plane.bytes[place - 1], plane.bytes[place + 1],
        plane.bytes[place - width], plane.bytes[place + width],
      ]
      let ink = isDark ? ground - Int(pixels.min() ?? 0) : Int(pixels.max() ?? 0) - ground
      let explained = min(Int(change), max(0, ink))
      sum += Double(explained * Int(change))
    }
    return sum
  }

  func find() -> Ink? {
    guard edges.positions.count > 0 else { return nil }
    let longest = max(plane.width, plane.height)
    var sizes = [9]
    while let last = sizes.last, last * 2 - 1 <= longest, last < 600 { sizes.append(last * 2 - 1) }
    let scores = sizes.map { size in
      (
        dark: explained(by: paper(size, isDark: true), isDark: true),
        light: explained(by: paper(size, isDark: false), isDark: false)
      )
    }
    let most = scores.map { max($0.dark, $0.light) }.max() ?? 0
    guard most > 0 else { return nil }
    let first = scores.firstIndex { max($0.dark, $0.light) >= 0.8 * most } ?? 0
    let isDark = scores[first].dark >= scores[first].light
    let size = sizes[min(first + 2, sizes.count - 1)]
    let level = paper(size, isDark: isDark)
    let ground =
      level
      .enlarged(toWidth: plane.width, height: plane.height)
    let strength =
      isDark
      ? Plane.excess(of: ground, over: plane) : Plane.excess(of: plane, over: ground)
    return Threshold(strength, size: size, noise: edges.noise, isFlat: level.isEven).ink
  }
}

extension Plane {
  /// Hardly a pixel is unlike the most.
  fileprivate var isEven: Bool {
    var histogram = [Int](repeating: 0, count: 256)
    for byte in bytes { histogram[Int(byte)] += 1 }
    return (histogram.max() ?? 0) * 1000 >= bytes.count * 998
  }

  /// Each pixel with its neighbours, weighted 1 2 1 both ways.
  func blurred() -> Plane {
    Plane(width: width, height: height) { output in
      bytes.withUnsafeBufferPointer { pixels in
        var sums = [UInt16](repeating: 0, count: width + 2)
        for row in 0..<height {
          let above = max(0, row - 1) * width
          let below = min(height - 1, row + 1) * width
          sums.withUnsafeMutableBufferPointer { sums in
            for column in 0..<width {
              sums[column + 1] =
                UInt16(pixels[above + column]) &+ 2 &* UInt16(pixels[row * width + column])
                &+ UInt16(pixels[below + column])
            }
            sums[0] = sums[1]
            sums[width + 1] = sums[width]
            for column in 0..<width {
              let sum = sums[column] &+ 2 &* sums[column + 1] &+ sums[column + 2]
              output[row * width + column] = UInt8(truncatingIfNeeded: (sum &+ 8) >> 4)
            }
          }
        }
      }
    }
  }
}
