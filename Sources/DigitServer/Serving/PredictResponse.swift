internal import Hummingbird

/// The answer to a request to predict, laid out as TensorFlow Serving lays it out: four spaces, a list
/// on one line, each number in its shortest form.
struct PredictResponse {
  let form: PredictRequest.Form
  /// So many a sample, one sample after the other.
  let probabilities: [Float]
  let classes: Int

  var json: ByteBuffer {
    var text = "{\n    \"\(form == .rows ? "predictions" : "outputs")\": ["
    text.reserveCapacity(probabilities.count * 14 + 40)
    for (place, value) in probabilities.enumerated() {
      let column = place % classes
      if column == 0 { text += place == 0 ? "[" : ", [" } else { text += ", " }
      text += value.description
      if column == classes - 1 { text += "]" }
    }
    text += "\n    ]\n}"
    return ByteBuffer(string: text)
  }
}
