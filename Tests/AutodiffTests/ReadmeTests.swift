import Foundation
import Testing

/// The program in the README is compiled against the library and run; its output stands below it.
@Suite struct ReadmeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The first fenced block in a language, and the first plain text block behind it.
  private static func blocks(_ language: String) throws -> (program: String, output: String) {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let program = try #require(text.firstBlock(language))
    let rest = try #require(text.components(separatedBy: program).last)
    return (program, try #require(rest.firstBlock("text")))
  }

  @Test func programCompilesAndPrintsWhatStandsThere() throws {
    let (program, output) = try Self.blocks("swift")
    let products = try #require(Self.products)
    let folder = FileManager.default.temporaryDirectory.appending(path: "readme-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "main.swift")
    try program.write(to: source, atomically: true, encoding: .utf8)
    let executable = folder.appending(path: "program").path

    let objects = ["Autodiff", "Primitives", "Tensors", "ScalarMath", "CKernels"].flatMap { name in
      Self.objects(in: products.appending(path: "\(name).build"))
    }
    let maps = [
      products.appending(path: "CKernels.build/module.modulemap"),
      Self.root.appending(path: "Sources/COpenBLAS/module.modulemap"),
    ]
    let flags = try Self.run("/usr/bin/env", ["pkg-config", "--cflags", "--libs", "openblas"])
      .output
      .split(whereSeparator: \.isWhitespace).map(String.init)
    let compiled = try Self.run(
      "/usr/bin/env",
      ["swiftc", source.path, "-o", executable, "-I", products.appending(path: "Modules").path]
        + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0.path)"] }
        + flags.flatMap { $0.hasPrefix("-I") ? ["-Xcc", $0] : [$0] } + objects)
    try #require(compiled.status == 0, "\(compiled.output)")
    #expect(try Self.run(executable, []).output == output)
  }

  /// The folder with the modules and objects of this build.
  private static var products: URL? {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    for _ in 0..<6 {
      if FileManager.default.fileExists(atPath: folder.appending(path: "Autodiff.build").path) {
        return folder
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  private static func objects(in folder: URL) -> [String] {
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).map(\.path).filter { $0.hasSuffix(".o") }.sorted()
  }

  private static func run(
    _ executable: String, _ arguments: [String]
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

extension String {
  /// What stands between ```language and the next ```.
  fileprivate func firstBlock(_ language: String) -> String? {
    guard let start = range(of: "```\(language)\n"),
      let end = range(of: "\n```", range: start.upperBound..<endIndex)
    else { return nil }
    return String(self[start.upperBound..<end.lowerBound]) + "\n"
  }
}
