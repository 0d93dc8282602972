/// Which training comes next, and what follows from those that are done.
///
/// Trainings of any number of threads come here for work. What comes of the sweep does not depend
/// on who is first.
struct SweepSchedule {
  /// A training, up to an epoch.
  struct Job: Sendable {
    let trial: TrialRecord
    let epochs: Int
  }

  /// A setting with its trainings, as places in `trials`.
  private struct Group {
    var search: [Int] = []
    var comparison: [Int] = []
    var nextSearch = 0
    var nextComparison = 0
    /// Trainings of the search that are not done.
    var openSearches = 0
    /// It is still among those that are trained.
    var isAlive = true
  }

  private(set) var trials: [TrialRecord]
  private var groups: [Group]
  private let epochs: Int
  private let halving: SweepSpecification.Halving?
  /// Epochs up to which those that are alive are trained now.
  private(set) var rung: Int
  /// Groups before it have nothing left to hand out.
  private var firstOpen = 0
  /// Trainings to compare that have not come to the rung.
  private var openInRung = 0
  /// What happened since somebody asked.
  private var events: [SweepEvent] = []
  private var ended: [TrialRecord] = []
  private var placeOfTrial: [Int: Int] = [:]
  private var groupOfPlace: [Int] = []
  private var progress: SweepProgress.Counter

  /// A sweep as its store holds it.
  ///
  /// - Parameters:
  ///   - trials: In order, with the number of each one's setting.
  ///   - specification: What is compared.
  ///   - threads: How many trainings run at a time.
  init(_ trials: [SweepPlan.PlannedTrial], _ specification: SweepSpecification, threads: Int) {
    epochs = specification.epochs
    halving = specification.halving
    rung = halving.map { min($0.firstEpochs, specification.epochs) } ?? specification.epochs
    self.trials = trials.map(\.record)
    progress = SweepProgress.Counter(threads: threads, seeds: specification.seeds.count)
    var groups: [Group] = []
    var last: Int?
    for (place, trial) in trials.enumerated() {
      if trial.group != last { groups.append(Group()) }
      last = trial.group
      placeOfTrial[trial.record.id] = place
      groupOfPlace.append(groups.count - 1)
      switch trial.record.phase {
      case .search: groups[groups.count - 1].search.append(place)
      case .comparison: groups[groups.count - 1].comparison.append(place)
      }
    }
    self.groups = groups
    takeUp()
  }

  /// Brings in what an earlier process did.
  private mutating func takeUp() {
    for place in trials.indices {
      // Who was at work then is not any more, and who was left behind is found again below.
      if [.running, .dropped].contains(trials[place].state) { trials[place].state = .waiting }
      progress.add(trials[place])
    }
    for number in groups.indices {
      groups[number].openSearches = groups[number].search.count { !trials[$0].isDone }
      if groups[number].openSearches == 0 { settleSearch(number) }
    }
    openInRung = openTrials
    while openInRung == 0, climb() {}
  }

  /// Trainings of those alive that have not come to the rung.
  private var openTrials: Int {
    groups.filter(\.isAlive).reduce(0) { sum, group in
      sum + group.comparison.count { !hasReached($0) }
    }
  }

  private func hasReached(_ place: Int) -> Bool {
    trials[place].isDone || rung < epochs && trials[place].history.count >= rung
  }

  /// Nothing is left to do.
  var isDone: Bool { openInRung == 0 && rung >= epochs }

  /// The next training; nil if there is none now.
  mutating func next() -> Job? {
    var number = firstOpen
    var isFirst = true
    while number < groups.count {
      if let place = nextPlace(number) {
        progress.begin(trials[place])
        trials[place].state = .running
        let target = trials[place].phase == .search ? trials[place].epochs : rung
        return Job(trial: trials[place], epochs: target)
      }
      // Those in front that have nothing more are not looked at again.
      if isFirst, isHandedOut(number) { firstOpen = number + 1 } else { isFirst = false }
      number += 1
    }
    return nil
  }

  private func isHandedOut(_ number: Int) -> Bool {
    let group = groups[number]
    return !group.isAlive || group.nextComparison >= group.comparison.count
  }

  private mutating func nextPlace(_ number: Int) -> Int? {
    guard groups[number].isAlive else { return nil }
    while groups[number].nextSearch < groups[number].search.count {
      let place = groups[number].search[groups[number].nextSearch]
      groups[number].nextSearch += 1
      if trials[place].state == .waiting { return place }
    }
    guard groups[number].openSearches == 0 else { return nil }
    while groups[number].nextComparison < groups[number].comparison.count {
      let place = groups[number].comparison[groups[number].nextComparison]
      groups[number].nextComparison += 1
      if !hasReached(place) { return place }
    }
    return nil
  }

