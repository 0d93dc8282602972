import Foundation
import NeuralNetwork
import Runs
import Testing

@testable import Experiments

struct SweepReportTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "sweep-report-\(UUID().uuidString)").path

  private func text(_ name: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"), encoding: .utf8)
  }

  @Test func writesAPageItsFiguresAndItsFindings() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let report = SweepReport(PlausibleSweep.eightyOne.record())
    let files = try report.write(to: folder)
    #expect(files.first == "index.html")
    for name in [
      "pairs", "differences-optimizer", "differences-activation", "differences-settings",
      "curves-best", "curves-optimizer", "times", "frontier", "learning-rates",
      "learning-rate-search",
    ] {
      #expect(files.contains("figures/\(name).svg") && files.contains("figures/\(name).png"))
    }
    for file in files {
      #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")).count > 100)
    }
    let onDisk = try #require(FileManager.default.enumerator(atPath: folder)).compactMap {
      ($0 as? String)?.contains("tmp") == true ? $0 : nil
    }
    #expect(onDisk.isEmpty)
    let page = try text("index.html")
    #expect(page == report.html)
    for finding in report.findings {
      #expect(page.contains(HTML.escaped(finding.sentence)))
      #expect(try text("findings.txt").contains(finding.sentence))
    }
    // Again, onto what is there.
    #expect(try report.write(to: folder) == files)
    #expect(try text("index.html") == page)
  }

  @Test func pageNeedsNothingBesideIt() {
    let page = SweepReport(PlausibleSweep.eightyOne.record()).html
    for word in ["<script", "<link", "<img", "url(", "@import", " src="] {
      #expect(!page.contains(word))
    }
    // The only addresses are names of SVG's own.
    #expect(page.split(separator: "http").dropFirst().allSatisfy { $0.hasPrefix("://www.w3.org/") })
    #expect(page.split(separator: "<figure>").count == page.split(separator: "<figcaption>").count)
    #expect(page.contains("@media (prefers-color-scheme: dark)"))
    let links = page.split(separator: "href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(links.count == 10)
    for link in links { #expect(page.contains("id=\"\(link)\"")) }
  }

  @Test func equalRecordsMakeEqualPages() {
    let record = PlausibleSweep.eightyOne.record()
    #expect(SweepReport(record).html == SweepReport(record).html)
  }

  @Test func testSetIsSpokenOfAsItWasUsed() {
    var record = PlausibleSweep(optimizers: [.sgd, .adam]).record()
    #expect(SweepReport(record).html.contains("The test set has not been used"))
    record.chosen = SweepAnalysis(record).best?.setting
    record.testAccuracy = 0.9712
    let page = SweepReport(record).html
    #expect(page.contains("The test set was used for nothing but this one number"))
    #expect(page.contains("97.12\u{a0}%"))
    #expect(page.contains("Chosen by validation"))
  }

  @Test func namesAreEscaped() throws {
    var sweep = PlausibleSweep(optimizers: [.sgd, .adam]).record(
      name: "<script>alert(\"&\")</script>\u{202e}")
    for index in sweep.trials.indices { sweep.trials[index].setting.model = "<b>&\"'" }
    let page = SweepReport(sweep).html
    #expect(!page.contains("<script") && !page.contains("\u{202e}") && !page.contains("<b>"))
    #expect(page.contains("&lt;script&gt;alert(&quot;&amp;&quot;)"))
  }
}
