// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func target(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, exclude: ["README.md"], swiftSettings: strict)
}

/// The tests of a target, with the data files that they read from the source tree.
func tests(_ name: String, _ dependencies: Target.Dependency..., data: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    exclude: data, swiftSettings: strict)
}

let package = Package(
  name: "swiftgrad",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Autodiff", targets: ["Autodiff"]),
    .executable(name: "swiftgrad", targets: ["swiftgrad"]),
  ],
  targets: [
    .executableTarget(name: "swiftgrad", dependencies: ["Console"], swiftSettings: strict),
    target(
      "Console", "Rendering", "Calculator", "Syntax", "Tables", "Primitives", "Tensors", "CKernels",
      "CReadline", "CStreams"),
    target("Rendering", "Calculator", "Autodiff", "Primitives", "Syntax", "Tensors", "Tables"),
    target("Calculator", "Autodiff", "Syntax", "Primitives", "Tensors", "Tables"),
    target("Autodiff", "Primitives", "Tensors", "CKernels"),
    target("Primitives", "Tensors", "ScalarMath", "CKernels"),
    target("Tensors", "CKernels", "COpenBLAS"),
    target("Syntax"),
    target("Tables"),
    target("ScalarMath", "CKernels"),
    .target(name: "CKernels", exclude: ["README.md"]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-pthread-dev"])]),
    .target(
      name: "CReadline", exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("readline"), .linkedLibrary("tinfo")]),
    .target(
      name: "CStreams", exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd")]),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("Syntax"),
    tests("Tables", data: ["Fixtures"]),
    tests("ScalarMath", "CKernels", data: ["Reference"]),
    tests("Tensors"),
    tests("Autodiff", "Primitives", "Tensors"),
    tests("Calculator", "Syntax", "Autodiff", "Tables"),
    tests("Rendering", "Calculator", "Primitives", "Syntax", "Tables", "Tensors"),
    tests("Console", "Syntax", "Tables", data: ["Fixtures", "Golden"]),
  ],
  swiftLanguageModes: [.v6]
)
