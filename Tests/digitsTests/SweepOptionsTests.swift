import ArgumentParser
import Experiments
import Foundation
import Testing

@testable import digits

/// Which combinations are trained: as a file says, unless an option says something else.
struct SweepOptionsTests {
  private func sweep(_ yaml: String, _ options: [String]) throws -> SweepSpecification {
    let place = try Workplace()
    let file = place.file("sweep.yaml")
    try Data((yaml + "\nparameters: {optimizer: {values: [sgd, adam]}}").utf8).write(
      to: URL(filePath: file))
    return try SweepOptions.parse(["--file", file] + options).specification()
  }

  private static let random = "method: random\nrun_cap: 2"
  private static let halving = "early_terminate: {type: hyperband, min_iter: 2, eta: 4}"

  @Test(
    arguments: [
      (random, [], .random(count: 2, seed: 0), nil),
      (random, ["--strategy", "grid"], .grid, nil),
      (random, ["--count", "3"], .random(count: 3, seed: 0), nil),
      (random, ["--drawing-seed", "5"], .random(count: 2, seed: 5), nil),
      (random, ["--strategy", "random", "--drawing-seed", "5"], .random(count: 2, seed: 5), nil),
      (random, ["--strategy", "halving"], .random(count: 2, seed: 0), .init()),
      (halving, [], .grid, .init(eta: 4, firstEpochs: 2)),
      (halving, ["--eta", "3"], .grid, .init(eta: 3, firstEpochs: 2)),
      (halving, ["--strategy", "halving"], .grid, .init(eta: 4, firstEpochs: 2)),
      (halving, ["--strategy", "grid"], .grid, nil),
      (halving, ["--strategy", "random", "--count", "2"], .random(count: 2, seed: 0), nil),
      ("", ["--count", "1"], .random(count: 1, seed: 0), nil),
    ] as [(String, [String], SweepSpecification.Selection, SweepSpecification.Halving?)])
  func optionsChangeWhatAFileSays(
    yaml: String, options: [String], selection: SweepSpecification.Selection,
    halving: SweepSpecification.Halving?
  ) throws {
    let sweep = try sweep(yaml, options)
    #expect(sweep.selection == selection)
    #expect(sweep.halving == halving)
  }

  @Test(arguments: [
    ("", ["--strategy", "random"]), ("", ["--drawing-seed", "1"]), ("", ["--eta", "2"]),
    (random, ["--strategy", "grid", "--count", "2"]),
    (halving, ["--strategy", "grid", "--eta", "2"]),
  ])
  func whatFitsNothing(yaml: String, options: [String]) {
    #expect(throws: (any Error).self) { try sweep(yaml, options) }
  }
}
