import Syntax
import Testing

/// What the lexer refuses: characters, numbers, strings, brackets, foreign operators.
@Suite struct LexerDiagnosticsTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
    > 1__0
      1__0
      ^^^^
    bad-number: `1__0` is no number
    hint: an underscore has to stand between two digits

    > 1_000_
      1_000_
      ^^^^^^
    bad-number: `1_000_` is no number
    hint: an underscore has to stand between two digits

    > 1._5
      1._5
      ^^^^
    bad-number: `1._5` is no number
    hint: an underscore has to stand between two digits

    > 09
      09
      ^^
    bad-number: `09` is no number
    hint: a leading zero means base 8 in some languages: write `9`

    > 010
      010
      ^^^
    bad-number: `010` is no number
    hint: a leading zero means base 8 in some languages: write `10`, or `0o10` for base 8

    > 0x
      0x
      ^^
    bad-number: `0x` is no number
    hint: after `0x` come digits of base 16; for a product write `0*x`

    > 0x1Fg
      0x1Fg
      ^^^^^
    bad-number: `0x1Fg` is no number
    hint: after `0x` come digits of base 16; for a product write `0*x1Fg`

    > 0xy + 1
      0xy + 1
      ^^^
    bad-number: `0xy` is no number
    hint: after `0x` come digits of base 16; for a product write `0*xy`

    > 0b102
      0b102
      ^^^^^
    bad-number: `0b102` is no number
    hint: after `0b` come digits of base 2; for a product write `0*b102`

    > 0o8
      0o8
      ^^^
    bad-number: `0o8` is no number
    hint: after `0o` come digits of base 8; for a product write `0*o8`

    > 1e400
      1e400
      ^^^^^
    number-too-large: `1e400` is too large for a double
    hint: the largest double is 1.7976931348623157e308; write `inf` for infinity

    > 1e-400_
      1e-400_
      ^^^^^^^
    bad-number: `1e-400_` is no number
    hint: an underscore has to stand between two digits

    > 2.5e400x
      2.5e400x
      ^^^^^^^
    number-too-large: `2.5e400` is too large for a double
    hint: the largest double is 1.7976931348623157e308; write `inf` for infinity

    > 0x1p3
      0x1p3
      ^^^^^
    bad-number: `0x1p3` is no number
    hint: after `0x` come digits of base 16; for a product write `0*x1p3`

    > 'abc
      'abc
      ^^^^
    unterminated-string: the string is not closed on its line
    hint: add `'` at its end; a line end in a string is `\n`

    > "a¶b"
      "a
      ^^
    unterminated-string: the string is not closed on its line
    hint: add `"` at its end; a line end in a string is `\n`

    > f'(x)
      f'(x)
       ^^^^
    unterminated-string: the string is not closed on its line
    hint: a derivative is `grad(f)(x)`, not `f'(x)`

    > 'a\
      'a\
      ^^
    unterminated-string: the string is not closed on its line
    hint: add `'` at its end; a line end in a string is `\n`

    > '\q'
      '\q'
       ^^
    bad-escape: `\q` is no escape
    hint: write `\\` for a backslash; there are \n \t \r \0 \' \" \x41 \u0041 \U00000041

    > '\x4'
      '\x4'
       ^^^
    bad-escape: `\x4` is no escape
    hint: write `\\` for a backslash; there are \n \t \r \0 \' \" \x41 \u0041 \U00000041

    > '\ud800'
      '\ud800'
       ^^^^^^
    bad-escape: `\ud800` is no escape
    hint: write `\\` for a backslash; there are \n \t \r \0 \' \" \x41 \u0041 \U00000041

    > x && y
      x && y
        ^^
    foreign-operator: there is no operator `&&`
    hint: write `and`, or `&` between masks

    > x || y
      x || y
        ^^
    foreign-operator: there is no operator `||`
    hint: write `or`, or `|` between masks

    > x!
      x!
       ^
    foreign-operator: there is no operator `!`
    hint: write `not x` for negation, `factorial(n)` for a factorial

    > x ? 1 : 2
      x ? 1 : 2
        ^
    foreign-operator: there is no operator `?`
    hint: write `a if condition else b`

    > x <> y
      x <> y
        ^^
    foreign-operator: there is no operator `<>`
    hint: write `!=`

    > x === y
      x === y
        ^^^
    foreign-operator: there is no operator `===`
    hint: write `==`

    > x := 2
      x := 2
        ^^
    foreign-operator: there is no operator `:=`
    hint: write `=` in a statement of its own

    > x += 1
      x += 1
        ^^
    foreign-operator: there is no operator `+=`
    hint: write `x = x + ...`

    > x => 2
      x => 2
        ^^
    foreign-operator: there is no operator `=>`
    hint: write `->` for a function, `>=` for a comparison

    > a.*b
      a.*b
       ^^
    foreign-operator: there is no operator `.*`
    hint: write `*`: it works elementwise

    > 1..2
      1..2
       ^^
    foreign-operator: there is no operator `..`
    hint: write `range(a, b)`

    > x << 2
      x << 2
        ^^
    foreign-operator: there is no operator `<<`
    hint: there are no shifts; multiply by a power of 2

    > $x
      $x
      ^
    foreign-operator: there is no operator `$`
    hint: write the name without `$`

    > `x`
      `x`
      ^
    foreign-operator: there is no operator ```
    hint: write the name without backquotes

    > x \ y
      x \ y
        ^
    foreign-operator: there is no operator `\`
    hint: write `x -> e` for a function

    > “a”
      “a”
      ^
    lookalike-character: `“` U+201C (LEFT DOUBLE QUOTATION MARK) is not `"`
    hint: type `"`

    > х + 1
      х + 1
      ^
    lookalike-character: `х` U+0445 (CYRILLIC SMALL LETTER HA) is not `x`
    hint: type `x`

    > xх
      xх
       ^
    lookalike-character: `х` U+0445 (CYRILLIC SMALL LETTER HA) is not `x`
    hint: type `x`

    > 2 ∗ 3
      2 ∗ 3
        ^
    lookalike-character: `∗` U+2217 (ASTERISK OPERATOR) is not `*`
    hint: type `*`

    > １ + 2
      １ + 2
      ^
    lookalike-character: `１` U+FF11 (FULLWIDTH DIGIT ONE) is not `1`
    hint: type `1`

    > x²
      x²
       ^
    lookalike-character: `²` U+00B2 (SUPERSCRIPT TWO) is not `^2`
    hint: type `^2`

    > x₁
      x₁
       ^
    lookalike-character: `₁` U+2081 (SUBSCRIPT ONE) is not `_1`
    hint: type `_1`

    > √2
      √2
      ^
    lookalike-character: `√` U+221A (SQUARE ROOT) is not `sqrt(...)`
    hint: type `sqrt(...)`

    > a ≤ b
      a ≤ b
        ^
    lookalike-character: `≤` U+2264 (LESS-THAN OR EQUAL TO) is not `<=`
    hint: type `<=`

    > x → y
      x → y
        ^
    lookalike-character: `→` U+2192 (RIGHTWARDS ARROW) is not `->`
    hint: type `->`

    > ∞
      ∞
      ^
    lookalike-character: `∞` U+221E (INFINITY) is not `inf`
    hint: type `inf`

    > ½
      ½
      ^
    lookalike-character: `½` U+00BD (VULGAR FRACTION ONE HALF) is not `(1/2)`
    hint: type `(1/2)`

    > а
      а
      ^
    lookalike-character: `а` U+0430 (CYRILLIC SMALL LETTER A) is not `a`
    hint: type `a`

    > Α + 1
      Α + 1
      ^
    lookalike-character: `Α` U+0391 (GREEK CAPITAL LETTER ALPHA) is not `A`
    hint: type `A`

    > 𝑥
      𝑥
      ^
    lookalike-character: `𝑥` U+1D465 (MATHEMATICAL ITALIC SMALL X) is not `x`
    hint: type `x`

    > ﬁ
      ﬁ
      ^
    lookalike-character: `ﬁ` U+FB01 (LATIN SMALL LIGATURE FI) cannot stand in a name: it can be taken for another letter
    hint: use another name

    > ℓ
      ℓ
      ^
    lookalike-character: `ℓ` U+2113 (SCRIPT SMALL L) is not `l`
    hint: type `l`

    > ٣
      ٣
      ^
    lookalike-character: `٣` U+0663 (ARABIC-INDIC DIGIT THREE) is not `3`
    hint: type `3`

    > x٣
      x٣
       ^
    lookalike-character: `٣` U+0663 (ARABIC-INDIC DIGIT THREE) is not `3`
    hint: type `3`

    > …
      …
      ^
    lookalike-character: `…` U+2026 (HORIZONTAL ELLIPSIS) is not `...`
    hint: type `...`

    > a—b
      a—b
       ^
    lookalike-character: `—` U+2014 (EM DASH) is not `-`
    hint: type `-`

    > f（x）
      f（x）
       ^
    lookalike-character: `（` U+FF08 (FULLWIDTH LEFT PARENTHESIS) is not `(`
    hint: type `(`

    > ¬a
      ¬a
      ^
    lookalike-character: `¬` U+00AC (NOT SIGN) is not `not`
    hint: type `not`

    > 🙂
      🙂
      ^
    unexpected-character: `🙂` U+1F642 (SLIGHTLY SMILING FACE) cannot stand here

    > (1 + 2
      (1 + 2
      ^
    unclosed-bracket: `(` is never closed
    hint: add `)`

    > f(x, [1, 2)
      f(x, [1, 2)
                ^
    mismatched-bracket: `)` where `]` should close the `[` at line 1, column 6

    > 1 + 2)
      1 + 2)
           ^
    unopened-bracket: `)` closes nothing
    hint: remove it, or open a bracket before it

    > (1 +¶2]
      2]
       ^
    mismatched-bracket: `]` where `)` should close the `(` at line 1, column 1

    > {"a": 1
      {"a": 1
      ^
    unclosed-bracket: `{` is never closed
    hint: add `}`

    > x\#u{200B}y
      x\u{200B}y
       ^
    control-character: the invisible character U+200B (ZERO WIDTH SPACE) is not allowed
    hint: remove it; in a string write it as an escape

    > x\#u{202E}y
      x\u{202E}y
       ^
    control-character: the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE) is not allowed
    hint: remove it; in a string write it as an escape

    > 'a\#u{202E}b'
      'a\u{202E}b'
        ^
    control-character: the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE) is not allowed
    hint: remove it; in a string write it as an escape

    > x # a\#u{202E}b
      x # a\u{202E}b
           ^
    control-character: the invisible character U+202E (RIGHT-TO-LEFT OVERRIDE) is not allowed
    hint: remove it; in a string write it as an escape

    > x\#u{1B}[31m
      x\u{1B}[31m
       ^
    control-character: the invisible character U+001B is not allowed
    hint: remove it; in a string write it as an escape

    > x\#u{AD}
      x\u{AD}
       ^
    control-character: the invisible character U+00AD (SOFT HYPHEN) is not allowed
    hint: remove it; in a string write it as an escape

    > 'a\#u{7}'
      'a\u{7}'
        ^
    control-character: the invisible character U+0007 is not allowed
    hint: remove it; in a string write it as an escape

    > x
    y
      x\ry
       ^
    control-character: the invisible character U+000D is not allowed
    hint: remove it; in a string write it as an escape

    > x\#u{FE0F}
      x\u{FE0F}
       ^
    control-character: the invisible character U+FE0F (VARIATION SELECTOR-16) is not allowed
    hint: remove it; in a string write it as an escape

    > \#u{3164}
      \u{3164}
      ^
    control-character: the invisible character U+3164 (HANGUL FILLER) is not allowed
    hint: remove it; in a string write it as an escape

    > x\#u{C}y
      x\u{C}y
       ^
    control-character: the invisible character U+000C is not allowed
    hint: remove it; in a string write it as an escape

    > 1\#u{A0}2
      1\#u{A0}2
       ^
    lookalike-character: U+00A0 (NO-BREAK SPACE) is not an ordinary space
    hint: type an ordinary space

    > x + (y\#u{A0}+ 1)
      x + (y\#u{A0}+ 1)
            ^
    lookalike-character: U+00A0 (NO-BREAK SPACE) is not an ordinary space
    hint: type an ordinary space
    """#
}
