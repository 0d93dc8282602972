import Foundation
import NeuralNetwork
import Runs
import Testing

@testable import Experiments

struct SweepExportTests {
  @Test func linesHoldEveryTraining() {
    let record = PlausibleSweep(optimizers: [.sgd, .adam], rates: [0.001, 0.01]).record()
    let lines = record.csv.split(separator: "\r\n")
    #expect(lines.count == 1 + record.trials.count)
    let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    for line in lines {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == columns.count)
    }
    #expect(
      lines[1].hasPrefix("0,search,dense,sgd,relu,0.001,,,1.0,constant,false,1,1,finished,1,"))
  }

  @Test func fieldsAreQuotedWhereTheyMustBe() {
    var record = PlausibleSweep(seeds: 1).record()
    record.trials[0].failure = "It said \"no\", and\nthen stopped."
    #expect(record.csv.contains(",\"It said \"\"no\"\", and\nthen stopped.\","))
  }

  @Test func divergedTrainingsAreWrittenAsJSON() throws {
    var sweep = PlausibleSweep()
    sweep.accuracy = { _ in nil }
    #expect(try sweep.record().json().contains("\"validation_loss\" : \"NaN\""))
  }
}
