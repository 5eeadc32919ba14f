import Syntax
import Testing

/// What the parser refuses inside calls, subscripts, lists and dictionaries.
@Suite struct ParserConstructsTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
    > f(,)
      f(,)
        ^
    unexpected-token: expected an operand after `(`, not `,`

    > f(x,,y)
      f(x,,y)
          ^
    unexpected-token: expected an operand after `,`, not `,`

    > f(x y)
      f(x y)
          ^
    missing-operator: expected an operator between `x` and `y`
    hint: to multiply write `x*y`, to call `x(y)`

    > f(x;y)
      f(x;y)
         ^
    unexpected-token: expected an operator, `,` or `)`, not `;`
    hint: statements stand outside of brackets

    > f(x=)
      f(x=)
          ^
    unexpected-token: expected an operand after `=`, not `)`

    > f(1=2)
      f(1=2)
         ^
    misplaced-equals: `=` names nothing here
    hint: write `==` to compare

    > f(x=1, 2)
      f(x=1, 2)
             ^
    positional-after-keyword: a positional argument follows a named one
    hint: move it before the named arguments, or name it

    > f(**a, 2)
      f(**a, 2)
             ^
    positional-after-keyword: a positional argument follows a named one
    hint: move it before the named arguments, or name it

    > f(**a, *b)
      f(**a, *b)
             ^
    positional-after-keyword: a positional argument follows a named one
    hint: move it before the named arguments, or name it

    > f(x=1, x=2)
      f(x=1, x=2)
             ^
    duplicate-argument: the argument `x` is given twice

    > f(x=1, y=2, **k, 3)
      f(x=1, y=2, **k, 3)
                       ^
    positional-after-keyword: a positional argument follows a named one
    hint: move it before the named arguments, or name it

    > f(*)
      f(*)
         ^
    unexpected-token: expected an operand after `*`, not `)`

    > f(x for x in xs, 2)
      f(x for x in xs, 2)
                     ^
    unexpected-token: expected an operator, `for`, `if` or `)`, not `,`

    > f(2, x for x in xs)
      f(2, x for x in xs)
             ^^^
    missing-parentheses: a generator beside other arguments needs parentheses
    hint: write `f((e for x in xs), ...)`

    > f(k=x for x in xs)
      f(k=x for x in xs)
            ^^^
    missing-parentheses: a generator beside other arguments needs parentheses
    hint: write `f((e for x in xs), ...)`

    > x[]
      x[]
        ^
    unexpected-token: expected an operand after `[`, not `]`
    hint: write an index, `x[0]`, or a slice, `x[:]`

    > x[1, , 2]
      x[1, , 2]
           ^
    unexpected-token: expected an operand after `,`, not `,`

    > x[1:2:3:4]
      x[1:2:3:4]
             ^
    unexpected-token: a slice has at most two colons
    hint: `x[start:stop:step]`

    > x[1;2]
      x[1;2]
         ^
    unexpected-token: expected an operator, `:`, `,` or `]`, not `;`
    hint: statements stand outside of brackets

    > x.
      x.
       ^
    unexpected-end: expected a name after `.`, not the end

    > x.1
      x.1
       ^^
    missing-operator: expected an operator between `x` and `.1`
    hint: to multiply write `x*.1`, to call `x(.1)`

    > x.if
      x.if
        ^^
    unexpected-token: expected a name after `.`, not `if`

    > x."a"
      x."a"
        ^^^
    unexpected-token: expected a name after `.`, not `"a"`

    > [,]
      [,]
       ^
    unexpected-token: expected an operand after `[`, not `,`

    > [1, 2; 3]
      [1, 2; 3]
           ^
    unexpected-token: expected an operator, `,` or `]`, not `;`
    hint: statements stand outside of brackets

    > [x, y for x in xs]
      [x, y for x in xs]
            ^^^
    unexpected-token: expected an operator, `,` or `]`, not `for`
    hint: put the element in parentheses: `[(a, b) for x in xs]`

    > [for x in xs]
      [for x in xs]
       ^^^
    unexpected-token: expected an operand after `[`, not `for`
    hint: there are only expressions: `a if condition else b`, `[e for x in xs]`

    > [x for x]
      [x for x]
              ^
    unexpected-token: expected `in`, not `]`
    hint: write `for x in xs` or `for i, (a, b) in xs`

    > [x for 1 in xs]
      [x for 1 in xs]
             ^
    unexpected-token: expected a name, not `1`
    hint: write `for x in xs` or `for i, (a, b) in xs`

    > [x for (a, b in xs]
      [x for (a, b in xs]
                        ^
    mismatched-bracket: `]` where `)` should close the `(` at line 1, column 8

    > [x for (a b) in xs]
      [x for (a b) in xs]
                ^
    unexpected-token: expected `,` or `)`, not `b`
    hint: write `for x in xs` or `for i, (a, b) in xs`

    > [x for (x in xs)]
      [x for (x in xs)]
                ^^
    unexpected-token: expected `,` or `)`, not `in`
    hint: write `for x in xs` or `for i, (a, b) in xs`

    > [x for () in xs]
      [x for () in xs]
              ^
    unexpected-token: expected a name, not `)`
    hint: write `for x in xs` or `for i, (a, b) in xs`

    > [x for x, in xs]
      [x for x, in xs]
             ^^
    bad-target: one name cannot unpack
    hint: name the whole, without brackets and comma, and take its part: `x[0]`

    > [x for ([x], y) in xs]
      [x for ([x], y) in xs]
              ^^^
    bad-target: one name cannot unpack
    hint: name the whole, without brackets and comma, and take its part: `x[0]`

    > [x for x, *y in xs]
      [x for x, *y in xs]
                ^^
    unsupported: no name takes what is left over here
    hint: name the whole and take its parts: `first = xs[0]; rest = xs[1:]`

    > [x for (x, y), (z, x) in xs]
      [x for (x, y), (z, x) in xs]
                         ^
    duplicate-parameter: `x` stands twice

    > [x for x in]
      [x for x in]
                 ^
    unexpected-token: expected an operand after `in`, not `]`

    > [x for x in xs if]
      [x for x in xs if]
                       ^
    unexpected-token: expected an operand after `if`, not `]`

    > [x for x, x in xs]
      [x for x, x in xs]
                ^
    duplicate-parameter: `x` stands twice

    > [x for x in a if b else c]
      [x for x in a if b else c]
                         ^^^^
    unexpected-token: expected an operator, `for`, `if` or `]`, not `else`
    hint: put the conditional in parentheses

    > [x for x in xs, 2]
      [x for x in xs, 2]
                    ^
    unexpected-token: expected an operator, `for`, `if` or `]`, not `,`

    > (,)
      (,)
       ^
    unexpected-token: expected an operand after `(`, not `,`

    > (x, y for x in xs)
      (x, y for x in xs)
            ^^^
    unexpected-token: expected an operator, `,` or `)`, not `for`
    hint: put the element in parentheses: `[(a, b) for x in xs]`

    > {,}
      {,}
       ^
    unexpected-token: expected an operand after `{`, not `,`

    > {"a"}
      {"a"}
      ^
    unsupported: there are no sets
    hint: write a list, `[a, b]`, or a dictionary, `{"a": 1}`

    > {"a":}
      {"a":}
           ^
    unexpected-token: expected an operand after `:`, not `}`

    > {"a": 1 "b": 2}
      {"a": 1 "b": 2}
              ^^^
    missing-operator: expected an operator between `1` and `"b"`

    > {"a": 1, "b"}
      {"a": 1, "b"}
      ^
    unsupported: there are no sets
    hint: write a list, `[a, b]`, or a dictionary, `{"a": 1}`

    > {"a": 1, 'a': 2}
      {"a": 1, 'a': 2}
               ^^^
    duplicate-key: the key `'a'` is given twice

    > {1: 2, 1.0: 3}
      {1: 2, 1.0: 3}
             ^^^
    duplicate-key: the key `1.0` is given twice

    > {**d}
      {**d}
       ^^
    unexpected-token: expected an operand after `{`, not `**`

    > {k: v for k in ks}
      {k: v for k in ks}
            ^^^
    unsupported: there are no comprehensions in braces
    hint: write a list: `[e for x in xs]`

    > {"a": x := 2}
      {"a": x := 2}
              ^^
    foreign-operator: there is no operator `:=`
    hint: write `=` in a statement of its own
    """#
}
