import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Every loss against its formula in Double, and its gradient against the formula's slopes.
@Suite struct LossConformanceTests {
  /// A loss with what it should be, of outputs and one-hot targets.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let loss: Loss
    var areProbabilities = false
    let formula: @Sendable (_ y: [Double], _ t: [Double]) -> Double
  }

  static let cases = [
    Case(testDescription: "crossentropy", loss: .sparseCategoricalCrossentropy) { y, t in
      dot(t, softmax(y).map { -log($0) })
    },
    Case(
      testDescription: "smoothed crossentropy",
      loss: .categoricalCrossentropy(labelSmoothing: 0.25)
    ) { y, t in
      dot(t.map { $0 * 0.75 + 0.25 / Double(t.count) }, softmax(y).map { -log($0) })
    },
    Case(
      testDescription: "crossentropy of probabilities",
      loss: .categoricalCrossentropy(fromLogits: false, labelSmoothing: 0.5), areProbabilities: true
    ) { y, t in
      let sum = y.reduce(0, +)
      return dot(t.map { $0 * 0.5 + 0.5 / Double(t.count) }, y.map { -log($0 / sum) })
    },
    Case(
      testDescription: "binary crossentropy", loss: .binaryCrossentropy(labelSmoothing: 0.25)
    ) { y, t in
      mean(y, t) { y, t in
        let t = t * 0.75 + 0.125
        return -t * log(sigmoid(y)) - (1 - t) * log(1 - sigmoid(y))
      }
    },
    Case(
      testDescription: "binary crossentropy of probabilities",
      loss: .binaryCrossentropy(fromLogits: false), areProbabilities: true
    ) { y, t in mean(y, t) { -$1 * log($0) - (1 - $1) * log(1 - $0) } },
    Case(
      testDescription: "focal crossentropy",
      loss: .categoricalFocalCrossentropy(alpha: 0.5, gamma: 3, labelSmoothing: 0.5)
    ) { y, t in
      zip(softmax(y), t).reduce(0) { sum, pair in
        let (p, t) = (pair.0, pair.1 * 0.5 + 0.5 / Double(t.count))
        return sum - 0.5 * pow(1 - p, 3) * t * log(p)
      }
    },
    Case(
      testDescription: "binary focal crossentropy",
      loss: .binaryFocalCrossentropy(
        applyClassBalancing: true, alpha: 0.75, gamma: 1.5, labelSmoothing: 0.25)
    ) { y, t in
      mean(y, t) { y, t in
        let (p, t) = (sigmoid(y), t * 0.75 + 0.125)
        let right = t * p + (1 - t) * (1 - p)
        let crossentropy = -t * log(p) - (1 - t) * log(1 - p)
        return (t * 0.75 + (1 - t) * 0.25) * pow(1 - right, 1.5) * crossentropy
      }
    },
    Case(testDescription: "squared error", loss: .meanSquaredError) { y, t in
      mean(y, t) { ($0 - $1) * ($0 - $1) }
    },
    Case(testDescription: "absolute error", loss: .meanAbsoluteError) { y, t in
      mean(y, t) { abs($0 - $1) }
    },
    Case(testDescription: "Huber", loss: .huber(delta: 0.5)) { y, t in
      mean(y, t) { y, t in
        abs(y - t) <= 0.5 ? (y - t) * (y - t) / 2 : 0.5 * abs(y - t) - 0.125
      }
    },
    Case(testDescription: "KL divergence", loss: .klDivergence, areProbabilities: true) { y, t in
      zip(y, t).reduce(0) { sum, pair in
        let t = max(pair.1, 1e-7)
        return sum + t * log(t / pair.0)
      }
    },
    Case(testDescription: "hinge", loss: .categoricalHinge) { y, t in
      max(0, 1 + (zip(y, t).map { (1 - $1) * $0 }.max() ?? .nan) - dot(y, t))
    },
  ]

  @Test(arguments: cases)
  func conforms(wanted: Case) {
    let classes = 5
    for label in 0..<classes {
      var outputs = RandomStream(seed: 3, purpose: .noise, index: label).normals(classes)
      if wanted.areProbabilities {
        outputs = Self.softmax(outputs.map(Double.init)).map { Float($0) }
      }
      let target = (0..<classes).map { $0 == label ? 1.0 : 0 }
      var gradient = [Float](repeating: .nan, count: classes)
      let loss = wanted.loss.measure(
        outputs, labels: [Int32(label)], count: 1, classes: classes, gradient: &gradient, scale: 1)
      let y = outputs.map(Double.init)
      let step = 1e-6
      let slopes = y.indices.map { i in
        var (above, below) = (y, y)
        above[i] += step
        below[i] -= step
        return Float((wanted.formula(above, target) - wanted.formula(below, target)) / (2 * step))
      }
      expect(
        Tensor(shape: [], values: [Float(loss)]),
        equals: Tensor(shape: [], values: [Float(wanted.formula(y, target))]), within: .layer,
        "loss")
      expect(
        Tensor(shape: [classes], values: gradient),
        equals: Tensor(shape: [classes], values: slopes), within: .layer, "gradient")
    }
  }

  private static func softmax(_ y: [Double]) -> [Double] {
    let sum = y.map(exp).reduce(0, +)
    return y.map { exp($0) / sum }
  }

  private static func sigmoid(_ y: Double) -> Double { 1 / (1 + exp(-y)) }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private static func mean(
    _ y: [Double], _ t: [Double], _ function: (Double, Double) -> Double
  ) -> Double {
    zip(y, t).reduce(0) { $0 + function($1.0, $1.1) } / Double(y.count)
  }
}
