import Testing

@testable import Experiments

/// The trainings of a sweep, and who takes which.
struct SweepPlanTests {
  @Test func searchCostsTheSameForAllAndUsesASeedOfItsOwn() throws {
    let plan = try SweepPlan(TinyData.sweep)
    #expect(plan.trials.count == 4 * (7 + 2))
    #expect(plan.trials.map(\.record.id) == Array(0..<36))
    for group in 0..<4 {
      let own = plan.trials.filter { $0.group == group }.map(\.record)
      let search = own.filter { $0.phase == .search }
      #expect(search.count == 7)
      #expect(Set(search.map(\.epochs)) == [1])
      #expect(Set(search.map(\.seed)).isDisjoint(with: TinyData.sweep.seeds))
      #expect(own.filter { $0.phase == .comparison }.map(\.seed) == [0, 1])
    }
  }

  @Test func ratesLieAroundTheOptimizersOwn() throws {
    let plan = try SweepPlan(TinyData.sweep)
    let rates = plan.trials.filter { $0.record.phase == .search }
      .compactMap(\.record.setting.learningRate)
    // SGD's own is 0.01, Adam's 0.001.
    #expect(rates.prefix(7) == [0.00032, 0.001, 0.0032, 0.01, 0.032, 0.1, 0.32])
    #expect(rates.suffix(7) == [0.000032, 0.0001, 0.00032, 0.001, 0.0032, 0.01, 0.032])
  }

  @Test func givenRatesAreNotSearchedFor() throws {
    var sweep = TinyData.sweep
    sweep.learningRates = .list([0.1, 0.01])
    let plan = try SweepPlan(sweep)
    #expect(plan.trials.count == 8 * 2)
    #expect(plan.trials.allSatisfy { $0.record.phase == .comparison })
  }

  @Test(arguments: [1, 2, 3, 5])
  func sharesAreWholeSettingsAndMakeUpThePlan(count: Int) throws {
    let whole = try SweepPlan(TinyData.sweep)
    var shares: [SweepPlan.PlannedTrial] = []
    for index in 0..<count {
      let share = try #require(WorkerShare(index: index, count: count))
      let own = try SweepPlan(TinyData.sweep, share: share).trials
      #expect(own.allSatisfy { $0.group % count == index })
      shares += own
    }
    #expect(shares.sorted { $0.record.id < $1.record.id } == whole.trials)
  }

  @Test func halvingIsNotShared() throws {
    var sweep = TinyData.sweep
    sweep.halving = .init()
    let share = try #require(WorkerShare("0/2"))
    #expect(throws: SpecificationError.halvingAmongWorkers) {
      try SweepPlan(sweep, share: share)
    }
  }

  @Test(arguments: ["", "1", "2/2", "-1/2", "0/0", "a/b", "0/2/3", "0/"])
  func noShares(text: String) { #expect(WorkerShare(text) == nil) }
}
