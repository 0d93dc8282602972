import Foundation
import Testing

/// Workers that share a sweep, as clusters start them.
struct ExperimentWorkerTests {
  @Test(arguments: [
    [
      ["SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_COUNT": "2"],
      ["SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "4", "SLURM_ARRAY_TASK_COUNT": "2"],
    ],
    [["JOB_COMPLETION_INDEX": "0"], ["JOB_COMPLETION_INDEX": "1"]],
    [
      ["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"],
      ["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "2"],
    ],
  ])
  func sharesOfClusters(environments: [[String: String]]) throws {
    let place = try Workplace()
    let isKubernetes = environments[0]["JOB_COMPLETION_INDEX"] != nil
    let command = try Sweeps.quick + (isKubernetes ? ["--workers", "2"] : [])
    let workers = try environments.map { try Program(command, in: place, environment: $0) }
    for worker in workers {
      let outcome = try worker.wait()
      #expect(outcome.ending == .exit(0), "\(outcome.error)")
    }
    let stores = ["experiments-0-of-2.sqlite", "experiments-1-of-2.sqlite"]
    #expect(try place.content == stores)
    let merge = try Program.run(
      ["experiment", "merge", "--into", "all.sqlite"] + stores, in: place)
    #expect(merge.ending == .exit(0), "\(merge.error)")
    let alone = try Program.run(Sweeps.quick + ["--store", "alone.sqlite"], in: place)
    #expect(alone.ending == .exit(0), "\(alone.error)")
    #expect(
      try Sweeps.content(of: "all.sqlite", in: place)
        == Sweeps.content(of: "alone.sqlite", in: place))
  }

  @Test func missingShareIsNamed() throws {
    let place = try Workplace()
    let worker = try Program.run(Sweeps.quick + ["--worker", "1/2"], in: place)
    #expect(worker.ending == .exit(0), "\(worker.error)")
    let store = "experiments-1-of-2.sqlite"
    expectRefusal(
      try Program.run(["experiment", "merge", "--into", "all.sqlite", store], in: place),
      code: 65, naming: ["worker 0/2"])
    #expect(try place.content == [store])
  }

  @Test func aShareHasNoReport() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      Sweeps.quick + ["--worker", "0/2", "--report", "report"], in: place)
    expectRefusal(outcome, code: 64, naming: ["merge"])
    #expect(try place.content == [])
  }

  @Test func kubernetesDoesNotSayHowMany() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      Sweeps.quick, in: place, environment: ["JOB_COMPLETION_INDEX": "0"])
    expectRefusal(outcome, code: 64, naming: ["--workers"])
  }

  @Test func gapsInAnArrayAreRefused() throws {
    let place = try Workplace()
    let outcome = try Program.run(
      Sweeps.quick, in: place,
      environment: [
        "SLURM_ARRAY_TASK_ID": "9", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "2",
      ])
    expectRefusal(outcome, code: 64, naming: ["SLURM_ARRAY_TASK_ID", "gaps"])
  }
}
