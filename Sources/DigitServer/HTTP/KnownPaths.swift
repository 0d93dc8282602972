internal import HTTPTypes
internal import Hummingbird
internal import Synchronization

/// Which methods each path takes, so that a request with another is told which: 405 instead of 404.
final class KnownPaths: Sendable {
  private let paths = Mutex<[(parts: [String], methods: Set<String>)]>([])

  /// Takes in all routes that a router has.
  func learn(from router: Router<StudioContext>) {
    let routes = Dictionary(grouping: router.routes) { "\($0.path)" }
    let known = routes.map { path, routes in
      (
        path.split(separator: "/").map(String.init),
        Set(routes.flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] })
      )
    }
    paths.withLock { $0 = known }
  }

  /// The methods of a path, in order; none if there is no such path.
  func methods(at path: String) -> [String] {
    let parts = path.split(separator: "/")
    return paths.withLock { $0 }.filter { known in
      known.parts.count == parts.count
        && zip(known.parts, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }.reduce(into: Set<String>()) { $0.formUnion($1.methods) }.sorted()
  }
}
