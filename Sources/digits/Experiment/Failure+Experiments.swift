import Experiments

extension Failure {
  /// Something is in use, and will not be for ever.
  static let temporary: Int32 = 75

  /// The sentence for what a sweep cannot be.
  init(_ error: SpecificationError) {
    self.init("\(error) See 'digits experiment run --help'.", code: Self.usage)
  }

  /// The sentence for a store, which names the options that help, and the code.
  init(_ error: StoreError) {
    let code =
      switch error {
      case .missing, .noSweep: Self.noInput
      case .noStore, .newer, .unusable, .shares: Self.dataError
      case .inUse: Self.temporary
      case .readOnly, .taken: Self.cannotCreate
      case .full: Self.inputOutput
      }
    guard case .taken(let path, let name) = error else {
      self.init("\(error)", code: code)
      return
    }
    self.init(
      "\(path) already holds a sweep “\(name)”: go on with --resume, or give another --name.",
      code: code)
  }
}
