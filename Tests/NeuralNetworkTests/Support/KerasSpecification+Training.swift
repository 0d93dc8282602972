@testable import NeuralNetwork

extension KerasSpecification {
  /// The optimizer in Swift, with its options.
  func optimizer() throws -> any Optimizer {
    try make { config in
      var optimizer = try plainOptimizer(config)
      if let rate = config["learning_rate"] {
        optimizer.learningRate =
          try rate.object?.schedule() ?? .constant(Float(rate.number ?? .nan))
      }
      if className != "AdamW", className != "Muon", let decay = config["weight_decay"]?.number {
        optimizer = optimizer.weightDecay(Float(decay))
      }
      if let limit = config["clipvalue"]?.number { optimizer = optimizer.clipvalue(Float(limit)) }
      if let limit = config["clipnorm"]?.number { optimizer = optimizer.clipnorm(Float(limit)) }
      if let limit = config["global_clipnorm"]?.number {
        optimizer = optimizer.globalClipnorm(Float(limit))
      }
      if config.bool("use_ema", false) {
        optimizer = optimizer.ema(
          momentum: config.float("ema_momentum", 0.99),
          overwriteFrequency: config["ema_overwrite_frequency"]?.number.map { Int($0) })
      }
      if let steps = config["gradient_accumulation_steps"]?.number {
        optimizer = optimizer.gradientAccumulation(steps: Int(steps))
      }
      return optimizer
    }
  }

  private func plainOptimizer(_ config: Config) throws -> any Optimizer {
    let beta1 = config.float("beta_1", 0.9)
    let beta2 = config.float("beta_2", className == "Lion" ? 0.99 : 0.999)
    let epsilon = config.float("epsilon", 1e-7)
    switch className {
    case "Adadelta": return Adadelta(rho: config.float("rho", 0.95), epsilon: epsilon)
    case "Adagrad":
      return Adagrad(
        initialAccumulatorValue: config.float("initial_accumulator_value", 0.1), epsilon: epsilon)
    case "Adam":
      return Adam(
        beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: config.bool("amsgrad", false))
    case "AdamW":
      return AdamW(
        weightDecay: config.float("weight_decay", 0.004), beta1: beta1, beta2: beta2,
        epsilon: epsilon)
    case "Adamax": return Adamax(beta1: beta1, beta2: beta2, epsilon: epsilon)
    case "Lion": return Lion(beta1: beta1, beta2: beta2)
    case "Muon":
      return Muon(
        weightDecay: config.float("weight_decay", 0.004), momentum: config.float("momentum", 0.95),
        nesterov: config.bool("nesterov", true), newtonSchulzSteps: config.int("ns_steps", 5),
        rmsRate: config["rms_rate"]?.isNull == true ? nil : config.float("rms_rate", 0.2),
        adamWeightDecay: config.float("adam_weight_decay", 0.004),
        adamLearningRateRatio: config.float("adam_lr_ratio", 1), beta1: beta1, beta2: beta2,
        epsilon: epsilon)
    case "Nadam": return Nadam(beta1: beta1, beta2: beta2, epsilon: epsilon)
    case "RMSprop":
      return RMSprop(
        rho: config.float("rho", 0.9), momentum: config.float("momentum", 0), epsilon: epsilon,
        centered: config.bool("centered", false))
    case "SGD":
      return SGD(
        momentum: config.float("momentum", 0), nesterov: config.bool("nesterov", false))
    default: throw Unknown(what: className)
    }
  }

