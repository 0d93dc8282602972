import Images

/// Pictures of nothing.
enum GreyPicture {
  static func png(width: Int, height: Int) throws -> [UInt8] {
    try GreyImage(
      width: width, height: height, pixels: [UInt8](repeating: 255, count: width * height)
    ).png()
  }
}
