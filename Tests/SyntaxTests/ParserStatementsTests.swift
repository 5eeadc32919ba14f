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

    > a = f(x) = 2
      a = f(x) = 2
               ^
    misplaced-equals: a second `=` in one statement
    hint: write `==` to compare, or two statements: `a = 1; b = a`

    > f(x) = a = 2
      f(x) = a = 2
               ^
    misplaced-equals: a second `=` in one statement
    hint: write `==` to compare, or two statements: `a = 1; b = a`

    > a = b[0] = 2
      a = b[0] = 2
               ^
    misplaced-equals: a second `=` in one statement
    hint: a part of a value cannot be assigned: write `x = x.at[i].set(e)`, or a comprehension

    > a = b == c = 2
      a = b == c = 2
                 ^
    misplaced-equals: a second `=` in one statement
    hint: write `==` to compare, or two statements: `a = 1; b = a`

    > a = b =
      a = b =
            ^
    unexpected-end: expected an operand after `=`, not the end

    > a = b, a = c
      a = b, a = c
             ^
    duplicate-parameter: the name `a` is assigned twice

    > (a, b), (c, a) = d
      (a, b), (c, a) = d
                  ^
    duplicate-parameter: the name `a` is assigned twice

    > (a, b[0]), c = d
      (a, b[0]), c = d
                   ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: write `==` to compare

    > (a, ()), c = d
      (a, ()), c = d
                 ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: write `==` to compare

    > a, *b = c
      a, *b = c
         ^^
    unsupported: no name takes what is left over here
    hint: name the whole and take its parts: `first = xs[0]; rest = xs[1:]`

    > (a, (*b, c)) = d
      (a, (*b, c)) = d
           ^^
    unsupported: no name takes what is left over here
    hint: name the whole and take its parts: `first = xs[0]; rest = xs[1:]`

    > [a] = b
      [a] = b
      ^^^
    bad-target: one name cannot unpack
    hint: name the whole, without brackets and comma, and take its part: `x[0]`

    > a, (b,) = c
      a, (b,) = c
         ^^^^
    bad-target: one name cannot unpack
    hint: name the whole, without brackets and comma, and take its part: `x[0]`

    > (a, b), = c
      (a, b), = c
      ^^^^^^^
    bad-target: one name cannot unpack
    hint: name the whole, without brackets and comma, and take its part: `x[0]`

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
