import Figures

extension Samples {
  /// Two rows and three columns, one of them unknown, one marked, one far below the others.
  static let heatMap = HeatMap(
    title: "Optimizer × activation", subtitle: "Accuracy in %", rowTitle: "optimizer",
    columnTitle: "activation", rows: ["adam", "<sgd>"], columns: ["relu", "tanh & co", "sigmoid"],
    cells: [
      [
        .init(0.9781, text: "97.81", detail: "± 0.12"),
        .init(0.975, text: "97.50", detail: "± 0.03"),
        .init(0.9702, text: "97.02", detail: "± 0.20", isMarked: true),
      ],
      [
        nil, .init(nil, text: "diverged", isMarked: true),
        .init(0.96, text: "96.00", detail: "± 0.50"),
      ],
    ], mark: "a training diverged")

  static let curveGrid = CurveGrid(
    title: "How they learn", subtitle: "3 epochs",
    panels: [
      .init(
        title: "adam", detail: "97.50 %",
        points: [
          .init(x: 1, share: 0.93, band: 0.92...0.94),
          .init(x: 2, share: 0.96, band: 0.955...0.962),
          .init(x: 3, share: 0.975, band: 0.971...0.976),
        ]),
      .init(
        title: "sgd", detail: "91.00 %",
        points: [.init(x: 1, share: 0.8), .init(x: 2, share: .nan), .init(x: 3, share: 0.91)]),
    ])

  static let rateGrid = CurveGrid(
    axis: .learningRates,
    panels: [
      .init(
        title: "adam", detail: "took 0.001", points: [.init(x: 1e-4, share: 0.9)],
        others: [[.init(x: 1e-4, share: 0.9), .init(x: 1e-3, share: 0.95), .init(x: 0, share: 1)]],
        mark: 1e-3)
    ], showsAll: false)

  static let times = IntervalChart(
    title: "Time to 97 % and 98 %", series: ["97 %", "98 %"],
    rows: [
      .init(
        "adam · relu",
        [
          .init(1.2, interval: 1.1...1.9, text: "1.20 s"),
          .init(2.5, interval: nil, text: "2.50 s"),
        ]),
      .init("sgd", [.init(3.25, text: "3.25 s"), .init(nil, text: "not reached")]),
    ], unit: .seconds, axisTitle: "seconds of training")

  static let differences = IntervalChart(
    title: "Differences", subtitle: "to the best", series: ["difference"],
    rows: [
      .init(
        "nadam",
        [
          .init(
            0.001, interval: -0.002...0.004, outerInterval: -0.3...0.302, text: "+0.10",
            isSure: false)
        ]),
      .init(
        "sgd",
        [.init(0.02, interval: 0.018...0.022, outerInterval: 0.01...0.03, text: "+2.00")]),
    ], unit: .points, axisTitle: "percentage points")

  static let frontier = FrontierChart(
    title: "Accuracy against time", subtitle: "3 settings",
    points: [
      .init("sgd, epoch 1", seconds: 0.5, share: 0.9, isPassing: true),
      .init("sgd", seconds: 1, share: 0.95), .init("adam", seconds: 1.2, share: 0.975),
      .init("slow & bad", seconds: 3, share: 0.94), .init("muon", seconds: 3.1, share: 0.982),
    ])

  static let parallel = ParallelCoordinates(
    title: "All choices", subtitle: "4 settings",
    axes: [
      .init("optimizer", values: ["sgd", "adam"]),
      .init("batch size", values: ["32", "64", "128"]),
      .init("width", values: ["1"]),
    ],
    lines: [
      .init([0, 0, 0], share: 0.95), .init([1, 2, 0], share: 0.975),
      .init([1, 1, 0], share: 0.981),
      .init([0, 2, 0], share: 0.93), .init([0], share: 0.9), .init([0, 1, 0], share: .nan),
    ])
}
