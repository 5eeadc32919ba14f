import Testing

@testable import Console

@Suite struct SimilarFileTests {
  @Test(arguments: [
    ("weights.json", "weight.json"), ("wieghts.json", "weights.json"), ("DATA.JSON", "data.json"),
    ("weights.npy", "weights.json"), ("dota.json", "data.json"), ("data", "data.json"),
  ])
  func finds(name: String, present: String) throws {
    let folder = try TemporaryFolder()
    for other in ["unrelated.txt", present, ".hidden"] { _ = try folder.file(other) }
    #expect(SimilarFile.path(like: "\(folder.path)/\(name)") == "\(folder.path)/\(present)")
  }

  @Test(arguments: ["table.csv", "", "x", "..", "idden", "unrelated.txt/x"])
  func findsNothing(name: String) throws {
    let folder = try TemporaryFolder()
    for other in ["data.json", ".hidden", "unrelated.txt"] { _ = try folder.file(other) }
    #expect(SimilarFile.path(like: "\(folder.path)/\(name)") == nil)
  }

  @Test func takesTheNearestAndThenTheFirst() throws {
    let folder = try TemporaryFolder()
    for name in ["data3.json", "data2.json", "dat.json"] { _ = try folder.file(name) }
    #expect(SimilarFile.path(like: "\(folder.path)/data.json") == "\(folder.path)/dat.json")
    #expect(SimilarFile.path(like: "\(folder.path)/data1.json") == "\(folder.path)/data2.json")
    #expect(SimilarFile.path(like: "/nowhere/at/all") == nil)
  }
}
