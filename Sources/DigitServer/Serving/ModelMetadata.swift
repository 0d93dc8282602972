/// What a model takes and gives, as TensorFlow Serving tells it: sizes and versions are strings there.
struct ModelMetadata: Encodable {
  /// What the signature is for.
  static let method = "tensorflow/serving/predict"

  let modelSpec: Specification
  let metadata: [String: Definitions]

  struct Specification: Encodable {
    let name: String
    let signatureName: String
    let version: String
  }

  struct Definitions: Encodable {
    let signatureDef: [String: Signature]
  }

  struct Signature: Encodable {
    let inputs, outputs: [String: Tensor]
    let methodName: String
  }

  struct Tensor: Encodable {
    let dtype: String
    let name: String
    let tensorShape: TensorShape

    init(_ name: String, sizes: [Int]) {
      dtype = "DT_FLOAT"
      self.name = name
      tensorShape = TensorShape(
        dim: sizes.map { .init(size: "\($0)", name: "") }, unknownRank: false)
    }
  }

  struct TensorShape: Encodable {
    let dim: [Dimension]
    let unknownRank: Bool

    struct Dimension: Encodable {
      let size, name: String
    }
  }

  init(name: String, version: Int) {
    modelSpec = Specification(name: name, signatureName: "", version: "\(version)")
    metadata = [
      "signature_def": Definitions(signatureDef: [
        PredictRequest.signature: Signature(
          inputs: [
            PredictRequest.input: Tensor(PredictRequest.input + ":0", sizes: [-1, 28, 28, 1])
          ],
          outputs: [PredictRequest.output: Tensor(PredictRequest.output + ":0", sizes: [-1, 10])],
          methodName: Self.method)
      ])
    ]
  }
}
