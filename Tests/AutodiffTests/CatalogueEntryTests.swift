import Autodiff
import Glibc
import Testing

/// What the catalogue says about its functions, and that no function is missing.
@Suite struct CatalogueEntryTests {
  @Test("every function has a summary and an example", arguments: Catalogue.all)
  func isDescribed(_ primitive: Primitive) {
    #expect(!primitive.summary.isEmpty && primitive.summary.hasSuffix("."))
    #expect(!primitive.example.isEmpty)
    #expect(primitive.convention != "")
    #expect(
      ([primitive.name] + primitive.aliases).contains { primitive.example.contains($0 + "(") },
      "the example of \(primitive.name) calls it")
  }

  @Test("every function is differentiated by some test", arguments: Catalogue.all)
  func isTested(_ primitive: Primitive) {
    let hasTensors = primitive.parameters.contains(where: \.kind.isOperand)
    #expect(hasTensors == !CatalogueSample.all(of: primitive).isEmpty)
  }

  @Test("names and other names are unique")
  func namesAreUnique() {
    var owners: [String: String] = [:]
    for primitive in Catalogue.all {
      for name in [primitive.name] + primitive.aliases {
        #expect(owners[name] == nil, "\(name) means \(primitive.name) and \(owners[name] ?? "")")
        owners[name] = primitive.name
        #expect(Catalogue.function(named: name) === primitive)
      }
    }
    #expect(Set(owners.keys) == Set(Catalogue.names))
  }

  @Test("an unknown name is no function")
  func unknownName() {
    #expect(Catalogue.function(named: "no_such_function") == nil)
    #expect(Catalogue.function(named: "") == nil)
  }

  @Test("every public function of a family file is in the list of its family")
  func listsAreComplete() throws {
    // A declaration that users shall see names the function first, then says what it does.
    let declaration = /public static let `?\w+`?(?:: Primitive)? = (?:\.init|\w+)\(\s*"(\w+)"/
    let folder = sourceRoot + "/Sources/Primitives/Families"
    var found: Set<String> = []
    for file in try names(inFolder: folder) where file.hasSuffix(".swift") {
      let source = try text(ofFile: folder + "/" + file)
      for match in source.matches(of: declaration) {
        let name = String(match.1)
        found.insert(name)
        #expect(Catalogue.function(named: name)?.name == name, "\(name) of \(file) has no family")
      }
    }
    #expect(found == Set(Catalogue.all.map(\.name)))
  }

  private var sourceRoot: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
  }

  struct Unreadable: Error {
    let path: String
  }

  private func names(inFolder path: String) throws -> [String] {
    guard let folder = opendir(path) else { throw Unreadable(path: path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }

  private func text(ofFile path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += block[..<count]
    }
  }
}
