import Figures

/// Plain values that the tests draw; small, and different along every axis.
enum Samples {
  /// A letter F, five pixels wide and seven high, fading downwards.
  static func picture() throws -> GreyPicture {
    try GreyPicture(
      width: 5, height: 7,
      pixels: [
        0, 255, 255, 255, 255,
        0, 255, 0, 0, 9,
        0, 230, 0, 0, 0,
        0, 200, 200, 128, 0,
        0, 170, 0, 0, 0,
        0, 140, 0, 0, 0,
        0, 0, 0, 0, 0,
      ])
  }

  static let digits = (0..<10).map(String.init)

  /// A guess of 7, with the rest of the probability at 1 and 9.
  static func item(label: String?, confidence: Double = 0.875) throws -> ClassifiedPicture {
    var probabilities = [Double](repeating: 0, count: 10)
    probabilities[7] = confidence
    probabilities[1] = (1 - confidence) * 0.75
    probabilities[9] = (1 - confidence) * 0.25
    return try ClassifiedPicture(
      picture: picture(), label: label, classNames: digits, probabilities: probabilities)
  }

  static let curves = LearningCurves(
    title: "Learning curves", subtitle: "4 epochs",
    loss: [
      .init("training", [0.41, 0.22, .nan, 0.09]), .init("validation", [0.3, 0.21, 0.19, 0.17]),
    ],
    accuracy: [.init("training", [0.88, 0.935, 0.95, 0.9991])])

  static func confusion() throws -> ConfusionMatrixFigure {
    try ConfusionMatrixFigure(
      subtitle: "Three letters", classNames: ["a", "b", "<c>"],
      counts: [[1_200, 0, 3], [1, 95, 4], [0, 0, 0]])
  }
}
