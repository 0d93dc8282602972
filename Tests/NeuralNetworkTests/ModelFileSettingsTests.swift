import Foundation
import Testing

@testable import NeuralNetwork

/// Model files whose layers have settings that no layer can have: refused, with the reason.
@Suite struct ModelFileSettingsTests {
  /// In a network that takes pictures of 6 × 5 with 2 channels.
  static let defects: [(layers: [any Layer], complaint: String)] = [
    ([Conv2D(filters: 4, kernelSize: 2, groups: 0)], "needs a positive `groups`; received 0"),
    ([Conv2D(filters: 4, kernelSize: 2, groups: -2)], "needs a positive `groups`; received -2"),
    ([Conv2D(filters: 4, kernelSize: 2, groups: 3)], "that 3 groups share evenly"),
    ([Conv2D(filters: 3, kernelSize: 2, groups: 2)], "that 2 groups share evenly"),
    ([Conv2D(filters: 4, kernelSize: 2, dilationRate: 0)], "needs a positive `dilationRate`"),
    (
      [Conv2D(filters: 4, kernelSize: 2, padding: .same, dilationRate: [1, 1 << 40])],
      "needs a positive `dilationRate`"
    ),
    (
      [DepthwiseConv2D(kernelSize: [1, 1 << 28], dilationRate: [1, 1 << 28])],
      "larger than its input"
    ),
    ([DepthwiseConv2D(kernelSize: 1, depthMultiplier: 0)], "needs a positive `depthMultiplier`"),
    ([DepthwiseConv2D(kernelSize: 1, depthMultiplier: 1 << 62)], "the output of a DepthwiseConv2D"),
    ([DepthwiseConv2D(kernelSize: 1, depthMultiplier: 1 << 61)], "axes and at most 536870912"),
    (
      [SeparableConv2D(filters: 1, kernelSize: 1, depthMultiplier: 1 << 61)],
      "the middle of a SeparableConv2D"
    ),
    ([SeparableConv2D(filters: 0, kernelSize: 1)], "needs a positive `filters`"),
    ([Conv2D(filters: 2, kernelSize: 1, activation: .glu)], "cannot apply `glu`"),
    ([Dense(units: 2, activation: .glu)], "cannot apply `glu`"),
    ([Dense(units: 3), Activation(.glu)], "needs an even last axis"),
    ([ZeroPadding2D(top: 0, bottom: 0, left: -1, right: 0)], "that are not negative"),
    ([ZeroPadding2D(padding: [.max, .max])], "that are not negative"),
    ([ZeroPadding2D(padding: [1 << 28, 1 << 28])], "axes and at most 536870912"),
    ([Dropout(rate: .nan)], "needs a `rate` from 0 to below 1; received nan"),
    ([Dropout(rate: 1)], "needs a `rate` from 0 to below 1; received 1.0"),
    ([Dropout(rate: 1.5)], "needs a `rate` from 0 to below 1; received 1.5"),
    ([Dropout(rate: .greatestFiniteMagnitude)], "needs a `rate`"),
    ([Dropout(rate: -.infinity)], "needs a `rate`"),
    ([SpatialDropout2D(rate: 2)], "needs a `rate` from 0 to below 1; received 2.0"),
    ([GaussianNoise(stddev: -1)], "needs a `stddev`"), ([GaussianNoise(stddev: .nan)], "`stddev`"),
    ([PReLU(sharedAxes: [1, 99])], "needs `sharedAxes` from 1 to 3"),
    ([PReLU(sharedAxes: [0])], "needs `sharedAxes` from 1 to 3"),
    ([PReLU(sharedAxes: [.min])], "needs `sharedAxes` from 1 to 3"),
    ([Reshape(targetShape: [-1, 2, -1])], "cannot make (-1, 2, -1)"),
    ([Reshape(targetShape: [1 << 32, 1 << 32])], "cannot make"),
    ([Reshape(targetShape: [.min])], "cannot make"), ([Reshape(targetShape: [0, -1])], "make"),
    ([Reshape(targetShape: [7, -1])], "cannot make (7, -1) of (6, 5, 2)"),
    ([Reshape(targetShape: [30])], "the counts differ"),
    ([Reshape(targetShape: [])], "the counts differ"),
    ([Normalization(mean: [], variance: [])], "needs one mean and one variance"),
    ([Normalization(mean: [1, 2, 3], variance: [1, 2, 3])], "or 2 of each"),
    ([Normalization(mean: [1], variance: [-1])], "none negative"),
    ([Normalization(mean: [1], variance: [.nan])], "none negative"),
    ([LayerNormalization(epsilon: 0)], "LayerNormalization"),
    ([BatchNormalization(momentum: .nan)], "needs a `momentum`"),
    ([RandomRotation(factor: 1.5)], "needs factors from −1 to 1"),
    ([RandomZoom(heightFactor: 0.5, widthFactor: -1.5)], "needs factors from −1 to 1"),
    ([RandomTranslation(heightFactor: -2...0, widthFactor: 0...0)], "needs factors from −1 to 1"),
    ([RandomContrast(lower: 1.5, upper: 0)], "needs a factor"),
    ([RandomContrast(lower: 0, upper: .infinity)], "needs a factor"),
    ([RandomContrast(lower: 0, upper: -0.5)], "needs a factor"),
    ([Flatten(), GlobalMaxPooling2D()], "needs pictures"),
    ([Input(shape: [6, 5, 3])], "expects samples of shape (6, 5, 3)"),
    ([Add {}], "needs at least one branch"), ([Concatenate {}], "needs at least one branch"),
    (
      [
        Add {
          Dense(units: 2); Dense(units: 3)
        }
      ], "joins its branches"
    ),
    (
      [
        Concatenate {
          Conv2D(filters: 2, kernelSize: 1); Flatten()
        }
      ], "joins its branches"
    ),
    ([nested(5)], "goes 5 levels deep; at most 4 are allowed"),
    ([nested(40).named("x")], "goes 40 levels deep"),
    ([Dense(units: 2).named("a/b")], "needs a name that no other layer has"),
    ([Dense(units: 2).named("")], "needs a name that no other layer has"),
    ([ReLU().named("a"), ReLU().named("a")], "received “a”"),
    ([ReLU().named("re_lu"), ReLU()], "received “re_lu”"),
  ]

