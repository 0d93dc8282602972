import Foundation

/// The most memory this process ever held, in MiB.
func peakMemory() -> Int {
  var usage = rusage()
  // In bytes on Apple's systems, in KiB on Linux.
  #if canImport(Darwin)
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss >> 20
  #else
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss >> 10
  #endif
}
