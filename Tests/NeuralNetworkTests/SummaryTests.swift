import Kernels
import Testing

@testable import NeuralNetwork

/// Summaries against Keras', byte for byte.
@Suite struct SummaryTests {
  @Test func smallNetwork() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Conv2D(filters: 8, kernelSize: 3, padding: .same, activation: .relu)
      BatchNormalization()
      MaxPooling2D()
      Flatten()
      Dropout(rate: 0.25)
      Dense(units: 32, activation: .relu)
      Dense(units: 10)
    }
    #expect(model.summary() == (try Golden.text("summary.txt")).withoutLastNewline)
  }

  @Test func convnet() throws {
    let model = try Sequential(input: [28, 28, 1]) {
      Conv2D(filters: 32, kernelSize: 3, activation: .relu)
      MaxPooling2D()
      Conv2D(filters: 64, kernelSize: 3, activation: .relu)
      MaxPooling2D()
      Flatten()
      Dropout(rate: 0.5)
      Dense(units: 10, activation: .softmax)
    }
    #expect(model.summary() == (try Golden.text("summary_convnet.txt")).withoutLastNewline)
  }

  /// Names that fill a column, that are too long for it, and that leave no room for the type.
  @Test func longNames() throws {
    let table = TextTable(
      header: ["Layer (type)", "Output Shape", "Param #"],
      rows: [
        ["a_name_of_thirty_three_characters (Flatten)", "(None, 784)", "0"],
        ["picture_to_three_classes_projection (Dense)", "(None, 3)", "2,355"],
        ["a_name_filling_the_column (Dense)", "(None, 10)", "40"],
      ], width: 80)
    let lines = try Golden.text("summary_long_names.txt").split(separator: "\n")
    #expect(table.text == lines.dropFirst().dropLast(3).joined(separator: "\n"))
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
  func groups(number: Int, text: String) { #expect(number.grouped == text) }

  /// Widths at which the columns cannot hold anything must not trap.
  @Test(arguments: [0, 1, 7, 20, 200])
  func anyWidth(width: Int) throws {
    let model = try Sequential(input: [3]) { Dense(units: 2) }
    #expect(model.summary(width: width).contains("Total params: 8 (32.00 B)"))
  }
}

extension String {
  fileprivate var withoutLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
