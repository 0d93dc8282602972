import Foundation

/// A share as people read it: `99.13 %`.
func percent(_ share: Double?) -> String { String(format: "%.2f %%", (share ?? .nan) * 100) }

/// The mean of numbers; 0 of none.
func average(_ values: [Double]) -> Double {
  values.reduce(0, +) / Double(max(1, values.count))
}
