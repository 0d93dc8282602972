internal import Kernels

/// The fifteen corruptions of MNIST-C, with which a reader of digits shows how it bears what real
/// pictures are like.
///
///     let foggy = try mnist.test.corrupted(by: .fog)
///
/// Mu and Gilmer, "MNIST-C: a robustness benchmark for computer vision", arXiv 1906.02337, each at the
/// strength that the authors released. Drawn anew from their definitions, so the pictures are not
/// those of the released files, and where the authors call ImageMagick or scikit-image, these
/// libraries' formulas are followed.
public enum Corruption: String, CaseIterable, Sendable, Codable {
  case shotNoise = "shot_noise"
  case impulseNoise = "impulse_noise"
  case glassBlur = "glass_blur"
  case motionBlur = "motion_blur"
  case shear, scale, rotate, brightness, translate, stripe, fog, spatter
  case dottedLine = "dotted_line"
  case zigzag
  case cannyEdges = "canny_edges"

  /// What happens to a picture, in a few words.
  public var summary: String {
    switch self {
    case .shotNoise: "grain of a dark photograph: Poisson noise of three photons"
    case .impulseNoise: "17 % of the pixels black or white"
    case .glassBlur: "seen through frosted glass: pixels swapped with neighbours, blurred"
    case .motionBlur: "a camera that moved, at an angle within ±45°"
    case .shear: "slanted by ±0.4"
    case .scale: "70 % of the size"
    case .rotate: "turned by ±23°"
    case .brightness: "half of white added"
    case .translate: "moved by three pixels both ways"
    case .stripe: "the left and the right quarter inverted"
    case .fog: "a plasma fractal over all"
    case .spatter: "splashes of mud"
    case .dottedLine: "a dashed line across"
    case .zigzag: "a zigzag line across"
    case .cannyEdges: "only the edges that Canny's detector finds"
    }
  }

  /// A picture of 28 × 28 values from 0 to 1, corrupted; values stay from 0 to 1.
  func apply(to picture: CorruptedPicture, _ random: inout RandomNumbers) -> CorruptedPicture {
    switch self {
    case .shotNoise: picture.withShotNoise(&random)
    case .impulseNoise: picture.withImpulses(&random)
    case .glassBlur: picture.behindGlass(&random)
    case .motionBlur: picture.motionBlurred(angle: random.uniform(in: -45...45))
    case .shear: picture.sheared(by: random.happens(0.5) ? 0.4 : -0.4)
    case .scale: picture.warped(zoom: 1 / 0.7)
    case .rotate: picture.warped(angle: random.happens(0.5) ? 0.4 : -0.4)
    case .brightness: picture.mapped { min(1, $0 + 0.5) }
    case .translate:
      picture.warped(
        rowShift: random.happens(0.5) ? 3 : -3, columnShift: random.happens(0.5) ? 3 : -3)
    case .stripe: picture.striped
    case .fog: picture.inFog(&random)
    case .spatter: picture.spattered(&random)
    case .dottedLine: picture.withDottedLine(&random)
    case .zigzag: picture.withZigzag(&random)
    case .cannyEdges: picture.edges
    }
  }
}
