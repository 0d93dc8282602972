import ArgumentParser
import Runs

extension DatasetChoice: ExpressibleByArgument {
  static let help: ArgumentHelp =
    "mnist, fashion (Debian's dataset-fashion-mnist), or a directory with four IDX files."
}
