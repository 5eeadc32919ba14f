import Syntax
import Testing

/// What the parser refuses between and behind operands.
@Suite struct ParserOperatorsTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
    > 3 + * 4
      3 + * 4
          ^
    unexpected-token: expected an operand after `+`, not `*`

    > 3 +
      3 +
        ^
    unexpected-end: expected an operand after `+`, not the end

    > 3 +¶ 4
      3 +
        ^
    unexpected-end: expected an operand after `+`, not the end of the line
    hint: put an expression of several lines in parentheses, or end the line with `\`

    > 3¶+ 4
      + 4
      ^
    discarded-line: the line before is complete without this `+`, and its value unused
    hint: put an expression of several lines in parentheses

    > 3¶* 4
      * 4
      ^
    unexpected-token: expected an operand, not `*`
    hint: put an expression of several lines in parentheses

    > x++
      x++
        ^
    unexpected-end: expected an operand after `+`, not the end
    hint: there is no `++`; write `x = x + 1`

    > x--
      x--
        ^
    unexpected-end: expected an operand after `-`, not the end
    hint: there is no `--`; write `x = x - 1`

    > * 3
      * 3
      ^
    unexpected-token: expected an operand, not `*`

    > x | 
      x | 
        ^
    unexpected-end: expected an operand after `|`, not the end
    hint: the absolute value is `abs(x)`

    > |x|
      |x|
      ^
    unexpected-token: expected an operand, not `|`
    hint: the absolute value is `abs(x)`

    > 1/2x
      1/2x
      ^^^^
    ambiguous-multiplication: `1/2x` can be read in two ways
    hint: write `1/(2*x)` or `(1/2)*x`

    > 1/2x^2 + 3
      1/2x^2 + 3
      ^^^^^^
    ambiguous-multiplication: `1/2x^2` can be read in two ways
    hint: write `1/(2*x^2)` or `(1/2)*x^2`

    > a*b ÷ -2 (x+1)
      a*b ÷ -2 (x+1)
      ^^^^^^^^^^^^^^
    ambiguous-multiplication: `a*b ÷ -2 (x+1)` can be read in two ways
    hint: write `a*b ÷ (-2*(x+1))` or `(a*b ÷ -2)*(x+1)`

    > x^2y
      x^2y
      ^^^^
    ambiguous-multiplication: `x^2y` can be read in two ways
    hint: write `x^(2*y)` or `(x^2)*y`

    > a//2x
      a//2x
      ^^^^^
    ambiguous-multiplication: `a//2x` can be read in two ways
    hint: write `a//(2*x)` or `(a//2)*x`

    > a + b/3 sin(x)
      a + b/3 sin(x)
          ^^^^^^^^^^
    ambiguous-multiplication: `b/3 sin(x)` can be read in two ways
    hint: write `b/(3*sin(x))` or `(b/3)*sin(x)`

    > (a +¶ b)/2x
      (a +
      ^^^^
    ambiguous-multiplication: `(a +\n b)/2x` can be read in two ways
    hint: write `(a +\n b)/(2*x)` or `((a +\n b)/2)*x`

    > abcdefghijklmnopqrstuvwxyz * abcdefghijklmnopqrstuvwxyz * abcdef/2x
      abcdefghijklmnopqrstuvwxyz * abcdefghijklmnopqrstuvwxyz * abcdef/2x
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ambiguous-multiplication: a product without a sign behind this operator can be read in two ways
    hint: write `a/(2*x)` or `(a/2)*x`

    > x 2
      x 2
        ^
    missing-operator: expected an operator between `x` and `2`
    hint: to multiply write `x*2`, to call `x(2)`

    > x y
      x y
        ^
    missing-operator: expected an operator between `x` and `y`
    hint: to multiply write `x*y`, to call `x(y)`

    > 2 3
      2 3
        ^
    missing-operator: expected an operator between `2` and `3`
    hint: write an operator or a `,` between the numbers

    > sin x
      sin x
          ^
    missing-operator: expected an operator between `sin` and `x`
    hint: to multiply write `sin*x`, to call `sin(x)`

    > sin 2x
      sin 2x
          ^
    missing-operator: expected an operator between `sin` and `2`
    hint: to multiply write `sin*2x`, to call `sin(2x)`

    > 1.5.2
      1.5.2
         ^^
    missing-operator: expected an operator between `1.5` and `.2`
    hint: write an operator or a `,` between the numbers

    > x.5
      x.5
       ^^
    missing-operator: expected an operator between `x` and `.5`
    hint: to multiply write `x*.5`, to call `x(.5)`

    > (a) b
      (a) b
          ^
    missing-operator: expected an operator between `(a)` and `b`
    hint: to multiply write `(a)*b`

    > x[0] y
      x[0] y
           ^
    missing-operator: expected an operator between `x[0]` and `y`
    hint: to multiply write `x[0]*y`

    > (x+1)(x-1)
      (x+1)(x-1)
           ^
    missing-operator: expected an operator between `(x+1)` and `(`
    hint: to multiply write `(x+1)*(x-1)`

    > (2)(3)
      (2)(3)
         ^
    missing-operator: expected an operator between `(2)` and `(`
    hint: to multiply write `(2)*(3)`

    > 2[1]
      2[1]
       ^
    missing-operator: expected an operator between `2` and `[`
    hint: to multiply write `2*[1]`

    > 'a' 'b'
      'a' 'b'
          ^^^
    missing-operator: expected an operator between `'a'` and `'b'`
    hint: write them as one string

    > f'a'
      f'a'
       ^^^
    missing-operator: expected an operator between `f` and `'a'`
    hint: write the string without `f` before it

    > x 'a'
      x 'a'
        ^^^
    missing-operator: expected an operator between `x` and `'a'`

    > x lambda: 2
      x lambda: 2
        ^^^^^^
    missing-operator: expected an operator between `x` and `lambda`

    > a not b
      a not b
        ^^^
    missing-operator: expected an operator between `a` and `not`
    hint: there is no `not in`; write `not (...)`

    > a not in b
      a not in b
        ^^^
    missing-operator: expected an operator between `a` and `not`
    hint: there is no `not in`; write `not (...)`

    > [1 2]
      [1 2]
         ^
    missing-operator: expected an operator between `1` and `2`
    hint: write an operator or a `,` between the numbers

    > let x = 2
      let x = 2
          ^
    missing-operator: expected an operator between `let` and `x`
    hint: write `x = e`

    > a is b
      a is b
        ^^
    unsupported: there is no operator `is`
    hint: write `==`

    > a is not b
      a is not b
        ^^
    unsupported: there is no operator `is`
    hint: write `!=`

    > a in b
      a in b
        ^^
    unsupported: `in` stands only behind `for`
    hint: write `==` to compare

    > a == not b
      a == not b
           ^^^
    missing-parentheses: `not` binds looser than the `==` before it
    hint: put the operand in parentheses: `== (not ...)`

    > - not x
      - not x
        ^^^
    missing-parentheses: `not` binds looser than the `-` before it
    hint: put the operand in parentheses: `- (not ...)`

    > 2 * x -> x
      2 * x -> x
          ^
    missing-parentheses: a function as an operand of `*` needs parentheses
    hint: write `(x -> ...)` with the parentheses around it

    > 2 * lambda x: x
      2 * lambda x: x
          ^^^^^^
    missing-parentheses: a function as an operand of `*` needs parentheses
    hint: write `(x -> ...)` with the parentheses around it

    > x > 0 & x < 1
      x > 0 & x < 1
            ^
    missing-parentheses: `&` binds tighter than the comparison beside it
    hint: put each comparison in parentheses: `(x > 0) & (x < 1)`; or write `and`, `or`

    > a == b | c
      a == b | c
             ^
    missing-parentheses: `|` binds tighter than the comparison beside it
    hint: put each comparison in parentheses: `(x > 0) & (x < 1)`; or write `and`, `or`

    > sin cos(x)
      sin cos(x)
          ^^^
    missing-operator: expected an operator between `sin` and `cos`
    hint: to multiply write `sin*cos(x)`, to call `sin(cos(x))`

    > sin 2cos(x)
      sin 2cos(x)
          ^
    missing-operator: expected an operator between `sin` and `2`
    hint: to multiply write `sin*2cos(x)`, to call `sin(2cos(x))`

    > f'(x) + g'(x)
      f'(x) + g'(x)
       ^^^^^^^^^
    missing-operator: expected an operator between `f` and `'(x) + g'`
    hint: a derivative is `grad(f)(x)`, not `f'(x)`

    > 2|x|
      2|x|
         ^
    unexpected-end: expected an operand after `|`, not the end
    hint: the absolute value is `abs(x)`
    """#
}
