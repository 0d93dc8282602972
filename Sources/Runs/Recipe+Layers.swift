internal import NeuralNetwork
public import Recipes

extension Recipe {
  /// What a network of one's own is called.
  public static let customName = "custom"

  /// A network of one's own, trained on pictures as they are.
  public init(_ layers: [LayerChoice]) {
    self.init(
      name: Self.customName, summary: "layers of one's own", batchSize: 128, epochs: 5
    ) { _, activation in
      layers.layers(activation)
    }
  }
}
