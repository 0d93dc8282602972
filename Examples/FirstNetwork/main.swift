import MNIST
import NeuralNetwork

let mnist = try MNIST.load()

let model = try Sequential(input: [28, 28, 1]) {
  Conv2D(filters: 32, kernelSize: 3, activation: .relu)
  MaxPooling2D()
  Flatten()
  Dropout(rate: 0.5)
  Dense(units: 10)
}
model.compile(optimizer: Adam(), loss: .sparseCategoricalCrossentropy, metrics: [.accuracy])
try model.fit(mnist.train, epochs: 5, validationSplit: 0.1)
print(try model.evaluate(mnist.test))
try model.save(to: "digits.safetensors")
