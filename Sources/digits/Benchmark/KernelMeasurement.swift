import Kernels

/// How fast one kernel is at one size that a preset uses.
struct KernelMeasurement: Encodable {
  let model, kernel, size: String
  let microseconds: Double
  /// What the operation costs by its definition, so that cleverness shows as more than the peak.
  let gigaflops: Double
  let share: Double
  /// Why the share is below 60 %.
  let reason: String?
}

/// A kernel to measure.
struct KernelCase {
  let model, kernel, size: String
  /// Operations by the definition: a product and a sum are two.
  let operations: Int
  let reason: String?
  let work: () -> Void

  init(
    _ model: String, _ kernel: String, _ size: String, operations: Int, _ reason: String? = nil,
    work: @escaping () -> Void
  ) {
    (self.model, self.kernel, self.size) = (model, kernel, size)
    (self.operations, self.reason, self.work) = (operations, reason, work)
  }

  func measured(peak: Double) -> KernelMeasurement {
    let seconds = Benchmark.medianSeconds(work)
    let rate = Double(operations) / seconds
    return KernelMeasurement(
      model: model, kernel: kernel, size: size, microseconds: seconds * 1e6,
      gigaflops: rate / 1e9, share: rate / peak, reason: rate < 0.6 * peak ? reason : nil)
  }
}
