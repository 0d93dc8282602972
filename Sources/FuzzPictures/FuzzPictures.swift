import ArgumentParser
import DigitReader
import Foundation
import Images
import MNIST
import TestPages

/// Reads damaged pictures until the time is up.
@main
struct FuzzPictures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "FuzzPictures",
    abstract: """
      Gives damaged PNG and JPEG files to the decoders, which must refuse them in order, and what \
      they still find in them to the reader of digits.
      """,
    discussion: "The same seed makes the same files in the same order.")

  @Option(help: "How long to go on, in seconds.")
  var seconds = 60.0

  @Option(help: "Which damages are done.")
  var seed: UInt64 = 1

  @Option(help: "The most memory that may be in use at any time, in MiB.")
  var memory = 512

  @Option(help: "The longest that one file may take, in seconds.")
  var slowest = 5.0

  @Option(help: "A folder of good PNG and JPEG files to damage.")
  var pictures = "Tests/ImagesTests/Golden"

  @Option(help: "Where each damaged file is kept while it is tried, for after a crash.")
  var keep: String?

  /// What is done with each file; another check is added here.
  private func checks() throws -> [Check] {
    let reader = try DigitReader(threads: 1)
    return [
      Check(name: "digits") { _ = try reader.read(GreyImage(data: $0)) },
      Check(name: "one digit") { _ = try reader.readOneDigit(GreyImage(data: $0)) },
      Check(name: "color") { _ = try ColorImage(data: $0) },
    ]
  }

  func run() throws {
    let found = try goodFiles()
    guard !found.isEmpty else {
      throw ValidationError("\(pictures): expected a folder with PNG or JPEG files; found none.")
    }
    let files = try found + pages()
    let checks = try checks()
    let kept = try keep.map(emptyFile)
    var fuzzer = Fuzzer(files: files, seed: seed, checks: checks)
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      try fuzzer.step { file in
        try kept?.truncate(atOffset: 0)
        try kept?.write(contentsOf: Data(file))
      }
    }
    report(fuzzer.tally, of: checks)
    guard fuzzer.tally.slowest.time <= .seconds(slowest) else {
      print("Expected at most \(slowest) seconds for a file.")
      throw ExitCode.failure
    }
    guard peakMemory() <= memory else {
      print("Expected at most \(memory) MiB of memory.")
      throw ExitCode.failure
    }
  }

  private func emptyFile(path: String) throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  private func goodFiles() throws -> [[UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: pictures).sorted()
    return try names.filter { $0.hasSuffix(".png") || $0.hasSuffix(".jpg") }.map { name in
      Array(try Data(contentsOf: URL(fileURLWithPath: pictures + "/" + name)))
    }
  }

  /// Pages with something to read.
  private func pages() throws -> [[UInt8]] {
    let test = try MNIST.load().test
    return try [TestPage.Condition.small, .squared, .everything].enumerated().flatMap {
      let page = TestPage($1, seed: UInt64($0), digits: test, count: 3).image
      return [try page.png(), try page.jpeg()]
    } + [circles().png(), dots().png(), barsAndSquares().png(), leaningStrokes().png()]
  }

  /// Circles within circles: every mark lies in the box of nearly all others.
  private func circles() throws -> GreyImage {
    try drawing(side: 600) { x, y in
      let (across, down) = (Double(x - 300), Double(y - 300))
      return (across * across + down * down).squareRoot().truncatingRemainder(dividingBy: 6) < 2
    }
  }

  /// More marks than any page has.
  private func dots() throws -> GreyImage {
    try drawing(side: 1200) { x, y in x % 4 == 0 && y % 4 == 0 }
  }

  /// Bars make digits seem large, so that each of many squares is near all the others.
  private func barsAndSquares() throws -> GreyImage {
    try drawing(side: 1000) { x, y in
      let isBar = y < 270 && y % 30 < 20 && (20..<980).contains(x)
      let isSquare = y >= 300 && (y - 300) % 23 < 8 && x % 12 < 8
      return isBar || isSquare
    }
  }

  /// As if the page were turned, so that each of many tall strokes is turned back.
  private func leaningStrokes() throws -> GreyImage {
    try drawing(side: 1300) { x, y in
      x % 9 < 2 && (y + 430 - x / 5 % 430) % 430 < 400
    }
  }

  private func drawing(side: Int, isInk: (_ x: Int, _ y: Int) -> Bool) throws -> GreyImage {
    let pixels = (0..<side * side).map { isInk($0 % side, $0 / side) ? UInt8(0) : 255 }
    return try GreyImage(width: side, height: side, pixels: pixels)
  }

  private func report(_ tally: Fuzzer.Tally, of checks: [Check]) {
    let names = checks.map(\.name).joined(separator: ", ")
    print("\(tally.pictures) damaged files, each for \(names).")
    print("\(tally.decoded) times a picture was found, \(tally.refused) times refused.")
    let milliseconds = Int((tally.slowest.time / .milliseconds(1)).rounded())
    print("The slowest, file \(tally.slowest.picture), took \(milliseconds) ms.")
    print("Memory at its peak: \(peakMemory()) MiB.")
  }
}
