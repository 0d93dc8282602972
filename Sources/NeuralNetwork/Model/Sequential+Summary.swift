internal import Foundation

extension Sequential {
  /// The network as a table: layers, shapes of their outputs, numbers of values, as Keras'
  /// `summary()` draws it.
  ///
  /// - Parameter width: Columns of text.
  /// - Returns: Lines, without a newline at the end.
  public func summary(width: Int = 80) -> String {
    let rows = stack.items.map {
      ["\($0.name) (\($0.layer.kind))", $0.outputShape.batchDescription, $0.parameterCount.grouped]
    }
    let table = TextTable(
      header: ["Layer (type)", "Output Shape", "Param #"], rows: rows, width: width)
    let trainable = parameters.weightCount
    let total = parameterCount
    return """
      Model: "sequential"
      \(table.text)
       Total params: \(Self.sized(total))
       Trainable params: \(Self.sized(trainable))
       Non-trainable params: \(Self.sized(total - trainable))
      """
  }

  private static func sized(_ count: Int) -> String {
    var size = Double(count * MemoryLayout<Float>.stride)
    var unit = "B"
    for larger in ["KB", "MB", "GB"] where size >= 1024 {
      size /= 1024
      unit = larger
    }
    return "\(count.grouped) (\(String(format: "%.2f", size)) \(unit))"
  }
}

extension Int {
  /// With a comma between groups of three digits.
  var grouped: String {
    var text = ""
    for (index, digit) in String(magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (self < 0 ? "-" : "") + String(text.reversed())
  }
}
