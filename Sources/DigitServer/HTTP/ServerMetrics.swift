internal import Foundation
internal import Synchronization

/// What the server counts, in Prometheus' text form.
///
/// Labels are routes, methods and codes, never what a client sent, so that nobody can make them grow.
final class ServerMetrics: Sendable {
  private let state = Mutex(State())
  private let start = Date()

  private struct State {
    var requests: [Request: Int] = [:]
    var durations = Histogram(bounds: [
      0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5,
    ])
    var predictions: [Prediction: Int] = [:]
    var confidences = Histogram(bounds: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1])
    var reading = Histogram(bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1])
    var inFlight = 0
  }

  private struct Request: Hashable {
    let method, route: String
    let code: Int
  }

  private struct Prediction: Hashable {
    let model: String
    let digit: Int
  }

  func began() { state.withLock { $0.inFlight += 1 } }

  /// A request was answered, after so many seconds.
  func answered(method: String, route: String, code: Int, seconds: Double) {
    state.withLock { state in
      state.inFlight -= 1
      state.requests[Request(method: method, route: route, code: code), default: 0] += 1
      state.durations.add(seconds)
    }
  }

  /// A request was answered before anybody looked at it.
  func refused(code: Int) {
    state.withLock {
      $0.requests[Request(method: "other", route: "refused", code: code), default: 0] += 1
    }
  }

  /// A model named the digit of each sample.
  func predicted(_ probabilities: [Float], classes: Int, by model: String) {
    state.withLock { state in
      for start in stride(from: 0, to: probabilities.count, by: classes) {
        let row = probabilities[start..<start + classes]
        guard let best = row.indices.max(by: { row[$0] < row[$1] }) else { continue }
        state.predictions[Prediction(model: model, digit: best - start), default: 0] += 1
        state.confidences.add(Double(row[best]))
      }
    }
  }

  /// A picture was read, in so many seconds.
  func read(seconds: Double) { state.withLock { $0.reading.add(seconds) } }

  /// Everything, as Prometheus scrapes it.
  var text: String {
    let state = state.withLock { $0 }
    var lines: [String] = []
    func family(_ name: String, _ type: String, _ help: String, _ samples: [String]) {
      lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"] + samples
    }
    family(
      "http_requests_total", "counter", "Requests answered.",
      state.requests.map {
        "http_requests_total{method=\"\($0.method)\",route=\"\($0.route)\",code=\"\($0.code)\"} \($1)"
      }.sorted())
    family(
      "http_requests_in_flight", "gauge", "Requests being answered.",
      ["http_requests_in_flight \(state.inFlight)"])
    family(
      "http_request_duration_seconds", "histogram",
      "Seconds from a request's header to its answer.",
      state.durations.lines("http_request_duration_seconds"))
    family(
      "digit_predictions_total", "counter", "Digits named, by model.",
      state.predictions.map {
        "digit_predictions_total{model=\"\($0.model)\",digit=\"\($0.digit)\"} \($1)"
      }.sorted())
    family(
      "digit_prediction_confidence", "histogram", "Probability of the digit that was named.",
      state.confidences.lines("digit_prediction_confidence"))
    family(
      "digit_read_seconds", "histogram", "Seconds to read a picture.",
      state.reading.lines("digit_read_seconds"))
    family(
      "process_start_time_seconds", "gauge", "When the server started, in seconds since 1970.",
      ["process_start_time_seconds \(start.timeIntervalSince1970)"])
    if let bytes = Self.residentBytes {
      family(
        "process_resident_memory_bytes", "gauge", "Memory in use.",
        ["process_resident_memory_bytes \(bytes)"])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Pages of memory in use, as Linux tells; nil elsewhere.
  private static var residentBytes: Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// How often values fell below each of some bounds.
private struct Histogram {
  let bounds: [Double]
  private var counts: [Int]
  private var sum = 0.0

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  mutating func add(_ value: Double) {
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }

  func lines(_ name: String) -> [String] {
    var total = 0
    var lines: [String] = []
    for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], counts) {
      total += count
      lines.append("\(name)_bucket{le=\"\(bound)\"} \(total)")
    }
    return lines + ["\(name)_sum \(sum)", "\(name)_count \(total)"]
  }
}
