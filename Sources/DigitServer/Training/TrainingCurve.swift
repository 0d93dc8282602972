/// Loss and accuracy within epochs, in at most 2000 points: when there would be more, every other one
/// goes, and from then on only half as many come.
struct TrainingCurve: Sendable, Equatable {
  /// The curve at one moment.
  struct Point: Sendable, Equatable, Encodable {
    /// Epochs done, the part of the one under way included.
    let epochFraction: Double
    @Null var loss: Double?
    @Null var accuracy: Double?

    private enum CodingKeys: String, CodingKey {
      case epochFraction = "epoch_fraction"
      case loss, accuracy
    }
  }

  static let mostPoints = 2000

  private(set) var points: [Point] = []
  /// One point in so many is kept.
  private var stride = 1
  private var waiting = 0

  /// Adds a point, if it is its turn.
  mutating func add(_ point: Point) {
    waiting += 1
    guard waiting >= stride else { return }
    waiting = 0
    points.append(point)
    guard points.count > Self.mostPoints else { return }
    points = points.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    stride *= 2
  }
}
