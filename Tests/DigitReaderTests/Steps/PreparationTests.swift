import MNIST
import NeuralNetwork
import Testing

@testable import DigitReader

/// Pictures as MNIST's were made.
struct PreparationTests {
  private static let digits = Result { try MNIST.load().test }
  private let digits: Dataset

  init() throws { digits = try Self.digits.get() }

  private func bytes(_ position: Int) throws -> [UInt8] {
    try #require(digits.bytes(at: position))
  }

  private func picture(_ plane: Plane) -> [UInt8]? {
    Preparation.picture(ofInk: plane.bytes, width: plane.width, height: plane.height)
  }

  /// All but four of ten thousand.
  @Test func everyPictureOfMNISTComesBack() throws {
    let changed = try (0..<digits.count).filter { position in
      let bytes = try bytes(position)
      return Preparation.picture(ofInk: bytes, width: 28, height: 28) != bytes
    }
    #expect(changed == [4530, 8688, 9300, 9302])
  }

  @Test(arguments: 2...12) func blownUpAndMovedItComesBack(factor: Int) throws {
    var places = SplitMix(state: UInt64(factor))
    for position in stride(from: factor, to: 10_000, by: 2000) {
      let bytes = try bytes(position)
      let (left, top) = (Int(places.next() % 50), Int(places.next() % 50))
      let large = Plane.each(28 * factor + 60, 28 * factor + 70) { row, column in
        let (y, x) = ((row - top) / factor, (column - left) / factor)
        guard row >= top, column >= left, y < 28, x < 28 else { return 0 }
        return Int(bytes[y * 28 + x])
      }
      #expect(picture(large) == bytes)
    }
  }

  @Test func nothingGivesNothing() {
    for (width, height) in Plane.sizes + [(1, 1000), (1000, 1)] {
      #expect(picture(.even(width, height)) == nil)
    }
    #expect(Preparation.picture(ofInk: [], width: 0, height: 0) == nil)
    #expect(Preparation.picture(ofInk: [1, 2], width: 1, height: 1) == nil)
    #expect(Preparation.picture(ofInk: [1], width: -1, height: -1) == nil)
  }

  /// The longest side is 20 pixels, the strongest ink is full, and the centre of mass is in the middle,
  /// where the picture has room for that.
  private func check(_ plane: Plane) throws {
    let made = Plane(width: 28, height: 28, bytes: try #require(picture(plane)))
    let box = try #require(made.boxOfInk)
    #expect(box.longestSide <= 20)
    #expect(made.bytes.max() ?? 0 >= 250)
    let mass = made.bytes.reduce(0.0) { $0 + Double($1) }
    let across = made.bytes.enumerated().reduce(0.0) { $0 + Double($1.1) * Double($1.0 % 28) }
    let down = made.bytes.enumerated().reduce(0.0) { $0 + Double($1.1) * Double($1.0 / 28) }
    if box.x > 0, box.right < 28 { #expect(abs(across / mass - 14) <= 0.5) }
    if box.y > 0, box.bottom < 28 { #expect(abs(down / mass - 14) <= 0.5) }
  }

  @Test(arguments: Plane.sizes + [(1, 1000), (1000, 1), (29, 28), (200, 150)])
  func anyInkFitsThePicture(width: Int, height: Int) throws {
    for level in [UInt8(1), 7, 249, 255] { try check(.even(width, height, level)) }
    for seed in 0..<5 {
      try check(.random(width, height, seed: UInt64(seed), in: 1...255))
      var one = Plane.even(width, height)
      one.bytes[(seed * 31) % one.bytes.count] = 1
      try check(one)
      // Heavy at one corner.
      try check(.each(width, height) { $0 + $1 < 4 ? 255 : 1 + ($0 * $1) % 3 })
    }
  }

  @Test func theLongestSideIsTwenty() throws {
    for (width, height) in [(1, 1), (5, 40), (300, 20), (77, 78), (20, 20), (19, 6)] {
      let made = Plane(
        width: 28, height: 28, bytes: try #require(picture(.even(width, height, 200))))
      let box = try #require(made.boxOfInk)
      #expect(box.longestSide == 20)
      let expected = Double(20 * min(width, height)) / Double(max(width, height))
      #expect(min(box.width, box.height) == max(1, Int(expected.rounded())))
    }
  }

  /// Beside a loop over areas: each new pixel is the mean of what it covers.
  @Test(arguments: Plane.sizes) func meansAreThoseOfTheAreas(width: Int, height: Int) {
    let plane = Plane.random(width, height)
    let box = Box(
      x: width / 3, y: height / 4, width: width - width / 3, height: height - height / 4)
    let means = plane.means(of: box, longestSide: 20)
    let (down, across) = (
      Double(box.height) / Double(means.rows), Double(box.width) / Double(means.columns)
    )
    var worst = 0.0
    for row in 0..<means.rows {
      for column in 0..<means.columns {
        var sum = 0.0
        for y in 0..<box.height {
          for x in 0..<box.width {
            let (top, left) = (Double(row) * down, Double(column) * across)
            let high = min(top + down, Double(y + 1)) - max(top, Double(y))
            let wide = min(left + across, Double(x + 1)) - max(left, Double(x))
            if high > 0, wide > 0 { sum += high * wide * Double(plane[box.y + y, box.x + x]) }
          }
        }
        let found = Double(means.values[row * means.columns + column])
        worst = max(worst, abs(sum / down / across - found))
      }
    }
    #expect(worst < 0.01)
  }

  @Test func anotherVersionIsRefused() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Flatten()
      Dense(units: 10)
    }
    // Nothing is known of a network without notes.
    _ = try DigitClassifier(model)
    Preparation.note(in: model)
    #expect(model.notes["preparation"] == "\(Preparation.version)")
    _ = try DigitClassifier(model)
    try Preparation.check(DigitClassifier.pretrainedModel())
    for other in ["\(Preparation.version + 1)", "0", "", "1.0", String(repeating: "9", count: 99)] {
      model.notes["preparation"] = other
      #expect(throws: ModelError.self) { try DigitClassifier(model) }
      #expect(throws: ModelError.self) { try Preparation.check(model) }
    }
  }
}
