import Foundation
import Testing

/// A sweep that is killed at any moment goes on to the very results of one that never was.
struct ExperimentKillTests {
  /// Ten moments of two kinds of sweep, evenly spread and shifted at random within their stretch.
  @Test(arguments: [false, true])
  func moments(halves: Bool) throws {
    let command = try halves ? Sweeps.halving : Sweeps.single
    let undisturbed = try Workplace()
    let start = Date()
    try #require(try Program.run(command, in: undisturbed).ending == .exit(0))
    let seconds = Date().timeIntervalSince(start)
    let expected = try Sweeps.content(of: "experiments.sqlite", in: undisturbed)
    var generator = SystemRandomNumberGenerator()
    for moment in 0..<10 {
      let share = (Double(moment) + Double.random(in: 0..<1, using: &generator)) / 10
      let place = try Workplace()
      let program = try Program(command, in: place)
      usleep(UInt32(share * seconds * 1e6))
      program.send(SIGKILL)
      let ending = try program.wait().ending
      // The same command begins where there is nothing yet.
      let again = try Program.run(command + ["--resume"], in: place)
      let what = "killed at \(share) of \(seconds) s, which ended in \(ending): \(again.error)"
      #expect(again.ending == .exit(0), "\(what)")
      #expect(try Sweeps.content(of: "experiments.sqlite", in: place) == expected, "\(what)")
      // Nothing is left of checkpoints, log and lock.
      #expect(try place.content == ["experiments.sqlite"], "\(what)")
    }
  }
}
