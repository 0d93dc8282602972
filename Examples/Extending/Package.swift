// swift-tools-version: 6.3

import PackageDescription

// A package of its own, as yours would be: it sees what Digits shows to everybody, and no more.
let package = Package(
  name: "Extending",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Digits", path: "../..")],
  targets: [
    .target(
      name: "Extending",
      dependencies: [.product(name: "NeuralNetwork", package: "Digits")]),
    .executableTarget(
      name: "Demo",
      dependencies: [
        "Extending", .product(name: "NeuralNetwork", package: "Digits"),
        .product(name: "MNIST", package: "Digits"),
      ]),
    .testTarget(
      name: "ExtendingTests",
      dependencies: ["Extending", .product(name: "NeuralNetwork", package: "Digits")]),
  ],
  swiftLanguageModes: [.v6]
)
