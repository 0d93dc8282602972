internal import Experiments
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The report of the sweep that was begun last, as its store holds it at this moment: a page that comes
/// again by itself for as long as the sweep runs.
struct SweepRoutes {
  /// Path of the store, which `digits experiment` writes; it need not be there yet.
  let store: String
  let queue: WorkQueue

  func add(to router: Router<StudioContext>) {
    router.get("experiments") { _, _ in
      let page = try await queue.run { try self.page() }
      return Response(
        status: .ok,
        headers: [
          .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
          // The report is one file, with its styles in it, and asks nobody for anything.
          .contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ],
        body: .init(byteBuffer: ByteBuffer(string: page)))
    }
  }

  /// Seconds until a report that is not whole comes again.
  private static let pause = 10

  private func page() throws -> String {
    guard FileManager.default.fileExists(atPath: store) else { return Self.nothingYet(store) }
    let experiments: ExperimentStore
    do {
      experiments = try ExperimentStore(reading: store)
      guard try !experiments.sweeps().isEmpty else { return Self.nothingYet(store) }
      let report = SweepReport(try experiments.record())
      let page = report.html.replacing(
        "<p class=\"kicker\">", with: "<p class=\"kicker\"><a href=\"/\">Studio</a> · ",
        maxReplacements: 1)
      guard report.analysis.isOpen, experiments.isInUse else { return page }
      return page.replacing(
        "<head>", with: "<head><meta http-equiv=\"refresh\" content=\"\(Self.pause)\">",
        maxReplacements: 1)
    } catch {
      throw ServiceError(.internalServerError, "\(error)")
    }
  }

  private static func nothingYet(_ store: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>No experiment yet</title>
    <meta http-equiv="refresh" content="\(pause)">
    <meta name="viewport" content="width=device-width">
    <style>:root { color-scheme: light dark; font: 1.1rem/1.6 system-ui; } body { max-width: 40rem; \
    margin: 4rem auto; padding: 0 1.5rem; }</style></head>
    <body><h1>No experiment yet</h1>
    <p>This page shows the sweep that was begun last, while it runs and after. Begin one in the folder
    where this server was started, or give both the same <code>--store</code> and
    <code>--experiments</code>:</p>
    <pre>digits experiment --optimizers sgd,adam --activations relu,tanh</pre>
    <p><a href="/">Back to the studio</a></p></body></html>
    """
  }
}
