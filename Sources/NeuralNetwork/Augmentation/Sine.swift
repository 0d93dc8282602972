internal import Foundation

/// The sine of an angle in radians.
func sine(_ angle: Float) -> Float { sin(angle) }
