import Foundation
import Kernels

@testable import NeuralNetwork

extension Naive {
  /// What layers do that change their input at random while training.
  func changed(_ x: NaiveTensor, _ layer: any Layer) throws -> NaiveTensor {
    switch layer {
    case let layer as Dropout:
      return masked(x, rate: layer.rate, count: x.values.count / x.shape[0])
    case let layer as SpatialDropout2D: return masked(x, rate: layer.rate, count: x.shape[3])
    case let layer as GaussianNoise: return noisy(x, Double(layer.stddev))
    case let layer as RandomContrast: return contrasted(x, layer)
    case let layer as any RandomAffineLayer: return moved(x, layer)
    default: throw Missing(layer: "\(type(of: layer))")
    }
  }

  /// The mask bit by bit: 16 random bits a value, or a channel, dropped below the rate.
  private func masked(_ x: NaiveTensor, rate: Float, count: Int) -> NaiveTensor {
    let random = RandomStream(seed: seed, purpose: .dropout)
    let threshold = Int((rate * 65536).rounded())
    let size = x.values.count / x.shape[0]
    var y = x
    var words = [UInt32](repeating: 0, count: (count + 7) / 8 * 4)
    for sample in 0..<x.shape[0] {
      random.fill(&words, blocks: words.count / 4, sample: sample, time: epoch)
      for i in 0..<size {
        let place = i % count
        let bits = Int(words[place / 2] >> (place % 2 == 0 ? 0 : 16) & 0xFFFF)
        y.values[sample * size + i] *= bits >= threshold ? 65536 / Double(65536 - threshold) : 0
      }
    }
    return y
  }

  private func noisy(_ x: NaiveTensor, _ deviation: Double) -> NaiveTensor {
    let random = RandomStream(seed: seed, purpose: .noise)
    let size = x.values.count / x.shape[0]
    var y = x
    var words = [UInt32](repeating: 0, count: (size + 3) / 4 * 4)
    for sample in 0..<x.shape[0] {
      random.fill(&words, blocks: words.count / 4, sample: sample, time: epoch)
      for i in 0..<size {
        let (u, v) = (Double(words[i / 2 * 2] >> 8), Double(words[i / 2 * 2 + 1] >> 8))
        let (radius, angle) = (sqrt(-2 * log(1 - u / 0x1p24)), 2 * Double.pi * v / 0x1p24)
        y.values[sample * size + i] +=
          deviation * Double(Float(radius * (i % 2 == 0 ? cos(angle) : sin(angle))))
      }
    }
    return y
  }

  private func contrasted(_ x: NaiveTensor, _ layer: RandomContrast) -> NaiveTensor {
    let random = RandomStream(seed: seed, purpose: .augmentation)
    var y = x
    for sample in 0..<x.shape[0] {
      let u = Double(random.uniforms(sample: sample, time: epoch).x)
      let low = 1 - Double(layer.lower)
      let factor = low + (Double(layer.lower) + Double(layer.upper)) * u
      for channel in 0..<x.shape[3] {
        var mean = 0.0
        for row in 0..<x.shape[1] {
          for column in 0..<x.shape[2] { mean += x[sample, row, column, channel] }
        }
        mean /= Double(x.shape[1] * x.shape[2])
        for row in 0..<x.shape[1] {
          for column in 0..<x.shape[2] {
            let value = (x[sample, row, column, channel] - mean) * factor + mean
            y[sample, row, column, channel] = min(
              max(value, Double(layer.valueRange.lowerBound)), Double(layer.valueRange.upperBound))
          }
        }
      }
    }
    return y
  }

  private func moved(_ x: NaiveTensor, _ layer: any RandomAffineLayer) -> NaiveTensor {
    let random = RandomStream(seed: seed, purpose: .augmentation)
    var y = NaiveTensor(x.shape)
    for sample in 0..<x.shape[0] {
      let drawn = layer.placement(
        rows: x.shape[1], columns: x.shape[2], random: random.uniforms(sample: sample, time: epoch))
      for row in 0..<x.shape[1] {
        for column in 0..<x.shape[2] {
          let (sourceRow, sourceColumn) = Self.source(row, column, drawn, x.shape)
          for channel in 0..<x.shape[3] {
            y[sample, row, column, channel] = Self.mixture(
              x, sample, sourceRow, sourceColumn, channel, layer.fillMode)
          }
        }
      }
    }
    return y
  }

  /// The place that a pixel shows: about the middle, turned, scaled, and moved back.
  static func source(
    _ row: Int, _ column: Int, _ placement: AffinePlacement, _ shape: [Int]
  ) -> (row: Double, column: Double) {
    let (middleRow, middleColumn) = (Double(shape[1] - 1) / 2, Double(shape[2] - 1) / 2)
    let (i, j) = (Double(row) - middleRow, Double(column) - middleColumn)
    let (cosine, sine) = (cos(Double(placement.angle)), sin(Double(placement.angle)))
    return (
      middleRow + Double(placement.rowZoom) * (sine * j + cosine * i) - Double(placement.rowShift),
      middleColumn + Double(placement.columnZoom) * (cosine * j - sine * i)
        - Double(placement.columnShift)
    )
  }

  private static func mixture(
    _ x: NaiveTensor, _ sample: Int, _ row: Double, _ column: Double, _ channel: Int,
    _ fillMode: FillMode
  ) -> Double {
    var sum = 0.0
    for i in [floor(row), floor(row) + 1] {
      for j in [floor(column), floor(column) + 1] {
        let share = (1 - abs(row - i)) * (1 - abs(column - j))
        let (y, x0) = (index(Int(i), x.shape[1], fillMode), index(Int(j), x.shape[2], fillMode))
        if let y, let x0 {
          sum += share * x[sample, y, x0, channel]
        } else if case .constant(let value) = fillMode {
          sum += share * Double(value)
        }
      }
    }
    return sum
  }

  /// Step by step into the picture.
  private static func index(_ index: Int, _ size: Int, _ fillMode: FillMode) -> Int? {
    var index = index
    while index < 0 || index >= size {
      switch fillMode {
      case .reflect: index = index < 0 ? -1 - index : 2 * size - 1 - index
      case .wrap: index += index < 0 ? size : -size
      case .nearest: index = index < 0 ? 0 : size - 1
      case .constant: return nil
      }
    }
    return index
  }
}