  /// A training tells of an epoch, or of those that it goes on after.
  mutating func report(_ trial: Int, _ event: TrialKeeper.Event) {
    guard let place = placeOfTrial[trial] else { return }
    switch event {
    case .wentOn(let history):
      trials[place].history = history
      events.append(.began(trial: trial, history: history))
    case .epoch(let epoch):
      trials[place].history.append(epoch)
      events.append(.epoch(trial: trial, number: trials[place].history.count - 1, epoch))
    }
    progress.report(trials[place])
  }

  /// A training is about to run, from its first epoch unless it tells otherwise.
  mutating func begin(_ trial: Int) {
    guard let place = placeOfTrial[trial] else { return }
    trials[place].history = []
    events.append(.began(trial: trial, history: []))
  }

  /// A training has come to an end, for now or for good.
  mutating func end(_ trial: Int, _ ending: TrialRunner.Ending) {
    guard let place = placeOfTrial[trial] else { return }
    switch ending {
    case .finished(let weights): settle(place, .finished, weights: weights)
    case .diverged: settle(place, .diverged)
    case .failed(let failure): settle(place, .failed, failure: failure)
    case .paused, .interrupted: settle(place, .waiting)
    }
    progress.end(trials[place])
    guard ending != .interrupted else { return }
    switch trials[place].phase {
    case .search:
      let number = groupOfPlace[place]
      groups[number].openSearches -= 1
      if groups[number].openSearches == 0 { settleSearch(number) }
    case .comparison: openInRung -= 1
    }
    while openInRung == 0, climb() {}
  }

  private mutating func settle(
    _ place: Int, _ state: TrialRecord.State, failure: String? = nil, weights: String? = nil
  ) {
    trials[place].state = state
    trials[place].failure = failure
    trials[place].weights = weights
    events.append(.ended(trial: trials[place].id, state, failure: failure, weights: weights))
    if trials[place].isDone { ended.append(trials[place]) }
  }

  /// The learning rate with the least loss on validation is the setting's; the least rate if the
  /// loss of all became no number.
  private mutating func settleSearch(_ number: Int) {
    let search = groups[number].search.map { trials[$0] }
    guard !search.isEmpty else { return }
    func loss(_ trial: TrialRecord) -> Double { trial.history.last?.validationLoss ?? .infinity }
    let best = search.filter { $0.state == .finished }.min { loss($0) < loss($1) }
    let chosen = best ?? search.first { $0.state == .diverged }
    for place in groups[number].comparison where !trials[place].isDone {
      guard let chosen else {
        settle(place, .failed, failure: search[0].failure)
        progress.end(trials[place])
        openInRung -= 1
        continue
      }
      guard trials[place].setting != chosen.setting else { continue }
      trials[place].setting = chosen.setting
      events.append(.setting(trial: trials[place].id, chosen.setting))
    }
  }

  /// Leaves behind those that are worse than the best 1 / eta, and goes on with the others.
  ///
  /// - Returns: There is another rung.
  private mutating func climb() -> Bool {
    guard let halving, rung < epochs else { return false }
    // Who cannot go on is as bad as can be.
    let scores = groups.indices.filter { groups[$0].isAlive }.map { number in
      let accuracies = groups[number].comparison.map { place -> Double in
        let history = trials[place].history
        let goesOn = ![.diverged, .failed].contains(trials[place].state) && history.count >= rung
        return goesOn ? history[rung - 1].validationAccuracy : 0
      }
      return (number: number, score: accuracies.reduce(0, +) / Double(max(1, accuracies.count)))
    }
    let ranked = scores.sorted { ($0.score, $1.number) > ($1.score, $0.number) }
    let kept = max(1, (ranked.count + halving.eta - 1) / halving.eta)
    for (number, _) in ranked.dropFirst(kept) {
      groups[number].isAlive = false
      for place in groups[number].comparison where !trials[place].isDone {
        settle(place, .dropped)
        progress.end(trials[place])
      }
    }
    rung = rung > epochs / halving.eta ? epochs : rung * halving.eta
    for number in groups.indices { groups[number].nextComparison = 0 }
    firstOpen = 0
    openInRung = openTrials
    return true
  }

  /// What happened since the last call, and the trainings that came to their end.
  mutating func takeNews() -> (events: [SweepEvent], ended: [TrialRecord]) {
    defer { (events, ended) = ([], []) }
    return (events, ended)
  }

  /// How far it is.
  func progressNow(elapsed: Double) -> SweepProgress { progress.snapshot(elapsed: elapsed) }
}

extension TrialRecord {
  /// There is nothing left to do.
  var isDone: Bool { ![.waiting, .running].contains(state) }
}
