internal import Synchronization

/// A value that is made when it is first asked for, once, and kept.
///
/// Whoever asks meanwhile waits, so it is asked for where work is done, not where requests are waited for.
final class OnDemand<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () throws -> Value

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  /// A value that is there already.
  static func known(_ value: Value) -> OnDemand { OnDemand { value } }

  /// The value.
  ///
  /// - Throws: What making it throws; the next one who asks tries again.
  var value: Value {
    get throws {
      try made.withLock { made in
        if let made { return made }
        let value = try make()
        made = value
        return value
      }
    }
  }

  /// Whether somebody has said already that he will have it made.
  private let isClaimed = Atomic(false)

  /// Takes it upon oneself to have the value made; false if somebody else did.
  func claim() -> Bool { !isClaimed.exchange(true, ordering: .relaxed) }

  /// The value if it is there already; nobody waits for it here.
  var valueIfMade: Value? { made.withLockIfAvailable { $0 } ?? nil }
}
