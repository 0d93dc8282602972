import Extending
import MNIST
import NeuralNetwork

// Everything here that is not Keras' comes from the files of Sources/Extending.
let mnist = try MNIST.load()
let model = try Sequential(input: [28, 28, 1]) {
  Flatten()
  Dense(units: 64)
  LearntSwish()
  Dense(units: 10)
}
model.compile(
  optimizer: Signum(), loss: Loss(GeneralizedCrossentropy()),
  metrics: [.accuracy, Metric(MeanReciprocalRank())])
let history = try model.fit(
  mnist.train, batchSize: 128, epochs: 10,
  callbacks: [StopAt(.validationAccuracy, reaching: 0.96)], validationSplit: 0.1)
print(history.stopReason ?? "All epochs done")
print(try model.evaluate(mnist.test))
try model.save(to: "extended.safetensors")
let custom: CustomObjects = [
  LearntSwish.self, GeneralizedCrossentropy.self, Signum.self, MeanReciprocalRank.self,
]
print(try Sequential(contentsOf: "extended.safetensors", customObjects: custom).summary())
