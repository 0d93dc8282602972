// What people call the kinds of layers. Keras' class names and its function names both come here.

const names = {
  conv2d: "Convolution",
  maxpooling2d: "Max pooling",
  averagepooling2d: "Average pooling",
  globalaveragepooling2d: "Global average pooling",
  batchnormalization: "Batch normalization",
};

/** "MaxPooling2D" and "max_pooling2d" as "Max pooling"; an unknown kind in its own words. */
export function layerName(kind) {
  const spaced = kind.replaceAll("_", " ");
  return names[kind.toLowerCase().replaceAll("_", "")]
    ?? `${spaced[0]?.toUpperCase() ?? ""}${spaced.slice(1)}`;
}
