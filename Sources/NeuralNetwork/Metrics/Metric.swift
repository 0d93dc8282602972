/// What is counted beside the loss, under Keras' names.
///
/// Outputs are read as probabilities: metrics see a softmax, or a sigmoid, of logits, where Keras
/// hands them the logits.
public struct Metric: Sendable, Codable {
  let function: any MetricFunction
  /// Its name in logs.
  public let quantity: Quantity
  /// Its name in logs where it is of the validation samples.
  public var validationQuantity: Quantity { quantity.onValidation }

  /// A metric of your own.
  public init(_ function: some MetricFunction) {
    self.function = function
    quantity = Quantity(rawValue: function.name)
  }

  private init(_ function: any MetricFunction, _ quantity: Quantity) {
    self.function = function
    self.quantity = quantity
  }

  /// The same under another name: two precisions need different ones.
  public func named(_ name: String) -> Metric { Metric(function, Quantity(rawValue: name)) }

  /// Share of samples whose largest output is that of their label; of a network with one output,
  /// whose probability is on the right side of 1/2.
  public static let accuracy = Metric(Accuracy())
  /// Share of outputs on the right side of a threshold, each a yes-or-no question.
  public static func binaryAccuracy(threshold: Float = 0.5) -> Metric {
    Metric(BinaryAccuracy(threshold: threshold))
  }
  /// Share of samples whose label has one of the `k` largest outputs.
  public static func topKCategoricalAccuracy(k: Int = 5) -> Metric {
    Metric(TopKCategoricalAccuracy(k: k))
  }
  /// ``precision(threshold:topK:classID:)`` with its defaults.
  public static let precision = precision()
  /// ``recall(threshold:topK:classID:)`` with its defaults.
  public static let recall = recall()
  /// ``f1Score(average:threshold:)``, the mean over the classes; Keras reports each class instead.
  public static let f1Score = f1Score()
  /// ``auc(curve:thresholdCount:)`` with its defaults.
  public static let auc = auc()
  /// Share of yes answers that are right.
  ///
  /// - Parameters:
  ///   - threshold: Probabilities above it are a yes; 1/2 if nil.
  ///   - topK: Only the `topK` largest outputs of a sample may be a yes.
  ///   - classID: Only this class counts; all together if nil.
  public static func precision(
    threshold: Float? = nil, topK: Int? = nil, classID: Int? = nil
  ) -> Metric {
    Metric(Precision(threshold: threshold, topK: topK, classID: classID))
  }
  /// Share of samples of a class that get a yes for it; parameters as for
  /// ``precision(threshold:topK:classID:)``.
  public static func recall(
    threshold: Float? = nil, topK: Int? = nil, classID: Int? = nil
  ) -> Metric {
    Metric(Recall(threshold: threshold, topK: topK, classID: classID))
  }
  /// `2 · precision · recall / (precision + recall)` of each class, averaged.
  ///
  /// Probabilities above the threshold are a yes; if it is nil, the largest output is.
  public static func f1Score(average: F1Score.Average = .macro, threshold: Float? = nil) -> Metric {
    Metric(F1Score(average: average, threshold: threshold))
  }
  /// Area under the curve of hits against false alarms, or of precision against recall, in steps.
  public static func auc(curve: AUC.Curve = .roc, thresholdCount: Int = 200) -> Metric {
    Metric(AUC(curve: curve, thresholdCount: thresholdCount))
  }
  /// `mean of (y − t)²`.
  public static let meanSquaredError = Metric(MeanError(isSquared: true))
  /// `mean of |y − t|`.
  public static let meanAbsoluteError = Metric(MeanError(isSquared: false))

  /// All metrics of this library.
  static let builtIn: [any MetricFunction.Type] = [
    AUC.self, Accuracy.self, BinaryAccuracy.self, F1Score.self, MeanError.self, Precision.self,
    Recall.self,
    TopKCategoricalAccuracy.self,
  ]

  private enum CodingKeys: CodingKey { case name }

  /// Reads a metric by its name.
  public init(from decoder: any Decoder) throws {
    function = try ClassName.decode(from: decoder, builtIn: Self.builtIn)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    quantity = Quantity(rawValue: try container.decode(String.self, forKey: .name))
  }

  /// Writes the metric with its name.
  public func encode(to encoder: any Encoder) throws {
    try ClassName.encode(function, to: encoder, builtIn: Self.builtIn)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(quantity.rawValue, forKey: .name)
  }
}
