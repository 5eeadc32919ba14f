import Autodiff
import Testing

@Suite struct NodeMapTests {
  @Test("what is put in at any place is found, replaced and removed")
  func places() {
    var map = NodeMap<String>()
    for node in [5, 2, 9, 3] { map[node] = "\(node)" }
    #expect(map.nodes == [2, 3, 5, 9])
    #expect(map.values == ["2", "3", "5", "9"])
    map[3] = "three"
    map[5] = nil
    map[4] = nil
    #expect(map[3] == "three")
    #expect(map[5] == nil && map[0] == nil && map[10] == nil)
    #expect(map.nodes == [2, 3, 9])
  }

  @Test("of two values for one node the first is kept")
  func repetitions() {
    let map = NodeMap([7, 1, 7], ["first", "one", "second"])
    #expect(map.nodes == [1, 7])
    #expect(map.values == ["one", "first"])
  }
}
