private import Foundation

/// A picture of any colours, as the bytes of its PNG file.
public struct PNGPicture: Hashable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Pixels in a column.
  public let height: Int
  /// The file's bytes.
  public let bytes: [UInt8]

  /// The most bytes that a figure can hold: XML readers take no attribute of more than ten million
  /// characters, and base64 makes four of three bytes.
  public static let mostBytes = 7_400_000

  /// A picture of the given size.
  ///
  /// - Throws: `FigureError` if a side is below 1, or if the bytes are no PNG file's, or more than
  ///   ``mostBytes``.
  public init(width: Int, height: Int, bytes: [UInt8]) throws(FigureError) {
    guard width > 0, height > 0 else { throw .invalidPictureSize(width: width, height: height) }
    guard bytes.count <= Self.mostBytes,
      bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    else { throw .unusablePNG(bytes: bytes.count, limit: Self.mostBytes) }
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The picture in the given size, inside the document, so that no file must lie beside it.
  func element(width: Double, height: Double) -> Element {
    Element(name: "image")
      .with("width", width).with("height", height).with("preserveAspectRatio", "none")
      .with("href", "data:image/png;base64,\(Data(bytes).base64EncodedString())")
  }
}
