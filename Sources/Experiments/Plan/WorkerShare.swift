/// Which part of a sweep one of several workers takes.
///
/// Shares consist of whole settings with all their trainings, so that no worker needs what another
/// one found.
public struct WorkerShare: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The worker's number, from 0.
  public let index: Int
  /// How many there are.
  public let count: Int

  /// A share; nil unless `index` is in `0..<count`.
  public init?(index: Int, count: Int) {
    guard count > 0, (0..<count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }

  /// The share of a text such as `0/2`; nil if it is none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
    self.init(index: index, count: count)
  }

  /// Such as `0/2`.
  public var description: String { "\(index)/\(count)" }

  /// The setting of this place is among the share.
  func holds(_ place: Int) -> Bool { place % count == index }
}
