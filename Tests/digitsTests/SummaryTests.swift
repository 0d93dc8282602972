import Foundation
import Testing

struct SummaryTests {
  /// As Keras draws the same network, but for its optimizer's own numbers.
  private static let dense = """
    Model: "sequential"
    ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
    ┃ Layer (type)                      ┃ Output Shape             ┃       Param # ┃
    ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
    │ flatten (Flatten)                 │ (None, 784)              │             0 │
    ├───────────────────────────────────┼──────────────────────────┼───────────────┤
    │ dense (Dense)                     │ (None, 128)              │       100,480 │
    ├───────────────────────────────────┼──────────────────────────┼───────────────┤
    │ dropout (Dropout)                 │ (None, 128)              │             0 │
    ├───────────────────────────────────┼──────────────────────────┼───────────────┤
    │ dense_1 (Dense)                   │ (None, 10)               │         1,290 │
    └───────────────────────────────────┴──────────────────────────┴───────────────┘
     Total params: 101,770 (397.54 KB)
     Trainable params: 101,770 (397.54 KB)
     Non-trainable params: 0 (0.00 B)
    """

  @Test(arguments: ["{run}", "{model}"])
  func tableIsKeras(path: String) throws {
    let outcome = try Program.run(["summary"] + filledIn(path), in: Workplace())
    #expect(outcome == .init(ending: .exit(0), output: Self.dense + "\n", error: ""))
  }
}
