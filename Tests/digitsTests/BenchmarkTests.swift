import Foundation
import Testing

struct BenchmarkTests {
  /// Every kernel with a positive time, those of the three presets among them, and a reason where one
  /// is owed.
  @Test func kernelsAreMeasuredBesideThePeak() throws {
    let outcome = try Program.run(["benchmark", "--json"], in: Workplace())
    #expect(outcome.ending == .exit(0))
    let report = try object(outcome.output)
    let peak = try #require(report["peak_gigaflops"] as? Double)
    #expect(peak > 0)
    let kernels = try #require(report["kernels"] as? [[String: Any]])
    #expect(Set(kernels.compactMap { $0["model"] as? String }) == ["dense", "convnet", "lenet5"])
    for kernel in kernels {
      let share = try #require(kernel["share"] as? Double)
      let gigaflops = try #require(kernel["gigaflops"] as? Double)
      #expect(abs(share * peak - gigaflops) < 1e-6 * gigaflops)
      #expect(try #require(kernel["microseconds"] as? Double) > 0)
    }
  }

  @Test func aModelThatIsNotThereIsOneSentence() throws {
    let outcome = try Program.run(["benchmark", "predict", "nowhere"], in: Workplace())
    #expect(outcome.ending == .exit(66))
    #expect(outcome.output.isEmpty)
    #expect(outcome.error.split(separator: "\n").count == 1)
  }
}
