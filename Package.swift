// swift-tools-version: 6.3

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
/// What a library imports is its own business, unless it says otherwise.
let library = strict + [.enableUpcomingFeature("InternalImportsByDefault")]

let package = Package(
  name: "Digits",
  platforms: [.macOS(.v15), .iOS(.v18)],
  products: [
    .library(name: "NeuralNetwork", targets: ["NeuralNetwork", "Kernels"]),
    .library(name: "MNIST", targets: ["MNIST"]),
    .library(name: "Figures", targets: ["Figures"]),
    .library(name: "TensorBoard", targets: ["TensorBoard"]),
    .library(name: "Recipes", targets: ["Recipes"]),
    .library(name: "Images", targets: ["Images"]),
    .library(name: "DigitReader", targets: ["DigitReader"]),
    .library(name: "Experiments", targets: ["Experiments"]),
    .library(name: "DigitServer", targets: ["DigitServer"]),
    .executable(name: "digits", targets: ["digits"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // What Hummingbird stands on, where the server touches it.
    .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    // SVG to PNG. pkg-config is asked for cairo only: librsvg's own flags hold
    // "-pthread", about which SwiftPM warns at every build.
    .systemLibrary(
      name: "CRSVG", pkgConfig: "cairo",
      providers: [.apt(["librsvg2-dev"]), .brew(["librsvg"])]),

    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),

    .target(name: "CKernels"),
    .target(name: "Kernels", dependencies: ["CKernels"], swiftSettings: library),
    .target(name: "NeuralNetwork", dependencies: ["Kernels"], swiftSettings: library),
    // MNIST's four files inside the binary, so that a program needs nothing beside it.
    .target(name: "CMNIST", exclude: ["mnist"]),
    .target(
      name: "MNIST", dependencies: ["NeuralNetwork", "Kernels", "CMNIST", "CZlib"],
      swiftSettings: library),
    .target(name: "Figures", dependencies: ["CRSVG"], swiftSettings: library),
    .target(name: "TensorBoard", dependencies: ["NeuralNetwork"], swiftSettings: library),
    .target(name: "Recipes", dependencies: ["NeuralNetwork", "MNIST"], swiftSettings: library),
    // What a training run is, for the command line and the server.
    .target(
      name: "Runs", dependencies: ["NeuralNetwork", "MNIST", "Recipes", "DigitReader"],
      swiftSettings: library),
    // Pictures from files, and into files. libpng's errors are jumps, which only C can catch.
    .target(name: "CPNGDecoder", dependencies: ["CPNG"]),
    .target(
      name: "Images", dependencies: ["CPNG", "CPNGDecoder", "CTurboJPEG"],
      swiftSettings: library),
    // Photographs of pages whose digits are known, made from MNIST's test digits.
    .target(
      name: "TestPages", dependencies: ["Images", "NeuralNetwork", "Kernels"],
      swiftSettings: library),
    // The network that this package trained, inside the binary.
    .target(name: "CPretrained", exclude: ["model"]),
    .target(
      name: "DigitReader", dependencies: ["NeuralNetwork", "Kernels", "Images", "CPretrained"],
      swiftSettings: library),
    // The page of the studio, inside the binary.
    .target(name: "CStudio", exclude: ["openapi.json", "page"]),
    .target(
      name: "DigitServer",
      dependencies: [
        "CStudio", "DigitReader", "Experiments", "Images", "MNIST", "NeuralNetwork", "Recipes",
        "Runs",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: library),
    // Sweeps over optimizers, activation functions and more, their store, their report.
    .target(
      name: "Experiments",
      dependencies: [
        "Figures", "MNIST", "NeuralNetwork", "Recipes", "Runs",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: library),
    .executableTarget(
      name: "digits",
      dependencies: [
        "Kernels", "NeuralNetwork", "MNIST", "Recipes", "Runs", "Figures", "DigitReader",
        "Images", "TestPages", "DigitServer", "Experiments",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Damaged pictures for the decoders; `make fuzz`.
    .executableTarget(
      name: "FuzzPictures",
      dependencies: [
        "Images", "DigitReader", "TestPages", "MNIST", "CZlib",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The README's first listing.
    .executableTarget(
      name: "FirstNetwork", dependencies: ["MNIST", "NeuralNetwork"],
      path: "Examples/FirstNetwork", swiftSettings: strict),
    // The second one.
    .executableTarget(
      name: "Callbacks", dependencies: ["MNIST", "NeuralNetwork", "TensorBoard"],
      path: "Examples/Callbacks", swiftSettings: strict),

    .testTarget(
      name: "KernelsTests", dependencies: ["Kernels", "CKernels"], swiftSettings: strict),
    .testTarget(
      name: "NeuralNetworkTests", dependencies: ["NeuralNetwork", "Kernels"],
      resources: [.copy("Golden")], swiftSettings: strict),
    .testTarget(
      name: "MNISTTests", dependencies: ["MNIST", "NeuralNetwork", "Kernels", "CZlib"],
      resources: [.copy("Golden")],
      swiftSettings: strict),
    .testTarget(
      name: "FiguresTests", dependencies: ["Figures"], resources: [.copy("Golden")],
      swiftSettings: strict),
    .testTarget(
      name: "TensorBoardTests", dependencies: ["TensorBoard", "NeuralNetwork", "Figures"],
      resources: [.copy("Golden")], swiftSettings: strict),
    .testTarget(
      name: "RecipesTests", dependencies: ["Recipes", "MNIST", "NeuralNetwork"],
      swiftSettings: strict),
    .testTarget(
      name: "ImagesTests", dependencies: ["Images", "FuzzPictures", "CZlib"],
      resources: [.copy("Golden")], swiftSettings: strict),
    .testTarget(
      name: "TestPagesTests", dependencies: ["TestPages", "Images", "MNIST", "NeuralNetwork"],
      swiftSettings: strict),
    .testTarget(
      name: "DigitReaderTests",
      dependencies: ["DigitReader", "Images", "TestPages", "MNIST", "NeuralNetwork"],
      swiftSettings: strict),
    // A client that sends what no good client sends.
    .target(name: "RawHTTP", path: "Tests/RawHTTP", swiftSettings: strict),
    .testTarget(
      name: "DigitServerTests",
      dependencies: [
        "CStudio", "DigitServer", "DigitReader", "Experiments", "Images", "MNIST", "NeuralNetwork",
        "RawHTTP", "Recipes", "Runs",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      resources: [.copy("Golden")], swiftSettings: strict),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "Figures", "NeuralNetwork", "Runs",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "digitsTests",
      dependencies: [
        "digits", "Experiments", "NeuralNetwork", "MNIST", "Images", "Runs", "TestPages", "RawHTTP",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
