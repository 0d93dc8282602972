import Foundation

/// A JSON text with one value replaced, for each of its values and each replacement.
///
/// Every setting that a file holds is met this way, also those that are yet to be added.
struct JSONVariants {
  private let value: JSONValue<Fields>
  fileprivate static let mark = "@"

  init(_ json: String) throws {
    value = try JSONDecoder().decode(JSONValue<Fields>.self, from: Data(json.utf8))
  }

  /// - Parameters:
  ///   - numbers: What takes each number's place.
  ///   - lists: What takes each list's place.
  func replacing(numbers: [String], lists: [String]) throws -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try value.marked.flatMap { marked in
      let json = String(decoding: try encoder.encode(marked.value), as: UTF8.self)
      return (marked.isList ? lists : numbers).map {
        json.replacingOccurrences(of: "\"\(Self.mark)\"", with: $0)
      }
    }
  }
}

/// The fields of an object of any kind.
private struct Fields: Codable {
  var values: [String: JSONValue<Fields>]

  init(_ values: [String: JSONValue<Fields>]) { self.values = values }

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: JSONValue<Fields>].self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

extension JSONValue<Fields> {
  /// With a mark in the place of each number and list in turn.
  fileprivate var marked: [(value: Self, isList: Bool)] {
    switch self {
    case .number: return [(.text(JSONVariants.mark), false)]
    case .list(let values):
      return [(.text(JSONVariants.mark), true)]
        + values.indices.flatMap { index in
          values[index].marked.map { inner, isList in
            var changed = values
            changed[index] = inner
            return (.list(changed), isList)
          }
        }
    case .object(let fields):
      return fields.values.sorted { $0.key < $1.key }.flatMap { key, value in
        value.marked.map { inner, isList in
          (.object(Fields(fields.values.merging([key: inner]) { $1 })), isList)
        }
      }
    default: return []
    }
  }
}
