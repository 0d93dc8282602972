internal import Hummingbird

/// The answer to a request to predict, laid out as TensorFlow Serving lays it out: four spaces; rows on
/// one line, columns with each number on its own; each number in its shortest form.
struct PredictResponse {
  let form: PredictRequest.Form
  /// So many a sample, one sample after the other.
  let probabilities: [Float]
  let classes: Int

  var json: ByteBuffer {
    switch form {
    case .rows: text(key: "predictions", begin: "[", next: ", ", end: "]", nextRow: ", ")
    case .columns:
      text(
        key: "outputs", begin: "\n        [\n            ", next: ",\n            ",
        end: "\n        ]", nextRow: ",")
    }
  }

  private func text(
    key: String, begin: String, next: String, end: String, nextRow: String
  ) -> ByteBuffer {
    var text = "{\n    \"\(key)\": ["
    text.reserveCapacity(probabilities.count * (12 + next.utf8.count) + 60)
    for (place, value) in probabilities.enumerated() {
      let column = place % classes
      if column > 0 { text += next } else { text += place == 0 ? begin : nextRow + begin }
      text += value.description
      if column == classes - 1 { text += end }
    }
    text += "\n    ]\n}"
    return ByteBuffer(string: text)
  }
}
