import Foundation

/// A JSON text with one value replaced, for each of its values and each replacement.
///
/// Every setting that a file holds is met this way, also those that are yet to be added.
struct JSONVariants {
  private let value: Value
  private static let mark = "@"

  init(_ json: String) throws {
    value = try JSONDecoder().decode(Value.self, from: Data(json.utf8))
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

  private indirect enum Value: Codable {
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([Value])
    case object([String: Value])
    case null

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else if let value = try? container.decode(String.self) {
        self = .text(value)
      } else if let value = try? container.decode([Value].self) {
        self = .list(value)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let value): try container.encode(value)
      case .number(let value): try container.encode(value)
      case .text(let value): try container.encode(value)
      case .list(let value): try container.encode(value)
      case .object(let value): try container.encode(value)
      case .null: try container.encodeNil()
      }
    }

    /// With a mark in the place of each number and list in turn.
    var marked: [(value: Value, isList: Bool)] {
      switch self {
      case .number: return [(.text(mark), false)]
      case .list(let values):
        return [(.text(mark), true)]
          + values.indices.flatMap { index in
            values[index].marked.map { inner, isList in
              var changed = values
              changed[index] = inner
              return (.list(changed), isList)
            }
          }
      case .object(let values):
        return values.sorted { $0.key < $1.key }.flatMap { key, value in
          value.marked.map { inner, isList in
            (.object(values.merging([key: inner]) { $1 }), isList)
          }
        }
      default: return []
      }
    }
  }
}
