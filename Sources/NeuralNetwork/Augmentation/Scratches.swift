internal import Foundation
public import Kernels

/// Draws lines across a picture: rules, strikes, stains of a pen.
///
///     y = min(1, x + Σ brightness · max(0, 1 − distance / width))
///
/// A line is straight or wavy, whole or broken.
public struct Scratches: Augmentation {
  /// The most lines in a picture.
  public var count: Int
  /// How many of the pictures get lines.
  public var probability: Float

  /// Up to so many lines.
  public init(count: Int = 2, probability: Float) {
    self.count = count
    self.probability = probability
  }

  /// The number of lines, if there is none, or more than a picture can hold.
  public var defect: String? {
    (1...100).contains(count) ? nil : "1 to 100 lines; received \(count)"
  }

  /// Draws one line after the other.
  public func change(_ picture: Picture, _ random: inout RandomNumbers) {
    guard random.happens(probability) else { return }
    for _ in 0...random.integer(below: count) { draw(on: picture, &random) }
  }

  private func draw(on picture: Picture, _ random: inout RandomNumbers) {
    let (rows, columns) = (Float(picture.rows), Float(picture.columns))
    let angle = random.uniform(in: 0...Float.pi)
    let (down, across) = (sin(angle), sin(angle + .pi / 2))
    let (row, column) = (random.uniform(in: 0...rows), random.uniform(in: 0...columns))
    let (width, brightness) = (random.uniform(in: 0.8...2.5), random.uniform(in: 0.4...1))
    let (wave, amplitude) = (random.uniform(in: 0.3...1.2), random.uniform(in: 0...3))
    let isWavy = random.happens(0.4)
    let gap: Float = random.happens(0.4) ? random.uniform(in: 1...4) : 0
    for i in 0..<picture.rows {
      let pixels = picture.pixels + i * picture.columns
      for j in 0..<picture.columns {
        let (y, x) = (Float(i) - row, Float(j) - column)
        let along = y * down + x * across
        var distance = y * across - x * down
        if isWavy { distance += amplitude * sin(along * wave) }
        let ink = 1 - abs(distance) / width
        let isGap = gap > 0 && (along / (2 * gap) - (along / (2 * gap)).rounded(.down)) < 0.5
        if ink > 0, !isGap { pixels[j] = min(1, pixels[j] + brightness * ink) }
      }
    }
  }
}
