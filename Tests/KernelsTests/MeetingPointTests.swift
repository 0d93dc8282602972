import Foundation
import Synchronization
import Testing

@testable import Kernels

@Suite(.serialized)
struct MeetingPointTests {
  /// More threads than cores, so that they must sleep and be woken; after each meeting everyone must have arrived.
  @Test(arguments: [1, 2, 3, 5, 16])
  func nobodyPassesEarly(count: Int) {
    let rounds = count > 5 ? 1_000 : 10_000
    let point = MeetingPoint(count: count)
    let arrivals = Atomic(0)
    let mistakes = Atomic(0)
    let finished = DispatchGroup()
    for number in 0..<count {
      finished.enter()
      let thread = Thread {
        for round in 1...rounds {
          arrivals.add(1, ordering: .relaxed)
          point.meet(as: number)
          // All of this round have arrived; some may be in the next one already.
          let seen = arrivals.load(ordering: .relaxed)
          if seen < round * count || seen >= (round + 1) * count {
            mistakes.add(1, ordering: .relaxed)
          }
        }
        finished.leave()
      }
      thread.start()
    }
    finished.wait()
    #expect(mistakes.load(ordering: .relaxed) == 0)
    #expect(arrivals.load(ordering: .relaxed) == rounds * count)
  }

  /// Whoever comes far too late finds the others asleep and wakes them all.
  @Test func latecomersWakeTheSleepers() {
    let point = MeetingPoint(count: 3)
    let passed = Atomic(0)
    let finished = DispatchGroup()
    for late in 0..<3 {
      finished.enter()
      let thread = Thread {
        for round in 0..<6 {
          if round % 3 == late { usleep(20_000) }
          point.meet(as: late)
        }
        passed.add(1, ordering: .relaxed)
        finished.leave()
      }
      thread.start()
    }
    finished.wait()
    #expect(passed.load(ordering: .relaxed) == 3)
  }
}
