import Testing

@testable import Tensors

@Suite struct StructureTests {
  private let sample: Structure<Int> = .list([
    .leaf(1), .dictionary([("b", .leaf(2)), ("a", .list([.leaf(3), .leaf(4)]))]), .list([]),
  ])

  @Test func leavesComeInOrder() {
    #expect(sample.leaves == [1, 2, 3, 4])
    #expect(Structure.leaf(7).leaves == [7])
  }

  @Test func mapKeepsTheStructure() {
    let expected: Structure<String> = .list([
      .leaf("1"), .dictionary([("b", .leaf("2")), ("a", .list([.leaf("3"), .leaf("4")]))]),
      .list([]),
    ])
    #expect(sample.map { "\($0)" } == expected)
  }

  @Test func mapPassesErrorsOn() {
    #expect(throws: TensorError("odd", "3")) {
      try sample.map { (leaf) throws(TensorError) -> Int in
        if leaf == 3 { throw TensorError("odd", "\(leaf)") }
        return leaf
      }
    }
  }

  @Test func equalityLooksAtKeysAndTheirOrder() {
    let one: Structure<Int> = .dictionary([("a", .leaf(1)), ("b", .leaf(2))])
    let other: Structure<Int> = .dictionary([("b", .leaf(2)), ("a", .leaf(1))])
    #expect(one == one)
    #expect(one != other)
    #expect(Structure.list([.leaf(1)]) != .leaf(1))
    #expect(Structure.list([.leaf(1)]) != .list([.leaf(1), .leaf(1)]))
  }
}
