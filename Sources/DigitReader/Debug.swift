public import Images
public func debugInk(_ image: GreyImage) -> (GreyImage, GreyImage)? {
  guard let ink = InkFinder(Plane(image)).find() else { return nil }
  print("widest", ink.widest, "noise", ink.noise, "flat", ink.isFlat)
  return (
    try! GreyImage(width: image.width, height: image.height, pixels: ink.strength.bytes),
    try! GreyImage(width: image.width, height: image.height, pixels: ink.mask.bytes.map { $0 * 255 }))
}
