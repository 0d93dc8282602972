import Kernels
import Synchronization
import Testing

@testable import NeuralNetwork

/// What a network makes of a sample inside, and the way back to the sample.
@Suite struct InspectorTests {
  /// Layers that act otherwise in training, inside of branches too, with numbers as after a training.
  private func model() throws -> Sequential {
    let model = try Sequential(input: [6, 5, 2], seed: 4) {
      GaussianNoise(stddev: 2)
      Conv2D(filters: 4, kernelSize: 3, padding: .same, useBias: false).named("edges")
      BatchNormalization()
      Activation(.tanh)
      SpatialDropout2D(rate: 0.5)
      Residual {
        Conv2D(filters: 4, kernelSize: 3, padding: .same)
        BatchNormalization(center: false)
        Activation(.gelu())
        Dropout(rate: 0.5)
      }
      Concatenate {
        MaxPooling2D()
        AveragePooling2D()
      }
      Flatten()
      Dropout(rate: 0.5)
      Dense(units: 6, activation: .silu)
      BatchNormalization(scale: false)
      Dense(units: 3)
    }
    for (index, variable) in model.variables.enumerated() {
      let values = RandomStream(seed: UInt64(index), purpose: .weights).uniforms(
        variable.values.count)
      let isVariance = variable.name.hasSuffix("variance") || variable.name.hasSuffix("gamma")
      try model.setVariable(variable.name, to: values.map { isVariance ? $0 + 0.5 : $0 - 0.5 })
    }
    return model
  }

  private let sample = RandomStream(seed: 8, purpose: .augmentation).normals(60)

  private func dataset(_ samples: [[Float]], shape: Shape) throws -> Dataset {
    try Dataset(
      floats: samples.flatMap(\.self), shape: shape, labels: samples.map { _ in 0 }, classes: 3)
  }

  @Test func layersAreThoseOfTheSummary() throws {
    let model = try model()
    let outputs = try Inspector(model).outputs(for: sample)
    #expect(outputs.map(\.layer) == model.layerSummaries)
    #expect(outputs.map(\.layer) == (try Inspector(model).layers))
    #expect(outputs.map(\.layer.name) == model.layerNames)
    let summary = model.summary(width: 120)
    for output in outputs {
      #expect(output.values.count == output.layer.outputShape.elementCount)
      #expect(summary.contains("\(output.layer.name) (\(output.layer.kind))"))
      #expect(summary.contains(output.layer.outputShape.batchDescription))
    }
    #expect(outputs.map(\.layer.kind).contains("Residual"))
    #expect(model.layerSummaries.reduce(0) { $0 + $1.parameterCount } == model.parameterCount)
  }

  /// Each layer's output is that of the network cut off behind it.
  @Test func outputsAreThoseOfTheNetworkSoFar() throws {
    let model = try model()
    let outputs = try Inspector(model).outputs(for: sample)
    for (index, output) in outputs.enumerated() {
      let part = try Sequential(input: model.inputShape, layers: Array(model.layers[...index]))
      #expect(part.copyWeights(from: model).count == part.variables.count)
      if part.outputShape.rank > 1 {
        let flat = try Sequential(
          input: model.inputShape, layers: Array(model.layers[...index]) + [Flatten()])
        flat.copyWeights(from: model)
        let expected = try flat.predict(dataset([sample], shape: model.inputShape))
        #expect(output.values == expected.values, "\(output.layer.name)")
      } else {
        let expected = try part.predict(dataset([sample], shape: model.inputShape))
        #expect(output.values == expected.values, "\(output.layer.name)")
      }
    }
  }

  /// The sum of roundings, 1e-7 each, over the step; and the step's square, times curvature.
  private static let step: Float = 0.01
  private static let share: Float = 2e-3

  @Test(arguments: 0..<3)
  func gradientIsTheSlope(output: Int) throws {
    let model = try model()
    let gradient = try Inspector(model).gradient(ofOutput: output, at: sample)
    let moved = sample.indices.flatMap { index in
      [Self.step, -Self.step].map { step in
        var moved = sample
        moved[index] += step
        return moved
      }
    }
    let values = try model.predict(dataset(moved, shape: model.inputShape))
    let largest = gradient.map(abs).max() ?? 0
    #expect(largest > 0.01)
    for index in sample.indices {
      let slope =
        (values[2 * index][output] - values[2 * index + 1][output]) / (2 * Self.step)
      #expect(abs(slope - gradient[index]) <= Self.share * largest, "value \(index)")
    }
  }

  /// Nothing of one call is left in the next, and a training changes nothing.
  @Test func keepsItsWeights() throws {
    let model = try model()
    let inspector = try Inspector(model)
    let (outputs, gradient) = (
      try inspector.outputs(for: sample), try inspector.gradient(ofOutput: 1, at: sample)
    )
    _ = try inspector.gradient(ofOutput: 0, at: sample.map { -$0 })
    model.compile(optimizer: Adam())
    try model.fit(dataset([sample], shape: model.inputShape), epochs: 1, verbose: .silent)
    #expect(try inspector.outputs(for: sample) == outputs)
    #expect(try inspector.gradient(ofOutput: 1, at: sample) == gradient)
  }

  @Test func manyThreadsMayCallAtOnce() throws {
    let inspector = try Inspector(try model())
    let samples = (0..<8).map { RandomStream(seed: $0, purpose: .augmentation).normals(60) }
    let expected = try samples.map { sample in
      (try inspector.outputs(for: sample), try inspector.gradient(ofOutput: 2, at: sample))
    }
    let wrong = Mutex(0)
    WorkerTeam(count: 4).run { worker in
      for number in 0..<40 {
        let place = (number + worker) % samples.count
        let isRight =
          (try? inspector.outputs(for: samples[place])) == expected[place].0
          && (try? inspector.gradient(ofOutput: 2, at: samples[place])) == expected[place].1
        if !isRight { wrong.withLock { $0 += 1 } }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
  }

  /// A network that only gives a sample another shape hands it on.
  @Test func networkWithoutComputation() throws {
    let inspector = try Inspector(Sequential(input: [2, 2]) { Flatten() })
    #expect(try inspector.outputs(for: [1, 2, 3, 4]).map(\.values) == [[1, 2, 3, 4]])
    #expect(try inspector.gradient(ofOutput: 2, at: [1, 2, 3, 4]) == [0, 0, 1, 0])
  }

  @Test func refusesWhatDoesNotFit() throws {
    let inspector = try Inspector(try model())
    #expect(
      throws: ModelError.invalidArgument("Expected 60 values; received 59.")
    ) { try inspector.outputs(for: Array(sample.dropLast())) }
    #expect(
      throws: ModelError.invalidArgument("Expected 60 values; received 0.")
    ) { try inspector.gradient(ofOutput: 0, at: []) }
    for output in [-1, 3] {
      #expect(
        throws: ModelError.invalidArgument("Expected an output from 0 to 2; received \(output).")
      ) { try inspector.gradient(ofOutput: output, at: sample) }
    }
  }
}
