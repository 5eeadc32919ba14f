/// Letters drawn with lines, for pictures made of pixels.
///
/// A letter stands in a box 4 wide and 6 high, the base line at 6; small letters begin at 2, and what
/// hangs below reaches down to 8. Its strokes are pairs of digits, x and y of each point.
enum StrokeFont {
  /// The height of a capital letter in units of the box.
  static let capital = 6.0
  /// The room between two letters, and a space, in units.
  private static let gap = 1.7
  private static let space = 2.4

  /// How large a unit is for a size of text in the sense of SVG.
  static func unit(size: Double) -> Double { size * 0.7 / capital }

  /// How wide a text is, in units.
  static func width(of text: String) -> Double { layout(text).width }

  /// The strokes of a text one letter behind the other, and its width, in units.
  ///
  /// A letter takes as much room as it is wide, a digit always the same.
  static func layout(_ text: String) -> (strokes: [[Clipping.Point]], width: Double) {
    var strokes: [[Clipping.Point]] = []
    var x = 0.0
    for scalar in text.unicodeScalars {
      let letter = self.strokes(of: scalar)
      let columns = letter.joined().map(\.x)
      let isDigit = ("0"..."9").contains(scalar)
      // A point needs room on both sides.
      let isPoint = columns.count == 2 && columns[0] == columns[1]
      let left = isDigit ? 0 : (columns.min() ?? 0) - (isPoint ? 0.4 : 0)
      let right = isDigit ? 4 : (columns.max() ?? space) + (isPoint ? 0.4 : 0)
      strokes += letter.map { stroke in stroke.map { (x: x + $0.x - left, y: $0.y) } }
      x += right - left + gap
    }
    return (strokes, max(0, x - gap))
  }

  /// The strokes of a letter in its box; of one that is not there those of a box.
  private static func strokes(of scalar: Unicode.Scalar) -> [[Clipping.Point]] {
    (glyphs[scalar] ?? "0040460600").split(separator: " ").map { stroke in
      let digits = stroke.utf8.map { Double($0) - 48 }
      return stride(from: 0, to: digits.count - 1, by: 2).map { (x: digits[$0], y: digits[$0 + 1]) }
    }
  }

  private static let glyphs: [Unicode.Scalar: String] = [
    " ": "", "!": "2024 2626", "\"": "1012 3032", "#": "1115 3135 0242 0444",
    "$": "4130100102133344453616 2026", "%": "0640 0101 4545", "&": "460211203104051636 3644",
    "'": "2022", "(": "30121436", ")": "10323416", "*": "2125 0244 0442", "+": "2125 0343",
    ",": "2617", "-": "0343", ".": "2626", "/": "0640", ":": "2323 2626", ";": "2323 2617",
    "<": "410345", "=": "0242 0444", ">": "014305", "?": "011030414223 2424 2626",
    "@": "343214344341301001051636", "[": "30101636", "\\": "0046", "]": "10303616",
    "^": "022042", "_": "0747", "`": "1021", "{": "302122132425 2536", "|": "2027",
    "}": "102122332425 2516", "~": "03123342",
    "0": "103041453616050110", "1": "112026 1636", "2": "01103041420646",
    "3": "0110304142334445361605 1333", "4": "36300444", "5": "400002324345361605",
    "6": "413010010516364543321203", "7": "004016", "8": "133342413010010213040516364544 4433",
    "9": "051636454130100103143443",
    "A": "0602204246 0444", "B": "00063645443303 3342413000", "C": "4130100105163645",
    "D": "00304145360600", "E": "40000646 0333", "F": "400006 0333",
    "G": "41301001051636454323", "H": "0006 4046 0343", "I": "1030 2026 1636", "J": "4045361605",
    "K": "0006 400346", "L": "000646", "M": "0600234046", "N": "06004640",
    "O": "103041453616050110", "P": "06003041423303", "Q": "103041453616050110 3446",
    "R": "06003041423303 2346", "S": "413010010213334445361605", "T": "0040 2026",
    "U": "000516364540", "V": "002640", "W": "0016233640", "X": "0046 4006", "Y": "002340 2326",
    "Z": "00400646",
    "a": "12324346 4414051636 3645", "b": "0006 0312324345361605", "c": "4332120305163645",
    "d": "4046 4332120305163645", "e": "0444433212030516 1636", "f": "40302126 1232",
    "g": "4247381807 4332120305163645", "h": "0006 03123243 4346", "i": "2226 2020",
    "j": "32372818 3030", "k": "0006 4204 2346", "l": "2026", "m": "0602 03122326 23324346",
    "n": "0602 03123243 4346", "o": "123243453616050312", "p": "0208 0312324345361605",
    "q": "4248 4332120305163645", "r": "0602 031232", "s": "43321203143445361605",
    "t": "20253646 0242", "u": "0205163645 4246", "v": "022642", "w": "0216233642",
    "x": "0246 4206", "y": "0226 4218", "z": "02420646",
    "π": "0242 1216 3236", "²": "1030311333", "³": "1030223313", "−": "0343", "·": "2323",
    "′": "2012", "θ": "103041453616050110 0343", "τ": "0242 2226", "α": "420516 16051203 1246",
  ]
}
