internal import Foundation

/// Size of an optimizer's steps: a number, or a schedule over the steps, with Keras' formulas.
///
///     Adam(learningRate: 0.001)
///     Adam(learningRate: .cosineDecay(from: 0.001, decaySteps: 5000))
///
/// `s` is the number of steps done, from 0. Where Keras has no schedule of a kind, the paper is
/// named.
public enum LearningRate: Hashable, Sendable, Codable {
  /// Always the same.
  case constant(Float)
  /// `from · rate^(s / steps)`; with `staircase`, `s / steps` is rounded down.
  case exponentialDecay(from: Float, decaySteps: Int, decayRate: Float, staircase: Bool = false)
  /// `from · factor^⌊s / every⌋`: `exponentialDecay` in stairs, under the name that PyTorch has.
  case step(from: Float, every: Int, factor: Float)
  /// `values[i]` for the first boundary `i` that `s` does not lie beyond, the last value after all.
  case piecewiseConstant(boundaries: [Int], values: [Float])
  /// `(from − to) · (1 − s / steps)^power + to`; `cycle` lengthens the way instead of ending it.
  case polynomialDecay(
    from: Float, to: Float = 0.0001, decaySteps: Int, power: Float = 1, cycle: Bool = false)
  /// `from / (1 + rate · s / steps)`; with `staircase`, `s / steps` is rounded down.
  case inverseTimeDecay(from: Float, decaySteps: Int, decayRate: Float, staircase: Bool = false)
  /// `((1 − alpha) · (1 + cos(π · s / steps)) / 2 + alpha) · from`, after a straight rise from
  /// `from` to `warmupTarget`, from where it then falls: Loshchilov and Hutter, arXiv 1608.03983.
  case cosineDecay(
    from: Float, decaySteps: Int, alpha: Float = 0, warmupTarget: Float? = nil, warmupSteps: Int = 0
  )
  /// Cosines one after the other, each `timeFactor` times as long and `heightFactor` times as high
  /// as the one before.
  case cosineDecayRestarts(
    from: Float, firstDecaySteps: Int, timeFactor: Float = 2, heightFactor: Float = 1,
    alpha: Float = 0)
  /// A cosine up from `peak / 25` during the first 30 % of the steps, then one down to
  /// `peak / 250,000`: Smith and Topin, arXiv 1708.07120, with PyTorch's numbers.
  case oneCycle(peak: Float, steps: Int)

  /// The learning rate after so many steps.
  public func value(at step: Int) -> Float { Float(exact(at: Double(step))) }

  /// It is a schedule.
  public var varies: Bool { if case .constant = self { false } else { true } }

  /// The rate where a schedule is highest; of one that grows for ever, where it begins.
  public var peak: Float {
    switch self {
    case .oneCycle(let peak, _): peak
    case .cosineDecay(let from, _, _, let target, _): max(from, target ?? from)
    case .piecewiseConstant(_, let values): values.max() ?? 0
    case .polynomialDecay(let from, let to, _, _, _): max(from, to)
    case .constant, .exponentialDecay, .step, .cosineDecayRestarts, .inverseTimeDecay: value(at: 0)
    }
  }

  private func exact(at s: Double) -> Double {
    switch self {
    case .constant(let rate): return Double(rate)
    case .exponentialDecay(let from, let steps, let rate, let staircase):
      return Double(from) * pow(Double(rate), Self.turns(s, steps, staircase))
    case .step(let from, let every, let factor):
      return Double(from) * pow(Double(factor), Self.turns(s, every, true))
    case .piecewiseConstant(let boundaries, let values):
      let place = boundaries.firstIndex { s <= Double($0) } ?? boundaries.count
      return Double(values.indices.contains(place) ? values[place] : values.last ?? 0)
    case .polynomialDecay(let from, let to, let steps, let power, let cycle):
      let length =
        Double(max(1, steps)) * (cycle ? max(1, (s / Double(max(1, steps))).rounded(.up)) : 1)
      let rest = pow(1 - min(s, length) / length, Double(power))
      return (Double(from) - Double(to)) * rest + Double(to)
    case .inverseTimeDecay(let from, let steps, let rate, let staircase):
      return Double(from) / (1 + Double(rate) * Self.turns(s, steps, staircase))
    case .cosineDecay(let from, let steps, let alpha, let target, let warmup):
      guard let target else { return Double(from) * Self.cosine(s / Double(max(1, steps)), alpha) }
      if s < Double(warmup) {
        return Double(from) + (Double(target) - Double(from)) * s / Double(warmup)
      }
      return Double(target) * Self.cosine((s - Double(warmup)) / Double(max(1, steps)), alpha)
    case .cosineDecayRestarts(let from, let steps, let timeFactor, let heightFactor, let alpha):
      var (done, turn) = (s / Double(max(1, steps)), 0.0)
      let factor = Double(timeFactor)
      if factor == 1 {
        turn = done.rounded(.down)
        done -= turn
      } else {
        turn = (log(1 - done * (1 - factor)) / log(factor)).rounded(.down)
        done = (done - (1 - pow(factor, turn)) / (1 - factor)) / pow(factor, turn)
      }
      let height = pow(Double(heightFactor), turn) * (1 + cos(.pi * done)) / 2
      return Double(from) * ((1 - Double(alpha)) * height + Double(alpha))
    case .oneCycle(let peak, let steps):
      let top = max(1, 0.3 * Double(steps) - 1)
      let bottom = max(top + 1, Double(steps) - 1)
      let (low, high, end) = (Double(peak) / 25, Double(peak), Double(peak) / 250_000)
      let (first, last, share) =
        s <= top ? (low, high, s / top) : (high, end, min(1, (s - top) / (bottom - top)))
      return last + (first - last) * (1 + cos(.pi * share)) / 2
    }
  }

  private static func turns(_ s: Double, _ steps: Int, _ staircase: Bool) -> Double {
    let turns = s / Double(max(1, steps))
    return staircase ? turns.rounded(.down) : turns
  }

  private static func cosine(_ share: Double, _ alpha: Float) -> Double {
    (1 - Double(alpha)) * (1 + cos(.pi * min(1, share))) / 2 + Double(alpha)
  }
}

extension LearningRate: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// Always the same: what `Adam(learningRate: LearningRate(rate))` needs where `rate` is a variable.
  public init(_ rate: Float) { self = .constant(rate) }
  /// Always the same.
  public init(floatLiteral rate: Float) { self = .constant(rate) }
  /// Always the same.
  public init(integerLiteral rate: Int) { self = .constant(Float(rate)) }
}