  @Test(arguments: defects.indices)
  func refused(number: Int) throws {
    let (layers, complaint) = Self.defects[number]
    var file = try Sequential(input: [6, 5, 2]) { Flatten() }.contents()
    file.metadata["architecture"] = try ModelDescription.json(
      ModelDescription.Architecture(input: [6, 5, 2], layers: layers.map(StoredLayer.init)))
    let folder = try TemporaryFolder()
    let path = try folder.file("f", file.encoded())
    let error = #expect(throws: FileError.self, "\(layers)") { try Sequential(contentsOf: path) }
    guard case .malformed(path, let what) = error else {
      Issue.record("Another error: \(String(describing: error))")
      return
    }
    #expect(what.hasPrefix("its layers do not fit together: ") && what.contains(complaint))
  }

  /// Settings that make no sense, but no harm either.
  static let bearable: [any Optimizer] = [
    OptimizerWithOptions(SGD()) { $0.accumulationSteps = 0 },
    OptimizerWithOptions(SGD()) { $0.accumulationSteps = .min },
    SGD().ema(momentum: 0.5, overwriteFrequency: 0), Muon(newtonSchulzSteps: -1),
    SGD().gradientAccumulation(steps: .max), SGD().ema(overwriteFrequency: .min),
    SGD(learningRate: .cosineDecay(from: 0.1, decaySteps: 0, warmupTarget: 0.2, warmupSteps: -9)),
    SGD(learningRate: .exponentialDecay(from: 0.1, decaySteps: 0, decayRate: 0.5, staircase: true)),
    SGD(learningRate: .inverseTimeDecay(from: 0.1, decaySteps: .min, decayRate: 0.5)),
    SGD(learningRate: .polynomialDecay(from: 0.1, decaySteps: 0, cycle: true)),
    SGD(learningRate: .cosineDecayRestarts(from: 0.1, firstDecaySteps: 0)),
    SGD(learningRate: .piecewiseConstant(boundaries: [], values: [])),
    SGD(learningRate: .piecewiseConstant(boundaries: [2, 1, 7], values: [0.1])),
    SGD(learningRate: .step(from: 0.1, every: 0, factor: 0.5)),
    SGD(learningRate: .oneCycle(peak: 0.1, steps: .min)),
  ]

  @Test(arguments: bearable.indices, [1, 2])
  func trains(number: Int, threads: Int) throws {
    let data = try Samples.dataset(count: 7)
    let model = try Samples.model(optimizer: Self.bearable[number], threads: threads)
    let read = try Sequential(model.contents(), threads: nil, customObjects: [])
    let history = try read.fit(data, batchSize: 2, epochs: 2, verbose: .silent)
    #expect(history[.loss].count == 2 && history[.loss].allSatisfy(\.isFinite))
    #expect(!read.allValues.contains { !$0.isFinite })
  }

  /// Thresholds for which no memory would do.
  @Test(arguments: [Int.min, 0, 1_000_000_000_000_000_000, .max])
  func thresholds(count: Int) throws {
    let model = try Samples.model()
    model.compile(optimizer: SGD(), metrics: [.auc(thresholdCount: count)], threads: 2)
    let read = try Sequential(model.contents(), threads: nil, customObjects: [])
    let area = try #require(read.evaluate(Samples.dataset(count: 7))[Metric.auc().quantity])
    #expect((0...1).contains(area))
  }

  /// Branches in branches, of all kinds.
  private static func nested(_ levels: Int) -> any Layer {
    (1..<levels).reduce(Residual {} as any Layer) { inner, level in
      switch level % 3 {
      case 0: Residual { inner }
      case 1:
        Add {
          inner
          Branch {}
        }
      default:
        Add {
          Branch { inner.named("inner") }
        }
      }
    }
  }
}
