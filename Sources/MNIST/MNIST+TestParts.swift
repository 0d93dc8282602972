extension MNIST {
  /// Test pictures whose label human raters did not confirm, by position.
  ///
  /// Of the hundred most doubtful ones, shown to five raters each; of these fifteen, ten were by
  /// majority another digit, three none at all, and two undecided. Northcutt, Athalye and Mueller,
  /// "Pervasive label errors in test sets destabilize machine learning benchmarks", arXiv 2103.14749.
  public static let unconfirmedTestPositions: Set = [
    947, 1621, 1901, 2130, 2462, 2597, 2654, 3520, 3558, 5937, 6651, 6783, 8527, 9679, 9729,
  ]

  /// The first test pictures, so many, are by students, all others by employees of the Census Bureau,
  /// who write more clearly.
  ///
  /// Yadav and Bottou, "Cold case: the lost MNIST digits", arXiv 1905.10498, found the writers.
  public static let studentTestCount = 5001
}
