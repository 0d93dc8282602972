import NeuralNetwork
import Runs
import Testing

@testable import Experiments

/// What a sweep compares, and what it cannot.
struct SweepSpecificationTests {
  @Test func namesAsKerasHasThemAndAsPeopleWriteThem() throws {
    #expect(try SweepSpecification.activation("leakyrelu") == .leakyReLU())
    #expect(try SweepSpecification.activation("leaky_relu") == .leakyReLU())
    #expect(try SweepSpecification.activation("GELU") == .gelu())
    #expect(try SweepSpecification.optimizer("AdamW") == .adamw)
    #expect(try SweepSpecification.schedule("one_cycle") == .onecycle)
    #expect(
      try SweepSpecification.list("sgd, lion", of: SweepSpecification.optimizer) == [.sgd, .lion])
  }

  @Test func unknownNamesAreAnsweredWithThoseThatThereAre() {
    #expect {
      try SweepSpecification.optimizer("adma")
    } throws: {
      "\($0)".hasPrefix("There is no optimizer “adma”; there are adam, adamw,")
    }
    // It halves its input, so that nothing fits behind it.
    #expect(throws: SpecificationError.self) { try SweepSpecification.activation("glu") }
  }

  @Test func gridHoldsEveryCombinationOnce() throws {
    var sweep = TinyData.sweep
    sweep.learningRates = .list([0.1, 0.01, 0.001])
    let settings = try sweep.settings()
    #expect(settings.count == 12)
    #expect(Set(settings).count == 12)
    #expect(settings.map(\.optimizer).prefix(6).allSatisfy { $0 == .sgd })
    #expect(settings.prefix(3).map(\.learningRate) == [0.1, 0.01, 0.001])
  }

  @Test func randomDrawsDifferentSettingsAndTheSameEachTime() throws {
    var sweep = TinyData.sweep
    sweep.learningRates = .range(from: 1e-4, to: 0.1, scale: .logarithmic)
    sweep.dropouts = .range(from: 0, to: 0.5, scale: .linear)
    sweep.selection = .random(count: 40, seed: 3)
    let settings = try sweep.settings()
    #expect(Set(settings).count == 40)
    #expect(try settings == sweep.settings())
    let rates = settings.compactMap(\.learningRate)
    #expect(rates.allSatisfy { (1e-4...0.1).contains($0) })
    // By the logarithm half of them are below the middle of the powers of ten.
    #expect((8...32).contains(rates.count { $0 < 0.00316 }))
    sweep.selection = .random(count: 40, seed: 4)
    #expect(try settings != sweep.settings())
  }

  @Test func randomWithoutEnoughCombinationsTakesAll() throws {
    var sweep = TinyData.sweep
    sweep.selection = .random(count: 40, seed: 0)
    #expect(try Set(sweep.settings()).count == 4)
    sweep.selection = .random(count: 3, seed: 0)
    #expect(try Set(sweep.settings()).count == 3)
  }

  @Test func whatMakesNoSenseIsRefused() throws {
    func refusal(_ change: (inout SweepSpecification) -> Void) -> String {
      var sweep = TinyData.sweep
      change(&sweep)
      do {
        _ = try SweepPlan(sweep)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(refusal { $0.optimizers = [] }.contains("empty"))
    #expect(refusal { $0.batchSizes = .list([]) }.contains("empty"))
    #expect(refusal { $0.optimizers = [.adam, .adam] }.contains("twice"))
    #expect(refusal { $0.learningRates = .list([0]) }.contains("above 0"))
    #expect(refusal { $0.learningRates = .list([.nan]) }.contains("above 0"))
    #expect(refusal { $0.batchSizes = .list([2.5]) }.contains("2.5"))
    #expect(refusal { $0.dropouts = .list([1]) }.contains("below 1"))
    #expect(refusal { $0.dropouts = .list([0.99999999]) }.contains("below 1"))
    #expect(
      refusal { $0.learningRates = .range(from: 1, to: 0x1p63, scale: .whole) }
        .contains("a range that rises"))
    #expect(refusal { $0.widths = .list([-1]) }.contains("-1"))
    #expect(refusal { $0.epochs = 0 }.contains("epochs"))
    #expect(refusal { $0.models = ["resnet"] }.contains("resnet"))
    #expect(refusal { $0.models = ["ensemble"] }.contains("ensemble"))
    #expect(refusal { $0.halving = .init(eta: 1) }.contains("eta"))
    #expect(
      refusal { $0.learningRates = .range(from: 0.1, to: 1, scale: .linear) }
        .contains("random search"))
    #expect(
      refusal {
        $0.models = ["lenet5"]
        $0.dropouts = .list([0.5])
      }.contains("lenet5 has no layer with dropout"))
    #expect(
      refusal {
        $0.batchSizes = .list((1...20_000).map(Double.init))
        $0.learningRates = .list([0.1])
      }.contains("100000"))
  }
}
