import Syntax
import Testing

@Suite struct NameTableTests {
  @Test("names are numbered in their order, few or many", arguments: [0, 1, 12, 13, 14, 500])
  func numbers(_ count: Int) {
    var table = NameTable()
    let names = (0..<count).map { "x\($0)" }
    for name in names { _ = table.add(name) }
    #expect(table.names == names)
    #expect(table.count == count)
    for (place, name) in names.enumerated() {
      #expect(table.place(of: name) == place)
      #expect(table.add(name) == place)
    }
    #expect(!table.contains("y"))
    #expect(table.add("y") == count)
    #expect(table.contains("y"))
  }

  @Test("a list of names with repetitions has each once")
  func repetitions() {
    #expect(NameTable(["b", "a", "b"]).names == ["b", "a"])
  }
}
