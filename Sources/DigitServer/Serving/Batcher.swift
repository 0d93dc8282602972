internal import Foundation
internal import HTTPTypes
internal import NeuralNetwork
internal import Synchronization

/// Answers concurrent requests together.
///
/// A request that comes while a core is free is answered at once. Those that come while all are busy wait,
/// and the next free core takes all of them as one batch: batches are as large as the load makes them, and
/// nobody waits for a clock.
final class Batcher: Sendable {
  /// Outputs of a sample.
  let outputs: Int
  private let predictor: Predictor
  private let temperature: Float
  private let cores: Int
  private let state = Mutex(State())

  private struct State {
    var running = 0
    var waiting: [Waiting] = []

    mutating func takeCore(of cores: Int) -> Bool {
      guard running < cores else { return false }
      running += 1
      return true
    }
  }

  private struct Waiting {
    let samples: [Float]
    let answer: CheckedContinuation<[Float], any Error>
  }

  /// Where batches are computed, away from the threads that wait for requests.
  private let threads = DispatchQueue(label: "batches", attributes: .concurrent)
  /// Samples of a request that is answered where it came: going elsewhere would take longer.
  private static let mostAtOnce = 16
  /// Samples in a batch.
  private static let mostInBatch = 1024
  /// Requests that may wait.
  private static let most = 64

  /// - Parameters:
  ///   - predictor: The network.
  ///   - temperature: What its logits are divided by.
  ///   - cores: Batches that are computed at a time.
  init(_ predictor: Predictor, temperature: Float, cores: Int) {
    self.predictor = predictor
    self.temperature = temperature
    self.cores = cores
    outputs = predictor.outputShape.elementCount
  }

  /// The probabilities of each sample, one after the other.
  ///
  /// - Throws: ``ServiceError`` 429 if too many wait already.
  func probabilities(of samples: [Float]) async throws -> [Float] {
    let isFree = state.withLock { $0.takeCore(of: cores) }
    if isFree, samples.count <= Self.mostAtOnce * predictor.inputShape.elementCount {
      defer { goOn() }
      return try checked(try compute(samples))
    }
    return try await withCheckedThrowingContinuation { answer in
      let (isFull, isFree) = state.withLock { state in
        guard isFree || state.waiting.count < Self.most else { return (true, false) }
        state.waiting.append(Waiting(samples: samples, answer: answer))
        // The last core may have become free since.
        return (false, isFree || state.takeCore(of: cores))
      }
      if isFull {
        answer.resume(throwing: ServiceError.busy("The server is busy: try again in a second."))
      }
      if isFree { goOn() }
    }
  }

  /// A core is free again: whoever waits is next.
  private func goOn() {
    let most = Self.mostInBatch * predictor.inputShape.elementCount
    let batch = state.withLock { state -> [Waiting] in
      guard !state.waiting.isEmpty else {
        state.running -= 1
        return []
      }
      var values = 0
      let fitting = state.waiting.prefix { waiting in
        values += waiting.samples.count
        return values <= most
      }
      let batch = Array(state.waiting.prefix(max(1, fitting.count)))
      state.waiting.removeFirst(batch.count)
      return batch
    }
    guard !batch.isEmpty else { return }
    threads.async { [self] in
      let results = Result { try compute(batch.flatMap(\.samples)) }
      var first = 0
      for waiting in batch {
        let count = waiting.samples.count / predictor.inputShape.elementCount * outputs
        let range = first..<first + count
        waiting.answer.resume(
          with: results.flatMap { values in Result { try checked(Array(values[range])) } })
        first += count
      }
      goOn()
    }
  }

  private func compute(_ samples: [Float]) throws -> [Float] {
    var values =
      samples.count == predictor.inputShape.elementCount
      ? try predictor.predict(samples) : try predictor.predict(samples: samples).values
    values.softmaxRows(of: outputs, temperature: temperature)
    return values
  }

  /// One request's own answer: another's in the same batch is none of its business.
  private func checked(_ probabilities: [Float]) throws -> [Float] {
    guard probabilities.allSatisfy(\.isFinite) else {
      throw ServiceError.badRequest(
        "The model's outputs for these samples are no numbers: values are 0 for paper to 1 for ink."
      )
    }
    return probabilities
  }
}

extension [Float] {
  /// Logits, so many a row, to probabilities.
  fileprivate mutating func softmaxRows(of count: Int, temperature: Float) {
    for start in stride(from: 0, to: self.count, by: count) {
      let row = start..<start + count
      let largest = self[row].max() ?? 0
      var sum: Float = 0
      for place in row {
        self[place] = exp((self[place] - largest) / temperature)
        sum += self[place]
      }
      for place in row { self[place] /= sum }
    }
  }
}
