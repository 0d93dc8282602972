import ArgumentParser
import Experiments
import Foundation
import MNIST
import NeuralNetwork
import Recipes

/// `digits benchmark experiment`: what running a sweep costs, and what several cores bring.
struct BenchmarkExperiment: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Train the same networks in a bare loop, as a sweep, and as one on all cores.",
    discussion: """
      The three take turns. The runner's own cost is told from processor time, which other programs \
      on the machine hardly disturb; how many times as fast several cores are needs a quiet machine.
      """)

  @Option(help: "Networks in each turn.") var trials = 8
  @Option(help: "Epochs of each.") var epochs = 3
  @Option(help: "Turns.") var rounds = 3
  @Option(help: "Trainings at a time; one for every core if left out.") var threads: Int?

  func validate() throws {
    guard (1...1000).contains(trials), (1...1000).contains(epochs), (1...1000).contains(rounds)
    else { throw ValidationError("Expected 1 to 1000 for --trials, --epochs and --rounds.") }
  }

  func run() throws {
    let data = try SweepData(MNIST.load())
    let cores = threads ?? ProcessInfo.processInfo.activeProcessorCount
    var (bare, single, all) = ([Cost](), [Cost](), [Cost]())
    for _ in 0..<rounds {
      bare.append(try Cost { try trainBare(data) })
      single.append(try Cost { try trainSweep(data, threads: 1) })
      all.append(try Cost { try trainSweep(data, threads: cores) })
    }
    let (loop, one) = (Cost.median(bare), Cost.median(single))
    let many = Cost.median(all)
    let share = String(format: "%+.1f %%", (one.processor / loop.processor - 1) * 100)
    print(
      """
      networks: \(trials), epochs of each: \(epochs), median of turns: \(rounds)
      bare loop          \(loop)
      sweep, one thread  \(one)   the runner's own: \(share) of processor time
      sweep, \(cores) threads   \(many)   \
      \(String(format: "%.2f", one.wall / many.wall)) times as fast
      """)
  }

  /// What the sweep does, without it.
  private func trainBare(_ data: SweepData) throws {
    for seed in 0..<trials {
      let model = try Recipe.dense.model(
        for: data.training, epochs: epochs, seed: UInt64(seed), threads: 1)
      try Recipe.dense.fit(
        model, on: data.training, epochs: epochs, validationData: data.validation,
        verbose: .silent)
    }
  }

  private func trainSweep(_ data: SweepData, threads: Int) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    var sweep = SweepSpecification()
    sweep.learningRates = .list([0.001])
    sweep.seeds = (0..<trials).map { UInt64($0) }
    sweep.epochs = epochs
    let store = try ExperimentStore(writing: directory.appending(path: "store").path)
    // A worker's share ends with the comparison.
    try store.add(SweepPlan(sweep, share: WorkerShare(index: 0, count: 1)))
    try SweepRunner(store, data: data, threads: threads).run()
  }

  /// Seconds of a turn: on the clock, and of all cores together.
  private struct Cost: CustomStringConvertible {
    let wall, processor: Double

    init(_ work: () throws -> Void) rethrows {
      let before = clock()
      wall = try Benchmark.seconds(work)
      processor = Double(clock() - before) / Double(CLOCKS_PER_SEC)
    }

    private init(wall: Double, processor: Double) {
      self.wall = wall
      self.processor = processor
    }

    static func median(_ costs: [Cost]) -> Cost {
      Cost(
        wall: Benchmark.median(costs.map(\.wall)),
        processor: Benchmark.median(costs.map(\.processor)))
    }

    var description: String {
      String(format: "%6.2f s, %6.2f s of processor time", wall, processor)
    }
  }
}
