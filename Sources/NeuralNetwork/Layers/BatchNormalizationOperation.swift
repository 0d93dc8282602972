internal import Kernels

/// Batch normalisation on one worker.
///
/// Statistics are taken from this worker's rows, written where all workers see them, and joined in
/// the workers' order, so that every worker comes to the same bits. All sums are in Double: a
/// channel may have a hundred thousand rows.
final class BatchNormalizationOperation: Operation {
  private let place: Placement
  private let momentum, epsilon: Float
  private let channels, rowsPerSample: Int
  private let gamma, beta, gammaGradient, betaGradient: UnsafeMutablePointer<Float>?
  private let movingMean, movingVariance: UnsafeMutablePointer<Float>
  /// What normalises a channel: `y = x · factor + shift`.
  private let factor, shift: UnsafeMutablePointer<Float>
  private let mean, inverseDeviation: UnsafeMutablePointer<Float>
  /// Of the whole batch: what the input's gradient lacks beside the output's.
  private let meanGradient, meanProduct: UnsafeMutablePointer<Float>
  private let sums: UnsafeMutablePointer<Double>
  private let forwardMeeting, backwardMeeting: ChannelMeeting?

  init(_ layer: BatchNormalization, _ place: Placement) {
    self.place = place
    momentum = layer.momentum
    epsilon = layer.epsilon
    channels = place.inputShape.axes.last ?? 1
    rowsPerSample = place.inputShape.elementCount / channels
    gamma = layer.scale ? place.variables.first : nil
    gammaGradient = layer.scale ? place.gradients[0] : nil
    beta = layer.center ? place.variables[layer.scale ? 1 : 0] : nil
    betaGradient = layer.center ? place.gradients[layer.scale ? 1 : 0] : nil
    movingMean = place.variables[place.variables.count - 2]
    movingVariance = place.variables[place.variables.count - 1]
    factor = place.context.arena.allocate(channels)
    shift = place.context.arena.allocate(channels)
    mean = place.context.arena.allocate(channels)
    inverseDeviation = place.context.arena.allocate(channels)
    meanGradient = place.context.arena.allocate(channels)
    meanProduct = place.context.arena.allocate(channels)
    sums = place.context.arena.allocate(2 * channels)
    // A layer that may not learn goes by its moving statistics, for which nobody need meet.
    let exchange = place.isTrainable ? place.context.exchange : nil
    forwardMeeting = exchange.map { ChannelMeeting($0, channels: place.inputShape.axes.last ?? 1) }
    backwardMeeting = exchange.map { ChannelMeeting($0, channels: place.inputShape.axes.last ?? 1) }
  }

  func forward(_ pass: Pass) {
    let rows = pass.count * rowsPerSample
    if pass.isTraining, let forwardMeeting {
      takeStatistics(rows: rows, forwardMeeting)
    } else {
      mean.update(from: movingMean, count: channels)
      setDeviation(variance: movingVariance)
    }
    for c in 0..<channels {
      factor[c] = (gamma?[c] ?? 1) * inverseDeviation[c]
      shift[c] = beta?[c] ?? 0
    }
    ChannelNormalization.apply(
      to: place.input, mean: mean, factor: factor, shift: shift, rows: rows, channels: channels,
      into: place.output)
  }

  private func setDeviation(variance: UnsafePointer<Float>) {
    for c in 0..<channels { inverseDeviation[c] = 1 / (variance[c] + epsilon).squareRoot() }
  }

