import Foundation
import Kernels
import Testing

@testable import NeuralNetwork

/// Pictures turned, moved, scaled and given contrast as Keras does it when it has drawn the same
/// numbers.
@Suite struct KerasAugmentationTests {
  static let cases = Golden.cases(with: "augmentation")
  static let moves = cases.filter { $0 != "augmentation_contrast" }

  @Test func areAllThere() { #expect(Self.moves.count == 12 && Self.cases.count == 13) }

  @Test(arguments: moves)
  func resampling(name: String) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("augmentation")
    let images = try golden.tensor("images")
    let (rows, columns, channels) = (images.shape[1], images.shape[2], images.shape[3])
    let resampling = Resampling(
      rows: rows, columns: columns, channels: channels, edge: try specification.fillMode().edge)
    let size = rows * columns * channels
    var output: [Float] = []
    for (number, move) in try placements(golden).enumerated() {
      let picture = Array(images.values[number * size..<(number + 1) * size])
      var moved = [Float](repeating: .nan, count: size)
      let map = Resampling.Map(
        rows: rows, columns: columns, angle: move.angle, rowZoom: move.rowZoom,
        columnZoom: move.columnZoom, rowShift: move.rowShift, columnShift: move.columnShift)
      resampling.apply(map, to: picture, into: &moved)
      output += moved
    }
    expect(
      Tensor(shape: images.shape, values: output), equals: try golden.tensor("output"),
      within: .resampling, "output")
  }

  /// Layers that can draw nothing else, so that their signs, units and order of axes show.
  @Test(arguments: moves)
  func layers(name: String) throws {
    let golden = try Golden(name)
    let specification: KerasSpecification = try golden.metadata("augmentation")
    let fill = try specification.fillMode()
    let (images, wanted) = (try golden.tensor("images"), try golden.tensor("output"))
    let (height, width) = (Float(images.shape[1]), Float(images.shape[2]))
    var seen = 0
    for (number, move) in try placements(golden).enumerated() {
      let layer: any RandomAffineLayer
      switch specification.className {
      case "RandomRotation":
        layer = RandomRotation(factor: only(move.angle / (2 * .pi)), fillMode: fill)
      case "RandomTranslation":
        layer = RandomTranslation(
          heightFactor: only(move.rowShift / height), widthFactor: only(move.columnShift / width),
          fillMode: fill)
      default:
        layer = RandomZoom(
          heightFactor: only(move.rowZoom - 1), widthFactor: only(move.columnZoom - 1),
          fillMode: fill)
      }
      // One zoom is beyond what the layer allows; the kernel above has it.
      guard layer.isValid else { continue }
      seen += 1
      expect(
        try run(layer, on: images.sample(number)), equals: wanted.sample(number),
        within: .resampling, "picture \(number)")
    }
    #expect(seen == (specification.className == "RandomZoom" ? 3 : 4))
  }

  /// One factor for both keeps proportions.
  @Test func zoomKeepsProportions() {
    let random: SIMD4<Float> = [0.25, 0.75, 0, 0]
    let one = RandomZoom(heightFactor: 0.5).placement(rows: 9, columns: 7, random: random)
    let both = RandomZoom(heightFactor: 0.5, widthFactor: 0.25)
      .placement(rows: 9, columns: 7, random: random)
    #expect([one.rowZoom, one.columnZoom] == [0.75, 0.75])
    #expect([both.rowZoom, both.columnZoom] == [0.75, 1.125])
  }

  @Test func contrast() throws {
    let golden = try Golden("augmentation_contrast")
    let (images, wanted) = (try golden.tensor("images"), try golden.tensor("output"))
    let factors = try golden.tensor("transformation/contrast_factor").values
    #expect(factors.count == images.shape[0])
    for (number, factor) in factors.enumerated() {
      expect(
        try run(OneContrast(factor: factor), on: images.sample(number)),
        equals: wanted.sample(number), within: .layer, "factor \(factor)")
    }
  }

  /// Both ends of every range are drawn from, and nothing beyond them.
  @Test func contrastDrawsFromItsRange() {
    let range: ClosedRange<Float> = 0.5...2.5
    #expect([0, 0.25, 1].map { range.value(at: $0) } == [0.5, 1, 2.5])
  }

  private func run(_ layer: any Layer, on images: Tensor) throws -> Tensor {
    try LayerHarness(layer: layer).run(images, outputGradient: images).output
  }

  private func only(_ factor: Float) -> ClosedRange<Float> { factor...factor }

  /// What stands in the file, in our units: its angles are in degrees, its moves in x, y.
  private func placements(_ golden: Golden) throws -> [AffinePlacement] {
    let names = golden.names(under: "transformation/")
    func values(_ name: String) throws -> [Float] {
      try golden.tensor("transformation/\(name)").values
    }
    if names.contains("angle") {
      return try values("angle").map { AffinePlacement(angle: Float(Double($0) * .pi / 180)) }
    }
    if names.contains("translations") {
      let moves = try values("translations")
      return stride(from: 0, to: moves.count, by: 2).map {
        AffinePlacement(rowShift: moves[$0 + 1], columnShift: moves[$0])
      }
    }
    return zip(try values("height_zoom"), try values("width_zoom")).map {
      AffinePlacement(rowZoom: $0, columnZoom: $1)
    }
  }
}

extension KerasSpecification {
  fileprivate func fillMode() throws -> FillMode {
    try make { config in
      for factor in ["factor", "height_factor", "width_factor"] { _ = config[factor] }
      switch config.text("fill_mode") ?? "reflect" {
      case "reflect": return .reflect
      case "wrap": return .wrap
      case "nearest": return .nearest
      case "constant": return .constant(config.float("fill_value", 0))
      case let other: throw Unknown(what: other)
      }
    }
  }
}

extension Tensor {
  /// One sample of a batch, as a batch.
  fileprivate func sample(_ number: Int) -> Tensor {
    let size = values.count / shape[0]
    return Tensor(
      shape: Shape([1] + shape.axes.dropFirst()),
      values: Array(values[number * size..<(number + 1) * size]))
  }
}

/// The arithmetic of the layer with a factor below 1, which its own checks allow only as the lower
/// end of a range.
private struct OneContrast: Layer {
  let factor: Float

  func outputShape(for input: Shape) throws(ModelError) -> Shape { input }
  func operation(_ place: Placement) throws(ModelError) -> any NeuralNetwork.Operation {
    RandomContrast(lower: 1 - factor, upper: factor - 1).operation(place)
  }
}
