/// What a file is, told by its first bytes, for its name may say anything.
enum ImageFormat: Equatable {
  case png
  case jpeg
  /// Another format, in words that follow "this is"; nil if it is not known.
  case other(String?)

  init(of bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
      self = .png
    } else if bytes.starts(with: [0xff, 0xd8]) {
      self = .jpeg
    } else {
      self = .other(ImageFormat.name(of: bytes))
    }
  }

  /// Each format's first bytes; `?` is a byte that may be anything.
  private static let beginnings: [(beginning: String, name: String)] = [
    ("GIF8", "a GIF picture"),
    ("RIFF????WEBP", "a WebP picture"),
    ("????ftyphei", "a HEIC picture"),
    ("????ftyphev", "a HEIC picture"),
    ("????ftypmif1", "a HEIF picture"),
    ("????ftypmsf1", "a HEIF picture"),
    ("????ftypavi", "an AVIF picture"),
    ("????ftyp", "a film, or a picture in a film's format"),
    ("II*\0", "a TIFF or raw picture"),
    ("MM\0*", "a TIFF or raw picture"),
    ("\0\0\0\u{c}jP  ", "a JPEG 2000 picture"),
    ("\0\0\0\u{c}JXL ", "a JPEG XL picture"),
    ("\0\0\u{1}\0", "an icon"),
    ("8BPS", "a Photoshop picture"),
    ("gimp xcf", "a GIMP picture"),
    ("BM", "a BMP picture"),
    ("P1", "a PBM picture"), ("P4", "a PBM picture"),
    ("P2", "a PGM picture"), ("P5", "a PGM picture"),
    ("P3", "a PPM picture"), ("P6", "a PPM picture"),
    ("%PDF", "a PDF document"),
    ("%!PS", "a PostScript document"),
    ("\u{1f}", "a compressed file"),
    ("PK\u{3}\u{4}", "a ZIP archive or office document"),
    ("<svg", "an SVG drawing"),
  ]

  private static func name(of bytes: [UInt8]) -> String? {
    for (beginning, name) in beginnings where bytes.count >= beginning.utf8.count {
      let wildcard = UInt8(ascii: "?")
      if zip(bytes, beginning.utf8).allSatisfy({ $0 == $1 || $1 == wildcard }) { return name }
    }
    // 0xff 0x0a is a bare JPEG XL stream, which no text can stand for.
    if bytes.starts(with: [0xff, 0x0a]) { return "a JPEG XL picture" }
    return nameOfText(bytes.prefix(1000))
  }

  /// SVG may begin with a declaration and comments, HTML is what a failed download leaves behind.
  private static func nameOfText(_ bytes: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    guard text.drop(while: { $0.isWhitespace || $0 == "\u{feff}" }).first == "<" else { return nil }
    if text.contains("<svg") { return "an SVG drawing" }
    if text.contains("<html") { return "a web page" }
    return nil
  }
}
