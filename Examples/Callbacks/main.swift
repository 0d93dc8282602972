import MNIST
import NeuralNetwork
import TensorBoard

let mnist = try MNIST.load()
let model = try Sequential(input: [28, 28, 1]) {
  Flatten()
  Dense(units: 128, activation: .gelu())
  Dense(units: 10)
}
model.compile(
  optimizer: AdamW(learningRate: .cosineDecay(from: 0.001, decaySteps: 5000)).clipnorm(1),
  loss: .sparseCategoricalCrossentropy(labelSmoothing: 0.1), metrics: [.accuracy, .auc])
try model.fit(
  mnist.train, batchSize: 128, epochs: 12,
  callbacks: [
    EarlyStopping(monitor: .validationAccuracy, patience: 3, restoreBestWeights: true),
    BackupAndRestore(backupDirectory: "backup"),  // may be killed at any moment, and run again
    TensorBoard(logDirectory: "logs"),  // without TensorFlow
  ], validationSplit: 0.1)
