/// What other languages write, and what to write here.
///
/// Only spellings that can never begin something valid: `x<-1`, `2++3` and `x--y` are Python.
struct ForeignOperator: Sendable {
  var spelling: String
  var hint: String

  static let all: [ForeignOperator] = [
    .init(spelling: "&&", hint: "write `and`, or `&` between masks"),
    .init(spelling: "||", hint: "write `or`, or `|` between masks"),
    .init(spelling: "!", hint: "write `not x` for negation, `factorial(n)` for a factorial"),
    .init(spelling: "?", hint: "write `a if condition else b`"),
    .init(spelling: "<>", hint: "write `!=`"),
    .init(spelling: "===", hint: "write `==`"),
    .init(spelling: "!==", hint: "write `!=`"),
    .init(spelling: "=<", hint: "write `<=`"),
    .init(spelling: "=>", hint: "write `->` for a function, `>=` for a comparison"),
    .init(spelling: ":=", hint: "write `=` in a statement of its own"),
    .init(spelling: "+=", hint: "write `x = x + ...`"),
    .init(spelling: "-=", hint: "write `x = x - ...`"),
    .init(spelling: "*=", hint: "write `x = x * ...`"),
    .init(spelling: "/=", hint: "write `x = x / ...`, or `!=` for a comparison"),
    .init(spelling: "//=", hint: "write `x = x // ...`"),
    .init(spelling: "%=", hint: "write `x = x % ...`"),
    .init(spelling: "@=", hint: "write `x = x @ ...`"),
    .init(spelling: "**=", hint: "write `x = x ** ...`"),
    .init(spelling: "^=", hint: "write `x = x ^ ...`"),
    .init(spelling: "&=", hint: "write `x = x & ...`"),
    .init(spelling: "|=", hint: "write `x = x | ...`"),
    .init(spelling: "~=", hint: "write `!=`"),
    .init(spelling: "<<", hint: "there are no shifts; multiply by a power of 2"),
    .init(spelling: ">>", hint: "there are no shifts; divide by a power of 2"),
    .init(spelling: ".*", hint: "write `*`: it works elementwise"),
    .init(spelling: "./", hint: "write `/`: it works elementwise"),
    .init(spelling: ".^", hint: "write `^`: it works elementwise"),
    .init(spelling: "..", hint: "write `range(a, b)`"),
    .init(spelling: "$", hint: "write the name without `$`"),
    .init(spelling: "`", hint: "write the name without backquotes"),
    .init(spelling: "\\", hint: "write `x -> e` for a function"),
  ]
}
