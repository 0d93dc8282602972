internal import Figures
internal import Foundation

/// The page of a ``SweepReport``: one file, no script, light or dark as the reader's system is.
struct ReportPage {
  let analysis: SweepAnalysis
  let figures: [SweepFigure]

  /// The whole document.
  var html: String {
    let name = HTML.escaped(analysis.record.name)
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(name) – sweep report</title>
      <style>
      \(ReportStyle.sheet)
      </style>
      </head>
      <body>
      <main>
      <header>
      <p class="kicker">Sweep report\(analysis.isOpen ? " · so far" : "")</p>
      <h1>\(name)</h1>
      <p class="facts">\(facts)</p>
      </header>
      \(answer)
      \(findings)
      \(caveats)
      \(contents)
      \(figures.map(section).joined(separator: "\n"))
      \(allSettings)
      \(method)
      </main>
      </body>
      </html>

      """
  }

  private var facts: String {
    let record = analysis.record
    let compared = analysis.settings.reduce(0) { $0 + $1.trials.count }
    let searching = record.trials.count { $0.phase == .search }
    var facts = [
      Self.date(record.begunAt), Writing.count(analysis.settings.count, "setting"),
      Writing.count(analysis.seeds.count, "seed"), Writing.count(analysis.epochs, "epoch"),
      Writing.count(compared, "training") + " to compare",
    ]
    if searching > 0 { facts.append("\(grouped(searching)) to find learning rates") }
    if record.seconds > 0 { facts.append("\(Writing.seconds(record.seconds)) in all") }
    return facts.map(HTML.escaped).joined(separator: " · ")
  }

  private static func date(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "d MMMM yyyy, HH:mm 'UTC'"
    return formatter.string(from: date)
  }

  /// The chosen setting, and what the test set was used for.
  private var answer: String {
    let record = analysis.record
    let chosen = record.chosen.flatMap { chosen in
      analysis.settings.first {
        $0.setting == chosen || $0.setting.withoutRate == chosen.withoutRate
      }
    }
    guard let result = chosen ?? analysis.best else {
      let word =
        analysis.isOpen || record.trials.isEmpty
        ? "Nothing has ended yet." : "No training came to an end."
      return "<section class=\"answer\"><p>\(word)</p></section>"
    }
    let mean =
      Writing.percent(result.mean)
      + (result.spread.map { " ± \(Writing.number($0 * 100, decimals: 2))" } ?? "")
    var numbers = [
      (analysis.isOpen ? "on validation, so far" : "on validation", mean)
    ]
    if let test = record.testAccuracy { numbers.append(("on the test set", Writing.percent(test))) }
    if let seconds = result.seconds { numbers.append(("a training", Writing.seconds(seconds))) }
    let list = numbers.map {
      "<div><dt>\(HTML.escaped($0.0))</dt><dd>\(HTML.escaped($0.1))</dd></div>"
    }
    let label =
      record.chosen != nil
      ? "Chosen by validation" : "Best on validation\(analysis.isOpen ? " so far" : "")"
    let rate = result.setting.learningRate.map { ", learning rate \(Knob.text($0))" } ?? ""
    return """
      <section class="answer" aria-label="\(label)">
      <p class="kicker">\(label)</p>
      <p class="choice">\(HTML.escaped(result.name))<small>\(HTML.escaped(rate))</small></p>
      <dl>\(list.joined())</dl>
      <p>\(testUse)</p>
      </section>
      """
  }

  private var testUse: String {
    analysis.record.testAccuracy != nil
      ? "The test set was used for nothing but this one number: settings and learning rates were "
        + "chosen by validation, and only the chosen setting was tested, once, at the end."
      : "The test set has not been used: settings and learning rates are chosen by validation, and "
        + "only the chosen one will be tested, once, at the end."
  }

  private var findings: String {
    let items = analysis.findings.map { "<li>\(HTML.escaped($0.sentence))</li>" }
    return """
      <section><h2>Findings</h2>
      <ol class="findings">\(items.joined(separator: "\n"))</ol>
      </section>
      """
  }

  /// What a reader should know before believing it.
  private var caveats: String {
    var notes: [String] = []
    if analysis.isOpen {
      let open = analysis.record.trials.count { $0.isOpen }
      notes.append(
        "The sweep is not done: \(Writing.count(open, "training is", "trainings are")) still to come, and "
          + "all that is said here may change.")
    }
    switch analysis.seeds.count {
    case 0: break
    case 1:
      notes.append(
        "There is one seed only, so nothing is known of noise, and no difference is called real. "
          + "Three seeds are the least, five are better.")
    case 2...4:
      notes.append(
        "With \(analysis.seeds.count) seeds the intervals are wide, and “no difference seen” is not “no "
          + "difference”: more seeds see more."
      )
    default: break
    }
    if analysis.best != nil, analysis.knobs.contains(where: { $0.levels.isEmpty }) {
      notes.append(
        "Some choices were never made with all else equal, as in a random search; they cannot be compared."
      )
    }
    let atEdge = analysis.searches.count { $0.place != .inside }
    if atEdge > 0 {
      notes.append(
        "\(Writing.count(atEdge, "learning rate")) of \(analysis.searches.count) lie at the edge of what "
          + "the search tried, so those settings may be better than they look.")
    }
    guard !notes.isEmpty else { return "" }
    return """
      <aside aria-label="Before you believe it"><h2>Before you believe it</h2>
      <ul>\(notes.map { "<li>\(HTML.escaped($0))</li>" }.joined(separator: "\n"))</ul></aside>
      """
  }

  private var contents: String {
    guard figures.count > 2 else { return "" }
    let links = figures.map { "<li><a href=\"#\($0.name)\">\(HTML.escaped($0.title))</a></li>" }
    return
      "<nav aria-label=\"Figures\"><h2>Figures</h2><ul>\(links.joined(separator: "\n"))</ul></nav>"
  }

  private func section(_ figure: SweepFigure) -> String {
    """
    <section id="\(figure.name)"><h2>\(HTML.escaped(figure.title))</h2>
    <figure>
    <div class="wide" role="region" tabindex="0" aria-label="\(HTML.escaped(figure.title))">
    \(figure.figure(nil).svg(theme: .automatic))</div>
    <figcaption>\(HTML.escaped(figure.caption))</figcaption>
    </figure>
    \(HTML.details("The numbers", figure.table))
    </section>
    """
  }

  private var allSettings: String {
    guard !analysis.settings.isEmpty else { return "" }
    return """
      <section id="settings"><h2>All settings</h2>
      \(HTML.details("Every setting, the best first", analysis.settingTable))
      </section>
      """
  }

  private var method: String {
    """
    <section id="method"><h2>How this was told</h2>
    <p>Accuracy is on pictures that no network met in training, after the last epoch: of MNIST, digits
    of other writers; of any other data set, the last sixth of its training pictures. Settings are
    compared seed by seed: all train with the same seeds, and it is the differences that Student's
    <i>t</i> test looks at. Noise is what is left when each one's mean and each seed's common shift
    are taken out. A pair's own counts together with what is usual in the figure, which counts the more
    the more alike the noise of all is (a moderated <i>t</i> test: G. K. Smyth, <cite>Linear Models and
    Empirical Bayes Methods</cite>, Statistical Applications in Genetics and Molecular Biology 3, 2004),
    and alone where it is larger. The chance of seeing any difference among equals is kept
    to 5 % for each figure, by sharing it out among all possible pairs (Bonferroni's correction: O. J.
    Dunn, <cite>Multiple Comparisons Among Means</cite>, JASA 56, 1961, 52–64); all pairs, since which
    one is the best is known only afterwards. In simulations it is, but for a few settings
    among many that are several times as noisy as all others, where three seeds come to 13 %. A choice such as the optimizer is averaged over the
    same settings of everything else, seed by seed, before it is compared.</p>
    <p>Trainings that diverged are results: they are shown, and enter no mean. Every training is in
    <code>trials.csv</code>, every claim with its numbers in <code>findings.json</code>.</p>
    </section>
    """
  }
}
