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
    #expect(
      Set(kernels.compactMap { $0["model"] as? String }) == ["dense", "convnet", "lenet5", "best"])
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

  /// Plain pages are read nearly without a fault, and the same seed makes the same pages.
  @Test func pagesAreReadAndCounted() throws {
    let arguments = [
      "benchmark", "read", "--pages", "3", "--condition", "plain", "--save", "pages",
    ]
    let workplace = try Workplace()
    let outcome = try Program.run(arguments, in: workplace)
    #expect(outcome.ending == .exit(0))
    let row = try #require(outcome.output.split(separator: "\n").last)
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(cells.count == 7 && cells[0] == "plain")
    let shares = try cells[1...4].map { try #require(Double($0.dropLast(2))) }
    #expect(shares[0] >= 95 && abs(shares.reduce(0, +) - 100) < 0.05)
    let again = try Program.run(arguments, in: workplace)
    let repeated = again.output.split(separator: "\n").last?.split(separator: "|").dropLast()
    #expect(repeated == row.split(separator: "|").dropLast())
    // What was saved is what was read.
    let page = try Program.run(["read", "pages/plain-0.png"], in: workplace)
    #expect(page.output.count { $0.isNumber } >= 18)
  }

  @Test func enlargedDigitsComeBack() throws {
    let outcome = try Program.run(["benchmark", "restore", "--count", "30"], in: Workplace())
    #expect(outcome.ending == .exit(0))
    #expect(outcome.output.hasPrefix("Identical, enlarged by a whole factor: 30 of 30"))
    #expect(outcome.output.contains("The same class, of all: 60 of 60"))
  }

  @Test(arguments: [
    ["read", "--pages", "0"], ["restore", "--count", "0"], ["frame", "--rounds", "0"],
  ])
  func noneAtAllIsAWrongUse(arguments: [String]) throws {
    let outcome = try Program.run(["benchmark"] + arguments, in: Workplace())
    #expect(outcome.ending == .exit(64))
  }
}
