import DigitReader
import Figures
import Foundation
import Images

/// What was read in a picture file, for programs and as figures.
struct ReadReport: Encodable {
  let file: String
  let page: Page

  private enum CodingKeys: CodingKey {
    case file
  }

  /// The page's own keys, and the file.
  func encode(to encoder: any Encoder) throws {
    try page.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
  }

  private var title: String { URL(filePath: file).lastPathComponent }

  private var count: String {
    let unsure = page.digits.count { !$0.isSure }
    return (page.digits.isEmpty ? "no" : "\(page.digits.count)")
      + (page.digits.count == 1 ? " digit" : " digits")
      + (unsure > 0 ? ", \(unsure) of them unsure" : "")
  }
}

extension ReadReport {
  /// Pixels of the longest side of a picture that is drawn upon.
  private static let longestSide = 1600
  /// Remarks on more ink than this would hide a page of text.
  private static let mostLeftOut = 20

  /// The picture with a box around each digit.
  func annotatedPicture() throws -> AnnotatedPicture {
    let found = page.digits.map { note($0.box, $0.caption) }
    let leftOut = page.dropped.compactMap { dropped in
      isAtEdge(dropped.box)
        ? nil : dropped.reason.remark.map { note(dropped.box, Caption($0, emphasis: .leftOut)) }
    }
    return AnnotatedPicture(
      title: title, subtitle: count, picture: try picture(),
      size: .init(width: page.width, height: page.height),
      notes: found + (leftOut.count <= Self.mostLeftOut ? leftOut : []))
  }

  private func isAtEdge(_ box: Box) -> Bool {
    let margin = max(page.width, page.height) / 100
    return box.x <= margin || box.y <= margin || box.x + box.width >= page.width - margin
      || box.y + box.height >= page.height - margin
  }

  private func note(_ box: Box, _ caption: Caption) -> AnnotatedPicture.Note {
    AnnotatedPicture.Note(
      x: Double(box.x), y: Double(box.y), width: Double(box.width), height: Double(box.height),
      caption: caption)
  }

  /// The picture in colour, so much reduced that a figure can hold it.
  private func picture() throws -> PNGPicture {
    var image = try ColorImage(contentsOf: file).reduced(toLongestSide: Self.longestSide)
    var bytes = try image.png()
    while bytes.count > PNGPicture.mostBytes {
      image = try image.reduced(toLongestSide: max(image.width, image.height) * 4 / 5)
      bytes = try image.png()
    }
    return try PNGPicture(width: image.width, height: image.height, bytes: bytes)
  }

  /// What the network saw of each digit, in lines as they were written.
  func sheet() throws -> PictureSheet {
    let lines = Dictionary(grouping: page.digits, by: \.line).sorted { $0.key < $1.key }
    let rows = try lines.flatMap { line, digits in
      try stride(from: 0, to: digits.count, by: Self.columns).map { start in
        let part = digits[start..<min(start + Self.columns, digits.count)]
        return PictureSheet.Row(
          start == 0 ? "line \(line + 1)" : "",
          try part.map { try GreyPicture(pixels: $0.picture) },
          captions: part.map(\.caption))
      }
    }
    return PictureSheet(title: title, subtitle: "What the network saw: \(count)", rows: rows)
  }

  /// Pictures in a row of a sheet.
  private static let columns = 12
}

extension Page.Digit {
  fileprivate var caption: Caption {
    Caption(
      isSure ? "\(label)" : "\(label)?", share: confidence, emphasis: isSure ? .sure : .unsure)
  }
}

extension Page.Reason {
  /// Why something is no digit, for somebody who took it for one; nil for dust, lines and the paper's
  /// edge, which nobody does.
  fileprivate var remark: String? {
    switch self {
    case .speck, .line, .border: nil
    case .faint: "faint"
    case .size: "other size"
    case .shape: "no digit"
    }
  }
}
