import Testing

@testable import Rendering

/// Lines on characters.
@Suite struct DotCanvasTests {
  private func rows(_ canvas: DotCanvas) -> [String] {
    (0..<canvas.rows).map { row in
      String(
        (0..<canvas.columns).map { column in
          canvas.cell(column: column, row: row).map { DotCanvas.braille($0.dots) } ?? " "
        })
    }
  }

  /// The patterns of Unicode: dots 1 to 8 in its order.
  @Test func numbersDotsAsUnicode() {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (dot, place) in places.enumerated() {
      var canvas = DotCanvas(columns: 1, rows: 1, isBraille: true, curves: 1)
      canvas.draw([(Double(place.0), Double(place.1))], curve: 0)
      let character = Unicode.Scalar(0x2800 + (1 << UInt32(dot))).map(Character.init)
      #expect(rows(canvas) == [character.map { String($0) } ?? ""])
    }
  }

  @Test func drawsLines() {
    var canvas = DotCanvas(columns: 4, rows: 2, isBraille: true, curves: 1)
    canvas.draw([(0, 7), (7, 0)], curve: 0)
    #expect(rows(canvas) == ["  ⡠⠊", "⡠⠊  "])
    canvas = DotCanvas(columns: 2, rows: 2, isBraille: true, curves: 1)
    canvas.draw([(0, 0), (3, 0), (3, 7)], curve: 0)
    #expect(rows(canvas) == ["⠉⢹", " ⢸"])
  }

  @Test func cutsWhatIsOutside() {
    var canvas = DotCanvas(columns: 3, rows: 1, isBraille: false, curves: 1)
    canvas.draw([(-5, 0), (9, 0)], curve: 0)
    #expect((0..<3).allSatisfy { canvas.cell(column: $0, row: 0) != nil })
    canvas = DotCanvas(columns: 3, rows: 1, isBraille: false, curves: 1)
    canvas.draw([(1, -1e300), (1, 1e300)], curve: 0)
    #expect((0..<3).map { canvas.cell(column: $0, row: 0) != nil } == [false, true, false])
    canvas = DotCanvas(columns: 3, rows: 1, isBraille: false, curves: 1)
    // A pole that comes from far away and stays above.
    canvas.draw([(1, -1e19), (1.01, -1600)], curve: 0)
    #expect((0..<3).allSatisfy { canvas.cell(column: $0, row: 0) == nil })
  }

  @Test func theCurveWithMoreDotsOwnsACell() {
    var canvas = DotCanvas(columns: 1, rows: 1, isBraille: true, curves: 2)
    canvas.draw([(0, 0)], curve: 0)
    canvas.draw([(1, 0), (1, 3)], curve: 1)
    #expect(canvas.cell(column: 0, row: 0)?.curve == 1)
    #expect(canvas.cell(column: 0, row: 0).map { $0.dots.nonzeroBitCount } == 5)
  }

  @Test func cutsLinesIntoParts() {
    let wave = [(x: 0.0, y: 0.0), (x: 1, y: 2), (x: 2, y: 0), (x: 3, y: -2), (x: 4, y: 0)]
    let parts = Clipping.line(wave, x: 0...4, y: -1...1)
    #expect(parts.count == 3)
    #expect(
      parts.map { $0.first?.x } == [0, 1.5, 3.5] && parts.map { $0.last?.x } == [0.5, 2.5, 4])
  }
}
