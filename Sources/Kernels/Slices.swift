/// Cuts a range into as many parts as there are workers, the first ones longer by one where it does
/// not go evenly.
package func slice(_ range: Range<Int>, part: Int, of parts: Int) -> Range<Int> {
  let (size, rest) = range.count.quotientAndRemainder(dividingBy: parts)
  let start = range.lowerBound + part * size + min(part, rest)
  return start..<start + size + (part < rest ? 1 : 0)
}
