internal import AsyncAlgorithms
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle
internal import Synchronization

/// Starts, pauses and stops the server's training, and tells all who watch.
struct TrainingRoutes {
  let center: TrainingCenter
  let queue: WorkQueue
  let bodies: BodyReader
  let watchers: Watchers

  func add(to router: Router<StudioContext>) {
    router.get("v1/training") { request, context in
      try JSONResponse(center.state).response(from: request, context: context)
    }
    router.get("v1/training/options") { request, context in
      try JSONResponse(TrainingOptions()).response(from: request, context: context)
    }
    router.get("v1/training/samples") { request, context in
      try JSONResponse(try await queue.run { try center.samples.value })
        .response(from: request, context: context)
    }
    router.post("v1/training") { request, context in
      guard request.mediaType == "application/json" else {
        throw ServiceError(.unsupportedMediaType, "Expected application/json.")
      }
      let body = try await bodies.body(of: request, limit: 64 << 10)
      let training = try TrainingRequest(json: Data(body.readableBytesView))
      return try JSONResponse(try await center.start(training), status: .accepted)
        .response(from: request, context: context)
    }
    router.post("v1/training/pause") { request, context in
      try JSONResponse(center.pause()).response(from: request, context: context)
    }
    router.post("v1/training/resume") { request, context in
      try JSONResponse(center.resume()).response(from: request, context: context)
    }
    router.post("v1/training/stop") { request, context in
      try JSONResponse(center.stop()).response(from: request, context: context)
    }
    router.get("v1/events", use: events)
  }

  /// How often a stream in which nothing happens says that it is alive.
  private static let pulse = Duration.seconds(10)

  /// Server-sent events, as <https://html.spec.whatwg.org/multipage/server-sent-events.html> has them, until
  /// the watcher leaves or the server ends.
  @Sendable private func events(_ request: Request, _ context: StudioContext) throws -> Response {
    let place = try watchers.enter()
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        defer { withExtendedLifetime(place) {} }
        var number = 0
        let events = merge(
          center.events().map { $0 as TrainingEvent? },
          AsyncTimerSequence(interval: Self.pulse, clock: .continuous).map { _ in nil })
        for await event in events.cancelOnGracefulShutdown() {
          var text = ": alive\n\n"
          if let event {
            number += 1
            text = "id: \(number)\nevent: \(event.name)\ndata: \(try Self.json(event))\n\n"
          }
          try await writer.write(ByteBuffer(string: text))
        }
        try await writer.finish(nil)
      })
  }

  private static func json(_ event: TrainingEvent) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(event), as: UTF8.self)
  }
}

/// Who watches: no more than so many.
final class Watchers: Sendable {
  private let count = Mutex(0)
  private let most: Int

  init(most: Int) { self.most = most }

  /// Taken for as long as somebody holds it, so that one who never comes to watch loses it as well.
  final class Place: Sendable {
    private let watchers: Watchers

    fileprivate init(_ watchers: Watchers) { self.watchers = watchers }

    deinit { watchers.count.withLock { $0 -= 1 } }
  }

  /// Takes a place.
  ///
  /// - Throws: ``ServiceError`` 429 if there is none.
  func enter() throws -> Place {
    let isFree = count.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
    guard isFree else {
      throw ServiceError.busy("\(most) pages are watching already: try again later.")
    }
    return Place(self)
  }
}
