import ArgumentParser
import Figures
import MNIST
import NeuralNetwork
import Recipes

/// `digits augmentations`: what each change does to digits, and what a network sees of them.
struct Augmentations: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw what random changes do to training pictures.")

  @Option(help: "Whose training to show in the last rows.")
  var model = Recipe.best

  @Option(help: "The .svg or .png file to draw into.", transform: FigureFile.init(parsing:))
  var output: FigureFile

  private static let kinds: [(name: String, change: any Augmentation)] = [
    ("rotation", Warp(rotation: 15)),
    ("shear", Warp(shear: 20)),
    ("scale", Warp(scale: 0.25)),
    ("shift", Warp(shift: 3)),
    ("elastic", Warp(elastic: Warp.Elastic())),
    ("stroke width", StrokeWidth(thicker: 1, thinner: 0.6)),
    ("outline", StrokeWidth(thicker: 0, thinner: 0, outlined: 1)),
    ("erasing", Erasing(size: 6, probability: 1)),
    ("scratches", Scratches(probability: 1)),
    ("blur", Blur(probability: 1)),
    ("lighting", Lighting(probability: 1)),
    ("inversion", Inversion(probability: 1)),
    ("noise", Noise(probability: 1)),
  ]

  func run() throws {
    let digits = try MNIST.load().train.selecting([1, 5, 7, 2, 0, 13, 15, 17, 4, 12])
    func row(_ name: String, _ changes: [any Augmentation], epoch: Int) throws -> PictureSheet.Row {
      let data = digits.augmented(by: changes)
      return PictureSheet.Row(
        name,
        try (0..<data.count).map {
          try GreyPicture(
            pixels: data.augmentedValues(at: $0, epoch: epoch).map {
              UInt8(min(max($0, 0), 1) * 255)
            })
        })
    }
    let kinds = try Self.kinds.map { try row($0.name, [$0.change], epoch: 0) }
    let epochs = try (0..<4).map {
      try row("\(model.name), epoch \($0 + 1)", model.augmentations, epoch: $0)
    }
    try output.write(
      PictureSheet(
        title: "The same ten digits, changed",
        subtitle: "each change alone, and what \(model.name) learns from in its first epochs",
        rows: try [row("as they are", [], epoch: 0)] + kinds + epochs))
    print(output.path)
  }
}
