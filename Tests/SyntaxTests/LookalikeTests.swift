import Syntax
import Testing

/// Characters that look like others, or like nothing, and what to type instead.
@Suite struct LookalikeTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
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

    > x\#u{D}y
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
