/// Turns each picture about its middle while training: Keras' layer of this name.
///
///     RandomRotation(factor: 0.05)      // up to 18 degrees either way
///
/// See ``RandomAffineLayer`` for what is drawn when.
public struct RandomRotation: RandomAffineLayer, Equatable {
  /// The least and the largest turn against the clock, in full turns.
  public var factor: ClosedRange<Float>
  /// What lies beyond a picture's edge.
  public var fillMode: FillMode

  /// Turns within a range.
  public init(factor: ClosedRange<Float>, fillMode: FillMode = .reflect) {
    self.factor = factor
    self.fillMode = fillMode
  }

  /// Turns up to `factor` of a full turn either way.
  public init(factor: Float, fillMode: FillMode = .reflect) {
    self.init(factor: .around(factor), fillMode: fillMode)
  }

  /// A turn.
  public func placement(rows: Int, columns: Int, random: SIMD4<Float>) -> AffinePlacement {
    AffinePlacement(angle: factor.value(at: random.x) * 2 * .pi)
  }

  /// The factors are from −1 to 1.
  public var isValid: Bool { factor.isFactor }
}

/// Moves each picture while training: Keras' layer of this name.
///
///     RandomTranslation(heightFactor: 0.1, widthFactor: 0.1)      // up to a tenth each way
public struct RandomTranslation: RandomAffineLayer, Equatable {
  /// The least and the largest move, down and to the right, as shares of the picture's size.
  public var heightFactor, widthFactor: ClosedRange<Float>
  /// What lies beyond a picture's edge.
  public var fillMode: FillMode

  /// Moves within ranges.
  public init(
    heightFactor: ClosedRange<Float>, widthFactor: ClosedRange<Float>,
    fillMode: FillMode = .reflect
  ) {
    self.heightFactor = heightFactor
    self.widthFactor = widthFactor
    self.fillMode = fillMode
  }

  /// Moves up to a share of the picture's size either way.
  public init(heightFactor: Float, widthFactor: Float, fillMode: FillMode = .reflect) {
    self.init(
      heightFactor: .around(heightFactor), widthFactor: .around(widthFactor), fillMode: fillMode)
  }

  /// A move.
  public func placement(rows: Int, columns: Int, random: SIMD4<Float>) -> AffinePlacement {
    AffinePlacement(
      rowShift: heightFactor.value(at: random.x) * Float(rows),
      columnShift: widthFactor.value(at: random.y) * Float(columns))
  }

  /// The factors are from −1 to 1.
  public var isValid: Bool { heightFactor.isFactor && widthFactor.isFactor }
}

/// Makes each picture larger or smaller while training: Keras' layer of this name.
///
///     RandomZoom(heightFactor: 0.1)      // a tenth smaller to a tenth larger, in proportion
///
/// Positive factors show more of the picture, and so make it smaller.
public struct RandomZoom: RandomAffineLayer, Equatable {
  /// The least and the largest factor for rows, less 1; and for columns, or nil to keep proportions.
  public var heightFactor: ClosedRange<Float>, widthFactor: ClosedRange<Float>?
  /// What lies beyond a picture's edge.
  public var fillMode: FillMode

  /// Zooms within ranges.
  public init(
    heightFactor: ClosedRange<Float>, widthFactor: ClosedRange<Float>? = nil,
    fillMode: FillMode = .reflect
  ) {
    self.heightFactor = heightFactor
    self.widthFactor = widthFactor
    self.fillMode = fillMode
  }

  /// Zooms up to a share of the picture's size either way.
  public init(heightFactor: Float, widthFactor: Float? = nil, fillMode: FillMode = .reflect) {
    self.init(
      heightFactor: .around(heightFactor), widthFactor: widthFactor.map { .around($0) },
      fillMode: fillMode)
  }

  /// A zoom.
  public func placement(rows: Int, columns: Int, random: SIMD4<Float>) -> AffinePlacement {
    let height = heightFactor.value(at: random.x)
    let width = widthFactor.map { $0.value(at: random.y) } ?? height
    return AffinePlacement(rowZoom: 1 + height, columnZoom: 1 + width)
  }

  /// The factors are from −1 to 1.
  public var isValid: Bool { heightFactor.isFactor && widthFactor?.isFactor ?? true }
}
