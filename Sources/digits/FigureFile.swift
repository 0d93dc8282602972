import ArgumentParser
import Figures
import Foundation
import NeuralNetwork

/// A file for a figure; its ending says how the figure is written.
struct FigureFile {
  enum Format: String, CaseIterable {
    case svg, png
  }

  let path: String
  private let format: Format

  /// A value of the command line.
  init(parsing argument: String) throws {
    guard let format = Format.allCases.first(where: { argument.hasSuffix(".\($0.rawValue)") })
    else { throw ValidationError("Expected a file that ends in .svg or .png.") }
    path = argument
    self.format = format
  }

  /// A file of the given name and the format's ending.
  init(_ name: String, _ format: Format) {
    path = "\(name).\(format.rawValue)"
    self.format = format
  }

  func write(_ figure: some Figure) throws {
    switch format {
    case .svg: try AtomicFile.write(Data(figure.svg().utf8), to: path)
    case .png: try AtomicFile.write(Data(try Self.png(figure)), to: path)
    }
  }

  /// Long figures are drawn with fewer pixels rather than not at all.
  private static func png(_ figure: some Figure) throws -> [UInt8] {
    for scale in [2.0, 1] {
      do {
        return try figure.png(scale: scale)
      } catch FigureError.invalidImageSize {}
    }
    return try figure.png(scale: 0.5)
  }
}
