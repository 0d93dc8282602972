/// What happens where a window reaches over the edge of a picture.
public enum Padding: String, Sendable, Codable, CaseIterable {
  /// Only windows that lie wholly inside: `(input − window) / stride + 1` of them, rounded down.
  case valid
  /// As many windows as `input / stride`, rounded up.
  ///
  /// What is missing is padded, half before and half after; an odd pixel goes after, as
  /// TensorFlow's `SAME` has it.
  case same
}
