import Foundation

/// Axes, dots and front of a ``FrontierChart``.
struct FrontierChartPlot {
  static let width = 760.0
  static let height = 408.0
  private static let floor = 356.0

  private let points, front: [FrontierChart.Point]
  /// Seconds along the axis.
  private let ticks: [(value: Double, text: String)]
  private let isLogarithmic: Bool
  private let scale: Scale
  private let y: ShareScale

  init(points: [FrontierChart.Point], front: [FrontierChart.Point]) {
    self.points = points
    self.front = front
    let seconds = points.map(\.seconds)
    let (least, most) = (seconds.min() ?? 0, seconds.max() ?? 1)
    // One that takes fifty times as long would press all others against the wall.
    isLogarithmic = least > 0 && most > least * 15
    if isLogarithmic {
      let places = Self.places(enclosing: least, most)
      ticks = places.map { ($0, coordinate($0)) }
      let range = log10(places.first ?? least)...log10(places.last ?? most)
      scale = Scale(values: range, coordinates: (60, Self.width - 20))
    } else {
      let linear = Ticks(enclosing: seconds + [0], count: 7)
      ticks = linear.values.map { ($0, fixed($0, decimals: linear.decimals())) }
      scale = Scale(values: linear.range, coordinates: (60, Self.width - 20))
    }
    y = ShareScale(enclosing: points.map(\.share), coordinates: (Self.floor, 10))
  }

  /// Everything, the origin at the upper left corner.
  var elements: [Element] { axes + dots + frontLine + names + legend }

  private func x(_ seconds: Double) -> Double {
    scale(isLogarithmic ? log10(seconds) : seconds)
  }

  /// 1, 2, 5, 10 and so on, from below the least to above the most; powers of ten only over many of
  /// them.
  private static func places(enclosing least: Double, _ most: Double) -> [Double] {
    let decades = Int(log10(least).rounded(.down))...Int(log10(most).rounded(.up))
    let steps = decades.count > 4 ? [1.0] : [1, 2, 5]
    let all = decades.flatMap { decade in steps.map { $0 * pow(10, Double(decade)) } }
    let first = all.lastIndex { $0 <= least * 1.000_001 } ?? 0
    let last = all.firstIndex { $0 >= most * 0.999_999 } ?? all.count - 1
    return Array(all[first...max(first, last)])
  }

  private var axes: [Element] {
    let seconds = ticks.map { tick in
      Element.text(
        tick.text, x: x(tick.value), y: Self.floor + 18, size: 11, anchor: .middle,
        paint: .fill(.muted))
    }
    let shares = y.ticks.flatMap { tick -> [Element] in
      let height = y(tick).rounded() + 0.5
      return [
        .line(from: (60, height), to: (Self.width - 20, height), paint: .stroke(.rule)),
        .text(
          ShareScale.text(tick), x: 50, y: height + 4, size: 11, anchor: .end,
          paint: .fill(.muted)),
      ]
    }
    return shares + seconds + [
      .text(
        isLogarithmic
          ? "seconds of training on one core (logarithmic)" : "seconds of training on one core",
        x: (40 + Self.width) / 2, y: Self.floor + 38,
        size: 11.5, anchor: .middle, paint: .fill(.muted))
    ]
  }

  private var dots: [Element] {
    let step = max(1, (points.count + FrontierChart.limit - 1) / FrontierChart.limit)
    return points.enumerated().filter { $0.offset % step == 0 }.map { _, point in
      Element.circle(
        x: x(point.seconds), y: y(point.share), radius: point.isPassing ? 2.2 : 3.6,
        paint: .fill(.faint)
      ).with("opacity", point.isPassing ? 0.75 : 1)
    }
  }

  private var frontLine: [Element] {
    guard let first = front.first else { return [] }
    var data = "M\(coordinate(x(first.seconds))) \(coordinate(y(first.share)))"
    // What was reached stays reached until something better is: steps, not slopes.
    for point in front.dropFirst() {
      data += "H\(coordinate(x(point.seconds)))V\(coordinate(y(point.share)))"
    }
    data += "H\(coordinate(Self.width - 20))"
    let line = Element.path(data, paint: .stroke(.first))
      .with("stroke-width", 1.8).with("stroke-linejoin", "round")
    return [line]
      + front.map { point in
        .circle(
          x: x(point.seconds), y: y(point.share), radius: point.isPassing ? 3.4 : 5,
          paint: .fill(.first))
      }
  }

  /// Names of the front's points wherever there is room: ends before stops, the best ones first.
  private var names: [Element] {
    let order = front.indices.sorted {
      (front[$0].isPassing ? 1 : 0, -$0) < (front[$1].isPassing ? 1 : 0, -$1)
    }
    let marks = front.map { point in
      Rectangle(x: x(point.seconds) - 5, y: y(point.share) - 5, width: 10, height: 10)
    }
    var taken = [Rectangle(x: Self.width - 256, y: Self.floor - 70, width: 256, height: 70)]
    var elements: [Element] = []
    for index in order {
      let point = front[index]
      let place = (x: x(point.seconds), y: y(point.share))
      let width = point.name.width(size: 11.5)
      let boxes = [
        Rectangle(x: place.x + 9, y: place.y + 4, width: width, height: 17),
        Rectangle(x: place.x - 9 - width, y: place.y - 20, width: width, height: 17),
      ]
      let others = marks.enumerated().filter { $0.offset != index }.map(\.element)
      let free = boxes.firstIndex { box in
        box.x >= 62 && box.right <= Self.width && box.y >= 0 && box.bottom < Self.floor
          && (taken + others).allSatisfy { $0.overlap(box) == 0 }
      }
      guard let free, taken.count < 10 else { continue }
      let box = boxes[free]
      taken.append(box)
      let left = free == 0 ? box.x : box.right
      func text(_ paint: Paint) -> Element {
        .text(
          point.name, x: left, y: box.y + 13, size: 11.5, anchor: free == 0 ? .start : .end,
          bold: index == front.count - 1, paint: paint)
      }
      // Paper around the letters: there are dots below them.
      elements += [
        text(.stroke(.background)).with("stroke-width", 3.5).with("stroke-linejoin", "round"),
        text(.fill(.ink)),
      ]
    }
    return elements
  }

  private var legend: [Element] {
    let top = Self.floor - 58
    let left = Self.width - 240
    var rows: [(Role, Double, String)] = [
      (.first, 5, "no other one is better in both"), (.faint, 3.6, "the others"),
    ]
    if points.contains(where: \.isPassing) { rows.append((.faint, 2.2, "after an earlier epoch")) }
    let box = Element.rectangle(
      x: left - 16, y: top - 12, width: 236, height: Double(rows.count) * 18 + 10, radius: 6,
      paint: .fill(.background)
    ).with("opacity", 0.9)
    return [box]
      + rows.enumerated().flatMap { index, row -> [Element] in
        let middle = top + Double(index) * 18
        return [
          .circle(x: left, y: middle, radius: row.1, paint: .fill(row.0)),
          .text(row.2, x: left + 12, y: middle + 4, size: 11.5, paint: .fill(.muted)),
        ]
      }
  }
}