  /// Joins mean and squared deviation of all workers' rows (Chan, Golub and LeVeque, 1979).
  private func takeStatistics(rows: Int, _ meeting: ChannelMeeting) {
    let (own, ownSquares) = (sums, sums + channels)
    ChannelNormalization.sums(of: place.input, rows: rows, channels: channels, into: own)
    for c in 0..<channels { own[c] /= Double(max(1, rows)) }
    ChannelNormalization.squares(
      of: place.input, around: own, rows: rows, channels: channels, into: ownSquares)
    meeting.publish(rows: rows, own, ownSquares)

    for c in 0..<channels {
      var (count, joined, squares) = (0.0, 0.0, 0.0)
      for worker in 0..<meeting.workers {
        let part = meeting.part(of: worker, channel: c)
        guard part.rows > 0 else { continue }
        let distance = part.first - joined
        let together = count + part.rows
        joined += distance * part.rows / together
        squares += part.second + distance * distance * count * part.rows / together
        count = together
      }
      let variance = Float(squares / max(1, count))
      mean[c] = Float(joined)
      inverseDeviation[c] = 1 / (variance + epsilon).squareRoot()
      if meeting.worker == 0, count > 0 {
        movingMean[c] = movingMean[c] * momentum + mean[c] * (1 - momentum)
        movingVariance[c] = movingVariance[c] * momentum + variance * (1 - momentum)
      }
    }
  }

  /// The way back, where x̂ is the normalised input and N the number of rows of the whole batch.
  ///
  ///     dbeta = Σ dy,  dgamma = Σ dy · x̂,  dx = factor · (dy − dbeta / N − x̂ · dgamma / N)
  ///
  /// Moving statistics do not depend on the input, so without training `dx = factor · dy`.
  func backward(_ pass: Pass) {
    guard let outputGradient = place.outputGradient else { return }
    let rows = pass.count * rowsPerSample
    let (gradientSums, productSums) = (sums, sums + channels)
    ChannelNormalization.gradientSums(
      of: outputGradient, place.input, mean: mean, inverseDeviation: inverseDeviation, rows: rows,
      channels: channels, sums: gradientSums, products: productSums)
    add(gradientSums, to: betaGradient, pass)
    add(productSums, to: gammaGradient, pass)
    // Met even where nothing comes after, since the other workers wait.
    backwardMeeting?.publish(rows: rows, gradientSums, productSums)
    guard let inputGradient = place.inputGradient else { return }
    joinSums(pass)
    ChannelNormalization.gradient(
      of: outputGradient, place.input, mean: mean, inverseDeviation: inverseDeviation,
      factor: factor, meanGradient: meanGradient, meanProduct: meanProduct, rows: rows,
      channels: channels, into: inputGradient)
  }

  /// Means of both sums over all workers' rows; 0 where the statistics do not depend on the input.
  private func joinSums(_ pass: Pass) {
    guard pass.isTraining, let backwardMeeting else {
      meanGradient.update(repeating: 0, count: channels)
      return meanProduct.update(repeating: 0, count: channels)
    }
    for c in 0..<channels {
      var (count, gradientSum, productSum) = (0.0, 0.0, 0.0)
      for worker in 0..<backwardMeeting.workers {
        let part = backwardMeeting.part(of: worker, channel: c)
        count += part.rows
        gradientSum += part.first
        productSum += part.second
      }
      meanGradient[c] = Float(gradientSum / max(1, count))
      meanProduct[c] = Float(productSum / max(1, count))
    }
  }

  private func add(
    _ sums: UnsafePointer<Double>, to gradient: UnsafeMutablePointer<Float>?, _ pass: Pass
  ) {
    guard let gradient else { return }
    for c in 0..<channels { gradient[c] = Float(sums[c]) + (pass.accumulates ? gradient[c] : 0) }
  }
}

/// Where workers show each other two numbers a channel and the number of rows behind them.
private struct ChannelMeeting {
  let exchange: Exchange
  let channels: Int
  let shared: UnsafeMutablePointer<Double>

  init(_ exchange: Exchange, channels: Int) {
    self.exchange = exchange
    self.channels = channels
    shared = exchange.shared(2 * channels + 1)
  }

  var worker: Int { exchange.worker }
  var workers: Int { exchange.workers }

  /// Shows this worker's numbers and waits for everybody's.
  func publish(rows: Int, _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>) {
    let own = shared + worker * (2 * channels + 1)
    own[0] = Double(rows)
    (own + 1).update(from: first, count: channels)
    (own + 1 + channels).update(from: second, count: channels)
    exchange.meet()
  }

  func part(of worker: Int, channel: Int) -> (rows: Double, first: Double, second: Double) {
    let part = shared + worker * (2 * channels + 1)
    return (part[0], part[1 + channel], part[1 + channels + channel])
  }
}
