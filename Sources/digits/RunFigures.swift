import Figures
import NeuralNetwork

/// Draws what a network makes of test pictures, and how it came to learn.
struct RunFigures {
  let title: String
  let classNames: [String]
  let data: Dataset
  let predictions: Predictions
  /// What makes the network's confidences honest.
  var temperature: Float = 1

  /// The files of the figures drawn, without their endings.
  enum Name: String {
    case learning, predictions, confusion, mistakes, reliability
  }

  /// Writes every figure as SVG, which follows the reader's light or dark page, and as PNG.
  ///
  /// - Returns: The names of the figures written.
  func write(to directory: String, history: History? = nil) throws -> [Name] {
    var figures: [(Name, any Figure)] = []
    if let history, !history.epochs.isEmpty { figures.append((.learning, curves(history))) }
    let pictures = try pictures(Array(0..<data.count))
    figures.append((.predictions, grid(Array(pictures.prefix(25)))))
    figures.append((.confusion, try confusion()))
    figures.append((.mistakes, PredictionGrid.mostConfidentlyWrong(among: pictures)))
    figures.append((.reliability, reliability))

    try AtomicFile.makeDirectory(directory)
    for (name, figure) in figures {
      for format in FigureFile.Format.allCases {
        try FigureFile("\(directory)/\(name.rawValue)", format).write(figure)
      }
    }
    return figures.map(\.0)
  }

  /// Pictures with what the network says of them.
  func pictures(_ positions: [Int]) throws -> [ClassifiedPicture] {
    let probabilities = predictions.probabilities
    return try positions.map { position in
      try ClassifiedPicture(
        picture: data.greyPicture(at: position),
        label: classNames[data.label(at: position)], classNames: classNames,
        probabilities: probabilities[position].map(Double.init))
    }
  }

  func grid(_ pictures: [ClassifiedPicture]) -> PredictionGrid {
    PredictionGrid(
      title: "What the network says",
      subtitle: "\(title): test pictures with label, guess and probabilities", items: pictures)
  }

  private func curves(_ history: History) -> LearningCurves {
    func series(_ training: Quantity, _ validation: Quantity) -> [LearningCurves.Series] {
      [("training", training), ("validation", validation)].compactMap { name, quantity in
        let values = history[quantity]
        return values.isEmpty ? nil : .init(name, values)
      }
    }
    return LearningCurves(
      title: "How it learnt",
      subtitle: "\(title): \(history.epochs.count) epoch\(history.epochs.count == 1 ? "" : "s")",
      loss: series(.loss, .validationLoss), accuracy: series(.accuracy, .validationAccuracy))
  }

  private func confusion() throws -> ConfusionMatrixFigure {
    try ConfusionMatrixFigure(classNames: classNames, counts: confusionMatrix)
  }

  /// How many pictures of each class, row by row, were taken for each class.
  var confusionMatrix: [[Int]] { predictions.confusionMatrix(against: data).counts }

  /// Whether the network is right as often as it says it is.
  var calibration: Calibration {
    predictions.calibration(against: data, temperature: temperature)
  }

  private var reliability: ReliabilityDiagram {
    let calibration = calibration
    return ReliabilityDiagram(
      subtitle: title,
      bins: calibration.bins.map {
        .init(count: $0.count, confidence: $0.confidence, accuracy: $0.accuracy)
      }, expectedError: calibration.expectedError)
  }
}

extension Dataset {
  /// A sample that is stored as bytes, for figures.
  func greyPicture(at position: Int) throws -> GreyPicture {
    try GreyPicture(width: shape[1], height: shape[0], pixels: bytes(at: position) ?? [])
  }
}
