/// Floats in 16 bits, IEEE 754's binary16: one for the sign, five for the exponent, ten for the rest.
///
/// By hand, for Swift's `Float16` is missing on Intel's Macs.
enum HalfPrecision {
  /// The nearest number of 16 bits, to even between two; what is too large becomes infinite.
  static func bits(of value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    if magnitude > 0x7F80_0000 { return sign | 0x7E00 }
    // 65,520 and more, halfway to what would be the next number.
    if magnitude >= 0x477F_F000 { return sign | 0x7C00 }
    if magnitude < 0x3880_0000 {
      // Below 2⁻¹⁴ numbers are multiples of 2⁻²⁴.
      return sign | UInt16((Float(bitPattern: magnitude) * 0x1p24).rounded(.toNearestOrEven))
    }
    let half = magnitude - 0x3800_0000
    let rounded = half + 0xFFF + (half >> 13 & 1)
    return sign | UInt16(rounded >> 13)
  }

  /// The number that 16 bits stand for.
  static func value(of bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let (exponent, fraction) = (UInt32(bits >> 10 & 0x1F), UInt32(bits & 0x3FF))
    switch exponent {
    case 0: return sign * Float(fraction) * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(bitPattern: (exponent + 112) << 23 | fraction << 13)
    }
  }
}
