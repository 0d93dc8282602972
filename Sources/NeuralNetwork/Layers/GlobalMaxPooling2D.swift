/// Maximum over all rows and columns, channel by channel.
///
///     y[n, c] = max over (i, j) of x[n, i, j, c]
///
/// | tensor | shape                          |
/// |--------|--------------------------------|
/// | input  | `[N, rows, columns, channels]` |
/// | output | `[N, channels]`                |
///
/// Keras' `GlobalMaxPooling2D` with its default `keepdims=False`: equal largest values share the
/// gradient evenly, unlike in ``MaxPooling2D``.
public struct GlobalMaxPooling2D: Layer, Equatable {
  /// A maximum over the whole picture.
  public init() {}

  /// `[channels]`.
  public func outputShape(for input: Shape) throws(ModelError) -> Shape {
    try requirePictures(input)
    return [input[2]]
  }

  /// Comparisons both ways.
  public func operation(_ place: Placement) -> any Operation {
    let channels = place.inputShape[2]
    let pixels = place.inputShape[0] * place.inputShape[1]
    return StatelessOperation(place) { pass, input, output in
      for sample in 0..<pass.count {
        let (x, y) = (input + sample * pixels * channels, output + sample * channels)
        y.update(from: x, count: channels)
        for pixel in 1..<max(1, pixels) {
          for c in 0..<channels where x[pixel * channels + c] > y[c] {
            y[c] = x[pixel * channels + c]
          }
        }
      }
    } backward: { pass, outputGradient, inputGradient in
      for sample in 0..<pass.count {
        let first = sample * pixels * channels
        let (x, dx) = (place.input + first, inputGradient + first)
        for c in 0..<channels {
          let largest = place.output[sample * channels + c]
          let winners = (0..<pixels).count { x[$0 * channels + c] == largest }
          let share = outputGradient[sample * channels + c] / Float(max(1, winners))
          for pixel in 0..<pixels {
            dx[pixel * channels + c] = x[pixel * channels + c] == largest ? share : 0
          }
        }
      }
    }
  }
}
