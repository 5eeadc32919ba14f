import Syntax
import Testing

/// What the lexer refuses: numbers, strings, brackets, operators of other languages.
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

    > f(r"a
      f(r"a
        ^^^
    unterminated-string: the string is not closed on its line
    hint: add `"` at its end; a line end in a string is `\n`

    > x = '''a¶b
      x = '''a
          ^^^
    unterminated-string: the string is never closed
    hint: add `'''` at its end

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

    > x ^= 1
      x ^= 1
        ^^
    foreign-operator: there is no operator `^=`
    hint: write `x = x ^ ...`

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
    """#
}
