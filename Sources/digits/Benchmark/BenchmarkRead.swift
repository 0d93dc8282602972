import ArgumentParser
import DigitReader
import Foundation
import Images
import MNIST
import NeuralNetwork
import TestPages

/// `digits benchmark read`: how many digits of pages the reader finds, and how fast.
struct BenchmarkRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Read pages made of MNIST's test digits in all conditions; count what is right.",
    discussion: "The same seed makes the same pages.")

  @Option(help: "Pages of each condition, 20 digits each.") var pages = 56
  @Option(help: "The first page's seed.") var seed: UInt64 = 1_000
  @Option(help: "Only this condition.") var condition: TestPage.Condition?
  @Option(help: "A folder to save the pages in, as PNG.") var save: String?

  func validate() throws {
    guard pages >= 1 else { throw ValidationError("There is at least 1 page, not \(pages).") }
  }

  func run() throws {
    let test = try MNIST.load().test
    let reader = try DigitReader(threads: 1)
    var all = ReadingScore()
    print("| condition | right | wrong | unsure | missed | false a page | median ms |")
    print("|---|---|---|---|---|---|---|")
    for (index, each) in TestPage.Condition.allCases.enumerated()
    where condition == nil || condition == each {
      var score = ReadingScore()
      var times: [Double] = []
      for number in 0..<UInt64(pages) {
        // No two conditions share digits.
        let page = TestPage(each, seed: seed &+ UInt64(index) * 100_000 &+ number, digits: test)
        if let save { try write(page.image, to: "\(save)/\(each)-\(number).png") }
        times.append(
          try Benchmark.seconds { score.add(try reader.read(page.image), of: page) } * 1_000)
      }
      print(row(each.rawValue, score, Benchmark.median(times)))
      all.add(score)
    }
    if condition == nil { print(row("**all, \(all.pages) pages**", all, nil)) }
  }

  private func row(_ name: String, _ score: ReadingScore, _ milliseconds: Double?) -> String {
    func share(_ count: Int) -> String { percent(Double(count) / Double(max(1, score.digits))) }
    let missed = score.digits - score.right - score.wrong - score.unsure
    let cells = [
      name, share(score.right), share(score.wrong), share(score.unsure), share(missed),
      String(format: "%.2f", score.extraPerPage),
      milliseconds.map { String(format: "%.1f", $0) } ?? "",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func write(_ image: GreyImage, to path: String) throws {
    try AtomicFile.makeDirectory((path as NSString).deletingLastPathComponent)
    try AtomicFile.write(Data(image.png()), to: path)
  }
}

extension TestPage.Condition: ExpressibleByArgument {}
