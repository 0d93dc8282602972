import Foundation
import Synchronization
import Testing

@testable import Kernels

@Suite(.serialized)
struct WorkerTeamTests {
  @Test(arguments: [0, 1, 2, 3, 5])
  func everyWorkerRunsEveryJobOnce(count: Int) {
    let team = WorkerTeam(count: count)
    #expect(team.count == max(1, count))
    let runs = Mutex([Int](repeating: 0, count: team.count))
    for job in 1...200 {
      team.run { worker in runs.withLock { $0[worker] += 1 } }
      #expect(runs.withLock { $0 } == Array(repeating: job, count: team.count))
    }
  }

  @Test func aJobWithinAJobTraps() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let team = WorkerTeam(count: 2)
      team.run { if $0 == 0 { team.run { _ in } } }
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("Expected a model that is not in the middle of a step"))
  }

  @Test func theCallerIsWorkerZero() {
    let caller = Thread.current
    let isCaller = Mutex([false, false])
    WorkerTeam(count: 2).run { worker in
      isCaller.withLock { $0[worker] = Thread.current === caller }
    }
    #expect(isCaller.withLock { $0 } == [true, false])
  }

  /// Each worker reads what all the others wrote before the meeting, without any other synchronization.
  @Test(arguments: [1, 2, 3, 5])
  func writesBeforeAMeetingAreSeenAfterIt(count: Int) {
    let team = WorkerTeam(count: count)
    let cells = UnsafeMutableBufferPointer<Int>.allocate(capacity: count)
    defer { cells.deallocate() }
    cells.initialize(repeating: 0)
    nonisolated(unsafe) let shared = cells
    let mistakes = Atomic(0)
    team.run { worker in
      for round in 1...2_000 {
        shared[worker] = round
        team.meet(as: worker)
        if shared.contains(where: { $0 != round }) { mistakes.add(1, ordering: .relaxed) }
        team.meet(as: worker)
      }
    }
    #expect(mistakes.load(ordering: .relaxed) == 0)
  }

  @Test func callersOnSeveralThreadsTakeTurns() {
    let team = WorkerTeam(count: 2)
    let sum = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<200 {
        team.run { worker in
          sum.add(worker + 1, ordering: .relaxed)
          team.meet(as: worker)
        }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 4 * 200 * 3)
  }

  @Test func aJobMayUseAnotherTeam() {
    let outer = WorkerTeam(count: 2)
    let sum = Atomic(0)
    outer.run { first in
      WorkerTeam(count: 3).run { second in
        sum.add(10 * first + second, ordering: .relaxed)
      }
    }
    #expect(sum.load(ordering: .relaxed) == 3 * 10 + 2 * 3)
  }

  #if os(Linux)
    @Test func aTeamTakesItsThreadsWithIt() throws {
      // Names are cut at 15 bytes by the kernel; no other test starts teams meanwhile.
      func workers() -> Int {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.count { task in
          let name = try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8)
          return name?.hasPrefix("worker ") == true
        }
      }
      for _ in 0..<50 { WorkerTeam(count: 4).run { _ in } }
      var patience = 500
      while workers() > 0, patience > 0 {
        usleep(10_000)
        patience -= 1
      }
      #expect(workers() == 0)
    }
  #endif
}
