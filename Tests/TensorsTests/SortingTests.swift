import Testing

@testable import Tensors

@Suite struct SortingTests {
  private func naive(_ x: [Double]) -> [Double] {
    x.indices.sorted { i, j in
      let (a, b) = (x[i], x[j])
      if a == b || (a.isNaN && b.isNaN) { return i < j }
      return b.isNaN || a < b
    }.map(Double.init)
  }

  @Test(arguments: [0, 1, 2, 3, 10, 63, 64, 65, 300])
  func rowsOfEveryLength(_ length: Int) {
    var samples = Samples(seed: length)
    let special: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 0x1p-1040, -0x1p-1040]
    let rows = (0..<5).map { _ in
      (0..<length).map { _ -> Double in
        switch samples.integer(0...3) {
        case 0: special[samples.integer(0...6)]
        case 1: Double(samples.integer(-3...3))
        default: samples.number() * 1e3
        }
      }
    }
    let x = Tensor(rows.flatMap { $0 }, shape: [5, length])
    let expected = Tensor(rows.flatMap(naive), shape: [5, length])
    #expect(isIdentical(x.sortPermutation(axis: 1), expected))
    #expect(
      isIdentical(x.permuted([1, 0]).sortPermutation(axis: 0), expected.permuted([1, 0])))
  }

  @Test(arguments: 1...30)
  func everyAxis(seed: Int) throws {
    var samples = Samples(seed: seed)
    let x = samples.integers(samples.shape(rank: 1...4))
    let axis = samples.integer(0...(x.rank - 1))
    let order = x.sortPermutation(axis: axis)
    #expect(order.shape == x.shape)
    let last = (0..<x.rank).filter { $0 != axis } + [axis]
    let (rows, orders) = (x.permuted(last).elements, order.permuted(last).elements)
    let length = x.shape[axis]
    for start in stride(from: 0, to: rows.count, by: max(1, length)) {
      #expect(
        Array(orders[start..<(start + length)]) == naive(Array(rows[start..<(start + length)])))
    }
  }

  @Test func equalElementsKeepTheirOrder() {
    let x = Tensor([2, 0.0, .nan, -0.0, 2, .nan, 1], shape: [7])
    #expect(x.sortPermutation(axis: 0).elements == [1, 3, 6, 0, 4, 2, 5])
    #expect(Tensor(repeating: 3, shape: [3]).sortPermutation(axis: 0).elements == [0, 1, 2])
  }
}
