import Foundation
import NeuralNetwork
import Testing

@testable import TensorBoard

struct ImageTests {
  @Test func sizeIsThePNGs() throws {
    let folder = try TemporaryFolder()
    let board = TensorBoard(logDirectory: folder.path)
    let png = Samples.png(width: 300, height: 0x7fff_ffff)
    try board.writeImage("digits/first", png: png, step: 7)
    // A slice of a larger file counts from where it begins.
    try board.writeImage(
      "b", png: (Data([1, 2]) + png).dropFirst(2), step: 0, run: .validation)
    let event = try #require(try folder.events(of: "train").last)
    #expect(event.tag == "digits/first" && event.step == 7)
    #expect(event.content == .image(width: "300", height: "2147483647", png: png))
    #expect(try folder.events(of: "validation").last?.content == event.content)
  }

  @Test(arguments: [
    Data(), Data("GIF89a".utf8), Samples.png(width: 1, height: 1).dropLast(),
    Samples.png(width: 0, height: 1), Samples.png(width: 1, height: 1 << 31),
    Data([0x88]) + Samples.png(width: 1, height: 1).dropFirst(),
  ])
  func noPNG(bytes: Data) throws {
    let folder = try TemporaryFolder()
    let board = TensorBoard(logDirectory: folder.path)
    let error = #expect(throws: PictureError.self) {
      try board.writeImage("cat", png: bytes, step: 0)
    }
    #expect(error == .noPNG("cat"))
    #expect(error?.description == "The picture cat is no PNG: pass the bytes of a PNG file.")
    #expect(folder.files(in: "") == [])
  }

  @Test func placeThatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(filePath: folder.path + "/file"))
    let board = TensorBoard(logDirectory: folder.path + "/file")
    #expect(throws: FileError.self) {
      try board.writeImage("a", png: Samples.png(width: 1, height: 1), step: 0)
    }
  }
}
