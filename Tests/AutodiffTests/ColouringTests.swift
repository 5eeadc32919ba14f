import TestSupport
import Testing

@testable import Autodiff

/// Columns of one colour never meet in a row.
@Suite struct ColouringTests {
  /// Random matrices with the same columns.
  private func random(
    _ columnCount: Int, density: Double, using generator: inout SeededGenerator
  ) -> [Sparsity] {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      var sparsity = Sparsity()
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        sparsity.append(
          (0..<Int32(columnCount)).filter { _ in
            Double.random(in: 0..<1, using: &generator) < density
          })
      }
      return sparsity
    }
  }

  @Test func isValid() {
    var generator = SeededGenerator(printingSeedOf: "colouringIsValid")
    for columnCount in [0, 1, 2, 17, 60] {
      for density in [0, 0.02, 0.1, 0.4, 1] {
        let rows = random(columnCount, density: density, using: &generator)
        let colouring = Colouring(rows: rows, columnCount: columnCount)
        #expect(colouring.colours.count == columnCount)
        #expect(colouring.colours.allSatisfy { (0..<colouring.count).contains($0) })
        #expect(Set(colouring.colours).count == colouring.count)
        var widest = columnCount > 0 ? 1 : 0
        for sparsity in rows {
          for row in 0..<sparsity.count {
            let colours = sparsity[row].map { colouring.colours[Int($0)] }
            #expect(Set(colours).count == colours.count, "row \(row): \(colours)")
            widest = max(widest, colours.count)
          }
        }
        #expect(colouring.count >= widest && colouring.count <= columnCount)
      }
    }
  }

  @Test func bandsNeedAsManyColoursAsTheyAreWide() {
    for width in 1...5 {
      var band = Sparsity()
      for row in 0..<50 { band.append((max(0, row - width + 1)...row).map { Int32($0) }) }
      #expect(Colouring(rows: [band], columnCount: 50).count == width)
    }
  }

  @Test func unionsAreSorted() {
    var generator = SeededGenerator(printingSeedOf: "unionsAreSorted")
    for _ in 0..<100 {
      let lists = (0..<2).map { _ in
        (0..<Int32(20)).filter { _ in Bool.random(using: &generator) }
      }
      #expect(union(lists[0], lists[1]) == Set(lists[0] + lists[1]).sorted())
    }
    #expect(union([Int32](), [3]) == [3] && union([3], [Int32]()) == [3])
  }
}
