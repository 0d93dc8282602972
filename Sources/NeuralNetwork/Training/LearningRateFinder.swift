internal import Foundation

/// The loss while the learning rate rises from step to step: Smith, arXiv 1506.01186.
///
///     let curve = try LearningRateFinder(from: 1e-5, to: 1).run(model, on: training)
///     model.learningRate = curve.suggestion ?? 0.001
///
/// A good learning rate lies where the loss falls fastest, well before it turns up. The model is
/// afterwards as it was before.
public struct LearningRateFinder: Sendable {
  /// The first and the last learning rate.
  public var from, to: Float
  /// Steps between them; each multiplies the rate by the same factor.
  public var steps: Int
  /// Samples in a step.
  public var batchSize: Int

  /// A search between two learning rates.
  public init(from: Float = 1e-6, to: Float = 1, steps: Int = 100, batchSize: Int = 32) {
    self.from = from
    self.to = to
    self.steps = steps
    self.batchSize = batchSize
  }

  /// What came of a search.
  public struct Curve: Sendable, Equatable {
    /// The learning rate of each step.
    public let learningRates: [Double]
    /// The loss of each step, smoothed over about ten.
    public let losses: [Double]

    /// The rate at which the loss falls fastest along the logarithm of the rate; nil if it never
    /// falls.
    ///
    /// The first ten steps, in which the smoothing has little to average, count as little as in
    /// fastai.
    public var suggestion: Float? {
      let reach = 5
      let slopes = losses.indices.dropFirst(10 + reach).dropLast(reach).map {
        (step: $0, fall: losses[$0 + reach] - losses[$0 - reach])
      }
      guard let steepest = slopes.min(by: { $0.fall < $1.fall }), steepest.fall < 0 else {
        return nil
      }
      return Float(learningRates[steepest.step])
    }
  }

  /// How much of the smoothed loss a step leaves standing, as fastai has it for its finder.
  private static let smoothing = 0.9
  /// Times the least loss so far at which there is nothing more to see.
  private static let divergence = 4.0

  /// Trains on the data's samples in order, over and over, until the last rate or until the loss
  /// diverges.
  ///
  /// - Throws: ``ModelError`` if the data do not fit, or the rates do not rise.
  public func run(_ model: Sequential, on data: Dataset) throws -> Curve {
    guard from > 0, to > from, steps > 1, batchSize > 0 else {
      throw ModelError.invalidArgument(
        "Expected learning rates that rise from above 0, and at least 2 steps; "
          + "received \(from) to \(to) in \(steps).")
    }
    let (compilation, values, scaling) = (model.compilation, model.allValues, model.scaling)
    defer { (model.compilation, model.allValues, model.scaling) = (compilation, values, scaling) }
    model.compilation = compilation?.afresh(weightCount: model.parameters.weightCount)

    let batchSize = min(batchSize, max(1, data.count))
    var (rates, losses): ([Double], [Double]) = ([], [])
    var average = 0.0
    for step in 0..<steps {
      let rate = from * pow(to / from, Float(step) / Float(steps - 1))
      model.learningRate = rate
      let first = step * batchSize % max(1, data.count)
      let batch = data[first..<min(first + batchSize, data.count)]
      let loss = try model.trainOnBatch(batch)[.loss] ?? .nan
      average = Self.smoothing * average + (1 - Self.smoothing) * loss
      let smooth = average / (1 - pow(Self.smoothing, Double(step + 1)))
      guard smooth.isFinite, smooth <= Self.divergence * (losses.min() ?? smooth) else { break }
      rates.append(Double(rate))
      losses.append(smooth)
    }
    return Curve(learningRates: rates, losses: losses)
  }
}
