import Experiments
import Foundation
import MNIST
import Runs

/// What several seeds of one training came to.
struct SeedsReport: Encodable, CustomStringConvertible {
  /// Parts of MNIST's test set that tell more than the whole.
  enum Part: String, CaseIterable {
    case confirmed, students, census

    func holds(_ position: Int) -> Bool {
      switch self {
      case .confirmed: !MNIST.unconfirmedTestPositions.contains(position)
      case .students: position < MNIST.studentTestCount
      case .census: position >= MNIST.studentTestCount
      }
    }
  }

  /// Accuracy on all pictures, and on parts of them by name.
  typealias Scores = [String: Double]

  /// One network.
  struct Network: Encodable {
    let seed: UInt64
    let scores: Scores
    let loss: Double
    let calibrationError: Double
    let trainSeconds: Double
    let fingerprint: String
  }

  let model: String
  let dataset: String
  let epochs: Int
  let batchSize: Int
  let measuredOn: String
  let count: Int
  let networks: [Network]
  /// Mean over the networks.
  let mean: Scores
  /// Standard deviation between the networks; 0 of one.
  let deviation: Scores
  /// Where the mean of many such networks lies with 95 % probability, by Student's t; nil for one.
  let interval: [Double]?
  /// All networks asked together: the mean of their probabilities.
  let together: Scores
  let meanTrainSeconds: Double
  let meanCalibrationError: Double
  let threads: Int
  let processor: String

  init(
    _ settings: RunSettings, measuredOn: String, count: Int, networks: [Network], together: Scores
  ) {
    model = settings.recipe
    dataset = settings.dataset.rawValue
    epochs = settings.epochs
    batchSize = settings.batchSize
    threads = settings.threads
    processor = Self.processor
    self.measuredOn = measuredOn
    self.count = count
    self.networks = networks
    self.together = together
    func over(_ summary: ([Double]) -> Double) -> Scores {
      together.keys.reduce(into: [:]) { result, part in
        result[part] = summary(networks.compactMap { $0.scores[part] })
      }
    }
    func spread(_ values: [Double]) -> Double { values.deviation ?? 0 }
    mean = over(average)
    deviation = over(spread)
    let all = networks.compactMap { $0.scores["all"] }
    let student = StudentT(degreesOfFreedom: Double(max(1, all.count - 1)))
    let half = student.value(beyondWhich: 0.05) * spread(all) / Double(all.count).squareRoot()
    interval = all.count < 2 ? nil : [max(0, average(all) - half), min(1, average(all) + half)]
    meanTrainSeconds = average(networks.map(\.trainSeconds))
    meanCalibrationError = average(networks.map(\.calibrationError))
  }

  static func scores(_ isRight: [Bool], _ parts: [Part]) -> Scores {
    func share(_ holds: (Int) -> Bool) -> Double {
      let positions = isRight.indices.filter(holds)
      return Double(positions.count { isRight[$0] }) / Double(max(1, positions.count))
    }
    return parts.reduce(into: ["all": share { _ in true }]) { $0[$1.rawValue] = share($1.holds) }
  }

  /// What the system calls its processor, and how many cores this process sees.
  private static var processor: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let name = lines.split(separator: "\n").first { $0.hasPrefix("model name") }
      .flatMap { $0.split(separator: ":").last }.map { $0.trimmingCharacters(in: .whitespaces) }
    return "\(name ?? "unknown processor"), \(ProcessInfo.processInfo.activeProcessorCount) cores"
  }

  /// A line a seed, then what they come to.
  var description: String {
    let parts = Part.allCases.filter { together[$0.rawValue] != nil }
    // With two spaces behind the longest name; numbers are shorter.
    let width = max(11, (networks.map { "seed \($0.seed)".count }.max() ?? 0) + 2)
    func line(_ name: String, _ scores: Scores, _ rest: String) -> String {
      ([name, percent(scores["all"])] + parts.map { percent(scores[$0.rawValue]) } + [rest])
        .map { $0.padding(toLength: width, withPad: " ", startingAt: 0) }
        .joined().trimmingCharacters(in: .whitespaces)
    }
    let heading = (["", "all"] + parts.map(\.rawValue) + ["training"])
      .map { $0.padding(toLength: width, withPad: " ", startingAt: 0) }.joined()
    let rows = networks.map {
      line("seed \($0.seed)", $0.scores, String(format: "%.1f s", $0.trainSeconds))
    }
    let range = interval.map { ", 95 % interval \(percent($0[0])) to \(percent($0[1]))" } ?? ""
    return """

      Accuracy on \(count) \(measuredOn == "test" ? "unseen test" : "validation") pictures:

      \(heading)
      \(rows.joined(separator: "\n"))
      \(line("mean", mean, String(format: "%.1f s", meanTrainSeconds)))
      \(line("deviation", deviation, ""))
      \(line("together", together, ""))

      Mean \(percent(mean["all"])), standard deviation \(percent(deviation["all"]))\(range).
      Calibration error of one network \(percent(meanCalibrationError)) (ECE of 15 bins, no temperature).
      """
  }
}
