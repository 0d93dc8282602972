import Testing

@testable import NeuralNetwork

/// The kit that judges layers, judged by layers with one mistake each.
@Suite struct LayerConformanceTests {
  @Test(arguments: Doubling.Mistake.allCases)
  func findsTheMistake(mistake: Doubling.Mistake) throws {
    let conformance = LayerConformance(
      layer: Doubling(mistake: mistake), input: [3], reference: Dense(units: 3, useBias: false))
    let complaints = try conformance.complaints(workers: [1]).map { $0.prefix { $0 != ":" } }
    #expect(complaints == mistake.complaints)
  }

  @Test func comparesShapesFirst() {
    let wanted = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
    let turned = Tensor(shape: [3, 2], values: wanted.values)
    let short = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5])
    let tolerance = Tolerance.training
    #expect(
      tolerance.complaint(about: turned, wanted: wanted, "y")
        == "y: expected shape (2, 3), received (3, 2)")
    #expect(
      tolerance.complaint(about: short, wanted: wanted, "y")
        == "y: expected 6 values, received 5")
  }

  @Test func tellsTheWorstValue() throws {
    let wanted = Tensor(shape: [3], values: [1, -8, 4])
    let near = Tensor(shape: [3], values: [1, -8.00005, 4])
    let far = Tensor(shape: [3], values: [1.25, -8, 3.5])
    #expect(Tolerance.training.complaint(about: near, wanted: wanted, "y") == nil)
    #expect(Tolerance.exact.complaint(about: near, wanted: wanted, "y") != nil)
    #expect(
      Tolerance(name: "t", share: 0.03125).complaint(about: far, wanted: wanted, "y")
        == "y: value 2 of 3 is 3.5, expected 4.0; off by 0.5, allowed 0.25 (t, 0.03125 of 8.0); "
        + "1 values are off")
  }

  @Test func noNumberIsNear() {
    let wanted = Tensor(shape: [1], values: [1])
    let nan = Tensor(shape: [1], values: [.nan])
    #expect(Tolerance.training.complaint(about: nan, wanted: wanted, "y") != nil)
  }
}

/// A dense layer in plain loops that makes one mistake.
struct Doubling: Layer {
  let mistake: Mistake

  enum Mistake: String, Codable, CaseIterable, Sendable {
    case none, output, inputGradient, kernelGradient, forgottenInputGradient

    var complaints: [Substring] {
      switch self {
      case .none: []
      case .output: ["output"]
      case .inputGradient, .forgottenInputGradient: ["input gradient"]
      case .kernelGradient: ["gradient of kernel"]
      }
    }
  }

  func outputShape(for input: Shape) -> Shape { input }

  func variables(for input: Shape) -> [Variable] {
    [Variable("kernel", shape: [input[0], input[0]], initializer: .zeros)]
  }

  func operation(_ place: Placement) -> any NeuralNetwork.Operation {
    DoublingOperation(mistake: mistake, place: place)
  }
}

private final class DoublingOperation: NeuralNetwork.Operation {
  let mistake: Doubling.Mistake
  let place: Placement
  let size: Int

  init(mistake: Doubling.Mistake, place: Placement) {
    self.mistake = mistake
    self.place = place
    size = place.inputShape[0]
  }

  func forward(_ pass: Pass) {
    for n in 0..<pass.count {
      for unit in 0..<size {
        var sum: Float = 0
        for i in 0..<size { sum += place.input[n * size + i] * place.variables[0][i * size + unit] }
        place.output[n * size + unit] = sum + (mistake == .output && n == 0 ? 0.001 : 0)
      }
    }
  }

  func backward(_ pass: Pass) {
    guard let dy = place.outputGradient, let dx = place.inputGradient,
      let kernel = place.gradients[0]
    else { return }
    if mistake != .forgottenInputGradient { dx.update(repeating: 0, count: pass.count * size) }
    kernel.update(repeating: 0, count: size * size)
    for n in 0..<pass.count {
      for i in 0..<size {
        for unit in 0..<size {
          kernel[i * size + unit] += place.input[n * size + i] * dy[n * size + unit]
          let place = mistake == .inputGradient ? unit * size + i : i * size + unit
          dx[n * size + i] += dy[n * size + unit] * self.place.variables[0][place]
        }
      }
    }
    if mistake == .kernelGradient { kernel[size] *= 1.001 }
  }
}