  /// The schedule in Swift.
  func schedule() throws -> LearningRate {
    try make { config in
      let from = config.float("initial_learning_rate", 0)
      let (steps, rate) = (config.int("decay_steps", 0), config.float("decay_rate", 0))
      let (staircase, alpha) = (config.bool("staircase", false), config.float("alpha", 0))
      switch className {
      case "ExponentialDecay":
        return .exponentialDecay(
          from: from, decaySteps: steps, decayRate: rate, staircase: staircase)
      case "InverseTimeDecay":
        return .inverseTimeDecay(
          from: from, decaySteps: steps, decayRate: rate, staircase: staircase)
      case "PiecewiseConstantDecay":
        func list(_ name: String) -> [Double] { config[name]?.list?.compactMap(\.number) ?? [] }
        return .piecewiseConstant(
          boundaries: list("boundaries").map { Int($0) }, values: list("values").map { Float($0) })
      case "PolynomialDecay":
        return .polynomialDecay(
          from: from, to: config.float("end_learning_rate", 0.0001), decaySteps: steps,
          power: config.float("power", 1), cycle: config.bool("cycle", false))
      case "CosineDecay":
        return .cosineDecay(
          from: from, decaySteps: steps, alpha: alpha,
          warmupTarget: config["warmup_target"]?.number.map { Float($0) },
          warmupSteps: config.int("warmup_steps", 0))
      case "CosineDecayRestarts":
        return .cosineDecayRestarts(
          from: from, firstDecaySteps: config.int("first_decay_steps", 0),
          timeFactor: config.float("t_mul", 2), heightFactor: config.float("m_mul", 1), alpha: alpha
        )
      default: throw Unknown(what: className)
      }
    }
  }

  /// The loss in Swift.
  func loss() throws -> Loss {
    try make { config in
      let (fromLogits, smoothing) = (
        config.bool("from_logits", false), config.float("label_smoothing", 0)
      )
      let (alpha, gamma) = (config.float("alpha", 0.25), config.float("gamma", 2))
      switch className {
      case "SparseCategoricalCrossentropy", "CategoricalCrossentropy":
        return .categoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing)
      case "BinaryCrossentropy":
        return .binaryCrossentropy(fromLogits: fromLogits, labelSmoothing: smoothing)
      case "CategoricalFocalCrossentropy":
        return .categoricalFocalCrossentropy(
          alpha: alpha, gamma: gamma, fromLogits: fromLogits, labelSmoothing: smoothing)
      case "BinaryFocalCrossentropy":
        return .binaryFocalCrossentropy(
          applyClassBalancing: config.bool("apply_class_balancing", false), alpha: alpha,
          gamma: gamma, fromLogits: fromLogits, labelSmoothing: smoothing)
      case "MeanSquaredError": return .meanSquaredError
      case "MeanAbsoluteError": return .meanAbsoluteError
      case "Huber": return .huber(delta: config.float("delta", 1))
      case "KLDivergence": return .klDivergence
      case "CategoricalHinge": return .categoricalHinge
      default: throw Unknown(what: className)
      }
    }
  }

  /// The metric in Swift.
  func metric() throws -> Metric {
    try make { config in
      let threshold = config["thresholds"]?.number.map { Float($0) }
      let topK = config["top_k"]?.number.map { Int($0) }
      let classID = config["class_id"]?.number.map { Int($0) }
      switch className {
      case "SparseCategoricalAccuracy": return .accuracy
      case "BinaryAccuracy": return .binaryAccuracy(threshold: config.float("threshold", 0.5))
      case "SparseTopKCategoricalAccuracy": return .topKCategoricalAccuracy(k: config.int("k", 5))
      case "Precision": return .precision(threshold: threshold, topK: topK, classID: classID)
      case "Recall": return .recall(threshold: threshold, topK: topK, classID: classID)
      case "F1Score":
        return .f1Score(
          average: F1Score.Average(rawValue: config.text("average") ?? "macro") ?? .macro,
          threshold: config["threshold"]?.number.map { Float($0) })
      case "AUC":
        return .auc(
          curve: config.text("curve") == "PR" ? .precisionRecall : .roc,
          thresholdCount: config.int("num_thresholds", 200))
      case "MeanSquaredError": return .meanSquaredError
      case "MeanAbsoluteError": return .meanAbsoluteError
      default: throw Unknown(what: className)
      }
    }
  }
}
