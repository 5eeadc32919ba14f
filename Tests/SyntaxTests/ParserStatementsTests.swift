import Syntax
import Testing

/// What the parser refuses in conditionals, assignments and other statements.
@Suite struct ParserStatementsTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
    > a if c
      a if c
        ^^
    missing-else: expected `else`, not the end
    hint: a conditional is `a if condition else b`

    > (a if c)
      (a if c)
         ^^
    missing-else: expected `else`, not `)`
    hint: a conditional is `a if condition else b`

    > [a if b, c]
      [a if b, c]
         ^^
    missing-else: expected `else`, not `,`
    hint: a conditional is `a if condition else b`

    > a else b
      a else b
        ^^^^
    unexpected-token: expected an operator or the end of the statement, not `else`
    hint: a conditional is `a if condition else b`

    > a if else b
      a if else b
           ^^^^
    unexpected-token: expected an operand after `if`, not `else`

    > a if b else
      a if b else
             ^^^^
    unexpected-end: expected an operand after `else`, not the end

    > x =
      x =
        ^
    unexpected-end: expected an operand after `=`, not the end

    > = 3
      = 3
      ^
    misplaced-equals: expected an operand, not `=`
    hint: write `==` to compare, `a = e` to name

    > 3 = x
      3 = x
        ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: write `==` to compare

    > f(x) + 1 = 2
      f(x) + 1 = 2
               ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: write `==` to compare

    > a[0] = 1
      a[0] = 1
           ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: a part of a value cannot be assigned: write `x = x.at[i].set(e)`, or a comprehension

    > a = b = 2
      a = b = 2
            ^
    misplaced-equals: a second `=` in one statement
    hint: write `==` to compare, or two statements: `a = 1; b = a`

    > a = (b = 2)
      a = (b = 2)
             ^
    misplaced-equals: `=` names nothing here
    hint: write `==` to compare

    > x == = 2
      x == = 2
           ^
    misplaced-equals: expected an operand, not `=`
    hint: write `==` to compare, `a = e` to name

    > a, = c
      a, = c
      ^^
    bad-target: one name cannot unpack
    hint: write `a = ...[0]`

    > a, a = c
      a, a = c
         ^
    duplicate-parameter: the name `a` is assigned twice

    > x == y = 2
      x == y = 2
             ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: write `==` to compare

    > ,
      ,
      ^
    unexpected-token: expected an operand, not `,`

    > a,,b
      a,,b
        ^
    unexpected-token: expected an operand after `,`, not `,`

    > x: 2
      x: 2
       ^
    unexpected-token: expected an operator or the end of the statement, not `:`
    hint: slices stand in `x[a:b]`, keys in `{"a": 1}`

    > x.y = 1
      x.y = 1
          ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: a part of a value cannot be assigned; `==` compares
    """#
}
