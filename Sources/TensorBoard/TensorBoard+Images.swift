internal import Foundation

extension TensorBoard {
  /// Writes a picture, which TensorBoard shows under "Images" with a slider for its steps.
  ///
  /// - Parameters:
  ///   - name: The tag; a slash makes groups.
  ///   - png: The bytes of a PNG file.
  ///   - step: Where on the slider, such as the epoch.
  ///   - run: Which run it belongs to.
  /// - Throws: ``PictureError`` if it is no PNG; `FileError` if it cannot be written.
  public func writeImage(
    _ name: String, png: some Collection<UInt8>, step: Int, run: Run = .training
  ) throws {
    let data = Data(png)
    guard let size = Self.size(ofPNG: data) else { throw PictureError.noPNG(name) }
    try file(of: run).append(.image(name, data, size, step: step))
  }

  /// Width and height, from a PNG's first 24 bytes; nil if they are none of a PNG.
  ///
  /// They are eight that every PNG begins with, then length (13), name, width and height of the
  /// first chunk, the highest byte first; a side has 1 … 2³¹ − 1 pixels.
  private static func size(ofPNG data: Data) -> (width: Int, height: Int)? {
    let start = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
    guard data.count >= 24, data.starts(with: start) else { return nil }
    let sides = [16, 20].map { data.dropFirst($0).prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    guard sides.allSatisfy({ 1...0x7fff_ffff ~= $0 }) else { return nil }
    return (sides[0], sides[1])
  }
}

/// Why a picture cannot be shown.
public enum PictureError: Error, Equatable, CustomStringConvertible {
  /// What has this name is no PNG file.
  case noPNG(String)

  /// One sentence that names the picture.
  public var description: String {
    switch self {
    case .noPNG(let name): "The picture \(name) is no PNG: pass the bytes of a PNG file."
    }
  }
}
