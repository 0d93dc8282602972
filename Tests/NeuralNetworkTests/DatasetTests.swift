import Testing

@testable import NeuralNetwork

/// Samples with labels: what is taken, what is refused, and how views are cut.
@Suite struct DatasetTests {
  @Test func bytesBecomeFloats() throws {
    let data = try Dataset(
      bytes: [0, 255, 51, 1], shape: [2], labels: [1, 0], classes: 2,
      scaling: Dataset.Scaling(scale: 0.5, offset: -1))
    #expect(stored(data, 0) == [-1, 126.5])
    #expect(stored(data, 1) == [24.5, -0.5])
    #expect(data.labels == [1, 0])
    #expect(Dataset.Scaling.unitInterval == Dataset.Scaling(scale: 1 / 255, offset: 0))
  }

  @Test func floatsAreScaledToo() throws {
    let data = try Dataset(
      floats: [1, 2, 3, 4, 5, 6], shape: [3, 1], labels: [4, 0], classes: 5,
      scaling: Dataset.Scaling(scale: 2, offset: 0.25))
    #expect(stored(data, 1) == [8.25, 10.25, 12.25])
  }

  @Test func refuses() {
    #expect(throws: DatasetError.countMismatch(values: 5, labels: 2, shape: [3])) {
      try Dataset(bytes: [1, 2, 3, 4, 5], shape: [3], labels: [0, 1], classes: 2)
    }
    #expect(throws: DatasetError.labelOutOfRange(label: 2, index: 1, classes: 2)) {
      try Dataset(bytes: [1, 2], shape: [1], labels: [0, 2], classes: 2)
    }
    #expect(throws: DatasetError.labelOutOfRange(label: -1, index: 0, classes: 2)) {
      try Dataset(floats: [1], shape: [1], labels: [-1], classes: 2)
    }
  }

  @Test(arguments: [[0], [-1], [1 << 32, 1 << 32], [3, -2], [1 << 30]] as [[Int]])
  func refusesShapes(axes: [Int]) {
    #expect(throws: DatasetError.invalidShape(Shape(axes))) {
      try Dataset(bytes: [], shape: Shape(axes), labels: [] as [Int], classes: 2)
    }
  }

  @Test(arguments: [
    (
      DatasetError.countMismatch(values: 5, labels: 2, shape: [3, 1]),
      "Expected 2 samples of shape (3, 1), 6 values, to go with 2 labels; received 5 values."
    ),
    (
      .labelOutOfRange(label: 7, index: 3, classes: 5),
      "Expected labels from 0 to 4; label 3 is 7."
    ),
    (
      .invalidShape([0]),
      "Expected samples with positive axes and at most 536870912 values; received (0,)."
    ),
  ])
  func sentence(error: DatasetError, text: String) { #expect(error.description == text) }

  /// Cut where Keras cuts: ⌊count · (1 − share)⌋ for training.
  @Test(arguments: [(0.0, 10), (0.1, 9), (0.25, 7), (0.3, 7), (0.95, 0)])
  func split(share: Double, training: Int) throws {
    let data = try Samples.dataset(count: 10)
    let parts = data.split(validation: share)
    #expect(parts.training.count == training)
    #expect(parts.training.labels + parts.validation.labels == data.labels)
  }

  @Test func viewsOfViews() throws {
    let data = try Dataset(
      bytes: Array(10..<20), shape: [1], labels: Array(0..<10), classes: 10, scaling: .identity)
    let view = data[2..<8].selecting([5, 0, 0, 3])[1..<4]
    #expect(view.labels == [2, 2, 5])
    #expect(view.rows.map { stored(view, $0) } == [[12], [12], [15]])
  }

  private func stored(_ data: Dataset, _ row: Int32) -> [Float] {
    Array(unsafeUninitializedCapacity: data.shape.elementCount) { buffer, count in
      if let base = buffer.baseAddress { data.copyStored(row, into: base) }
      count = data.shape.elementCount
    }
  }

  @Test func relabelled() throws {
    let data = try Dataset(
      bytes: [0, 51, 102, 153, 204, 255], shape: [1], labels: [2, 0, 1, 2, 1, 0], classes: 3)
    let isTwo = data[1..<6].relabelled(classes: 2) { $0 == 2 ? 1 : 0 }
    #expect(isTwo.labels == [0, 0, 1, 0, 0])
    #expect(isTwo.classes == 2)
    let withoutOne = data.relabelled(classes: 2) { [0: 0, 2: 1][$0] }
    #expect(withoutOne.labels == [1, 0, 1, 0])
    #expect(withoutOne.values(at: 2) == [0.6])
    #expect(data.relabelled(classes: 1) { _ in 5 }.count == 0)
    // Samples that went the first time are not asked about the second time.
    let again = withoutOne.relabelled(classes: 3) { [2, 0][$0] }
    #expect(again.labels == [0, 2, 0, 2])
    #expect(data.relabelled(classes: 3) { _ in .max }.count == 0)
  }

  @Test func batches() throws {
    let data = try Dataset(
      floats: [1, 2, 3, 4, 5], shape: [1], labels: [0, 0, 0, 0, 0], classes: 1)
    #expect(data.batches(of: 2).map(\.count) == [2, 2, 1])
    #expect(data.batches(of: 2)[1].values(at: 1) == [4])
    #expect(data.batches(of: 0).count == 5)
    #expect(data.prefix(3).count == 3)
    #expect(data.prefix(9).count == 5 && data.prefix(-1).count == 0)
  }
}
