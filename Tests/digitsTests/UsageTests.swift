import Foundation
import Testing

/// Arguments that nobody can follow: refused with exit code 64 before anything is read or written.
struct UsageTests {
  /// A command line with what its refusal must name.
  struct Misuse: CustomTestStringConvertible {
    let arguments: String
    let words: [String]

    init(_ arguments: String, _ words: String...) {
      self.arguments = arguments
      self.words = words
    }

    var testDescription: String { arguments }
  }

  @Test(arguments: [
    Misuse("nonsense", "nonsense", "See 'digits --help'"),
    Misuse("--nonsense", "--nonsense"),
    Misuse("train --epoch 3", "--epoch", "--epochs", "See 'digits train --help'"),
    Misuse("train more", "more"),
    Misuse("train --model enormous", "enormous", "dense", "lenet5", "convnet"),
    Misuse("train --optimizer magic", "magic", "adam", "sgd"),
    Misuse("train --activation wobble", "wobble", "relu"),
    Misuse("train --epochs 0", "--epochs", "0"),
    Misuse("train --epochs three", "--epochs", "three"),
    Misuse("train --epochs 99999999999999999999", "--epochs", "99999999999999999999"),
    Misuse("train --epochs", "--epochs"),
    Misuse("train --batch-size=-3", "--batch-size", "-3"),
    Misuse("train --batch-size -3", "--batch-size"),
    Misuse("train --batch-size 16777217", "--batch-size", "16777216", "16777217"),
    Misuse("train --learning-rate nan", "--learning-rate", "nan"),
    Misuse("train --learning-rate inf", "--learning-rate", "inf"),
    Misuse("train --learning-rate=-1", "--learning-rate", "-1"),
    Misuse("train --validation-split 1.5", "--validation-split", "1.5", "writers"),
    Misuse("train --validation-split nan", "--validation-split", "nan"),
    Misuse("train --validation-split x", "--validation-split", "x", "fraction"),
    Misuse("train --seed=-1", "--seed", "-1"),
    Misuse("train --threads 0", "--threads", "256"),
    Misuse("train --threads 1000000", "--threads", "1000000", "256"),
    Misuse("train --output=", "--output"),
    Misuse("train --resume=", "--resume"),
    Misuse("train --resume a --output b", "--resume", "--output"),
    Misuse("train --resume a --learning-rate 0.1", "--resume", "--epochs"),
    Misuse("train --resume a --dataset mnist", "--resume", "--epochs"),
    Misuse("train --validation-split writers --dataset {drawings}", "Writers", "MNIST"),
    Misuse("train --validation-split 1e-300 --dataset {drawings}", "1e-300", "validate"),
    Misuse("train --validation-split 0.999 --dataset {drawings}", "0.999", "train"),
    Misuse("evaluate {model} --figures=", "--figures"),
    Misuse("evaluate {model} --count 3", "--count"),
    Misuse("evaluate {model} --beside {model}", "--beside", "--corruptions"),
    Misuse("calibrate {run} --half", "--half", "--output"),
    Misuse("train --epochs 1000001", "--epochs", "1000001"),
    Misuse("calibrate {model} --false-rejects 0.5", "--false-rejects", "0.5"),
    Misuse("augmentations", "--output"),
    Misuse("augmentations --output a.bmp", "a.bmp", ".svg"),
    Misuse("train --seeds 0", "--seeds", "0"),
    Misuse("train --resume a --seeds 2", "--resume", "--epochs"),
    Misuse("predict {model} --index 1 --count 2", "--index", "--count"),
    Misuse("predict {model} --index a,b", "--index", "a,b"),
    Misuse("predict {model} --index 1,,2", "--index", "1,,2"),
    Misuse("predict {model} --index=-1", "--index", "-1"),
    Misuse("predict {model} --count 0", "--count", "0"),
    Misuse("predict {model} --output picture.bmp", "picture.bmp", ".svg", ".png"),
    Misuse("summary {model} again", "again"),
    Misuse("read", "picture"),
    Misuse("read a.png --annotate a.bmp", "a.bmp", ".svg", ".png"),
    Misuse("read a.png --sheet sheet", "sheet", ".svg", ".png"),
    Misuse("read a.png b.png --annotate c.png", "--annotate", "one"),
  ])
  func isRefused(misuse: Misuse) throws {
    let place = try Workplace()
    let outcome = try Program.run(try filledIn(misuse.arguments), in: place)
    expectRefusal(outcome, code: 64, naming: misuse.words)
    #expect(try place.content == [])
  }

  /// A program's user who only looks around gets help, which is no failure.
  @Test(arguments: ["", "--help", "train --help", "help predict", "help read"])
  func helpIsNoFailure(arguments: String) throws {
    let outcome = try Program.run(filledIn(arguments), in: Workplace())
    #expect(outcome.ending == .exit(0))
    #expect(outcome.output.contains("USAGE: digits"))
    #expect(outcome.error == "")
  }

  @Test func controlCodesDoNotReachTheTerminal() throws {
    let outcome = try Program.run(["summary", "no\u{1B}[2J\nsuch\tfile"], in: Workplace())
    expectRefusal(outcome, code: 66, naming: ["no [2J such file"])
    #expect(!outcome.error.contains("\u{1B}"))
  }
}

/// Words of a command line, with the shared data set and model put in.
func filledIn(_ arguments: String) throws -> [String] {
  try arguments.split(separator: " ").map { word in
    switch word {
    case "{drawings}": try Drawings.directory.get()
    case "{model}": try TrainedRun.shared.get().model
    case "{run}": try TrainedRun.shared.get().path
    default: String(word)
    }
  }
}
