import ArgumentParser

/// `digits experiment`: sweeps over optimizers, activation functions and more.
struct Experiment: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare optimizers, activation functions and other settings, fairly.",
    discussion: """
      Every combination of what the options name is trained with several seeds, as many at a time as \
      there are cores, and kept in a store as it happens. For each combination a learning rate is \
      found first, at the same cost for all, unless --learning-rates says which. Accuracies are those \
      on digits of writers whom no network met; only the setting that comes out best is measured on \
      the test digits, once.

      Ctrl-C ends it after the running steps, and --resume goes on as if it had never stopped.
      """,
    subcommands: [
      ExperimentRun.self, ExperimentList.self, ExperimentShow.self, ExperimentCompare.self,
      ExperimentExport.self, ExperimentMerge.self, ExperimentReport.self,
    ],
    defaultSubcommand: ExperimentRun.self)
}

/// Which sweep of which store.
struct SweepChoice: ParsableArguments {
  static let defaultStore = "experiments.sqlite"

  @Option(help: "File of the sweeps.")
  var store = SweepChoice.defaultStore

  @Option(
    help: "Name of the sweep in it. Default: the latest; of a new one sweep-1, sweep-2 and so on.")
  var name: String?
}
