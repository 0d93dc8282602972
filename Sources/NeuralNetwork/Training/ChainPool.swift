internal import Foundation
internal import Kernels
internal import Synchronization

/// Planned networks of which each call borrows one: no lock is taken and nothing is allocated.
final class ChainPool: Sendable {
  private let places: [Place]

  private final class Place: @unchecked Sendable {
    let isTaken = Atomic<Bool>(false)
    // Only touched by whoever set `isTaken`.
    let chain: Chain

    init(_ chain: Chain) { self.chain = chain }
  }

  /// Plans `count` networks for up to `capacity` samples each.
  ///
  /// Weights must stay as they are: what depends on them alone is computed here.
  init(
    _ stack: LayerStack, _ parameters: Parameters, seed: UInt64, count: Int, capacity: Int
  ) throws(ModelError) {
    var places: [Place] = []
    for _ in 0..<count {
      let context = WorkerContext(
        capacity: capacity, isTraining: false, streams: RandomStreams(seed: seed), exchange: nil)
      let chain = try Chain(
        stack, context: context, variables: parameters.pointers,
        gradients: parameters.pointers.map { _ in nil })
      chain.forward(.inference(count: 0, weightsAreNew: true))
      places.append(Place(chain))
    }
    self.places = places
  }

  /// Lends a network; more callers than there are networks wait for each other.
  func borrow<Result>(_ body: (Chain) -> Result) -> Result {
    var patience = 1000
    while true {
      for place in places
      where place.isTaken.compareExchange(
        expected: false, desired: true, ordering: .acquiring
      ).exchanged {
        defer { place.isTaken.store(false, ordering: .releasing) }
        return body(place.chain)
      }
      patience -= 1
      // Who holds one may wait for this very core.
      if patience > 0 { MeetingPoint.pause() } else { Thread.sleep(forTimeInterval: 20e-6) }
    }
  }
}

extension Pass {
  /// A pass without learning.
  static func inference(count: Int, weightsAreNew: Bool = false) -> Pass {
    Pass(
      count: count, isTraining: false, accumulates: !weightsAreNew, firstSample: 0, epoch: 0)
  }
}
