internal import Foundation
internal import NIOCore

/// What the machine that the server runs on is called by others.
enum Machine {
  /// Its own names, without and with the ending that phones add on a home network.
  static var names: [String] {
    let name = ProcessInfo.processInfo.hostName.lowercased()
    guard !name.isEmpty, name != "localhost", name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return [] }
    return name.contains(".") ? [name] : [name, name + ".local"]
  }

  /// Addresses at which others reach it, of IPv4 first.
  static var addresses: [String] {
    let addresses = ((try? System.enumerateDevices()) ?? []).compactMap(\.address)
    let reachable = addresses.compactMap(\.ipAddress).filter { address in
      !address.hasPrefix("127.") && address != "::1" && !address.lowercased().hasPrefix("fe80:")
    }
    var seen: Set<String> = []
    let unique = reachable.filter { seen.insert($0).inserted }
    return unique.filter { !$0.contains(":") } + unique.filter { $0.contains(":") }
  }
}
