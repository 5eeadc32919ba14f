import Syntax
import Testing

/// What the parser refuses in definitions, branches, loops, imports and their indentation.
@Suite struct StatementDiagnosticsTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
    > def f(x):
      def f(x):
      ^^^^^^^^
    missing-indentation: expected statements behind the `:`, indented or on its line
    hint: indent the next line, or write `pass`

    > def f(x):¶return x
      def f(x):
      ^^^^^^^^
    missing-indentation: expected statements behind the `:`, indented or on its line
    hint: indent the next line, or write `pass`

    > def f(x):¶  y = 1¶    return y
          return y
          ^^^^^^
    unexpected-indentation: this line is indented more than the one before
    hint: only a line that ends with `:` has indented lines behind it; parentheses hold an expression of several lines together

    > def f(x):¶    y = 1¶  return y
        return y
        ^^^^^^
    unexpected-indentation: no line before is indented as this one
    hint: indent it as the statements that it belongs to

    > def f(x):¶    y = 1¶	return y
      \treturn y
       ^^^^^^
    mixed-indentation: spaces and tabs are mixed in the indentation
    hint: indent all lines with spaces

    > def f(x)¶  return x
      def f(x)
             ^
    missing-colon: expected `:`, not the end of the line
    hint: a header ends with `:`; its statements follow, indented or on its line

    > def f(x) -> float¶  return x
      def f(x) -> float
                  ^^^^^
    missing-colon: expected `:`, not the end of the line
    hint: a header ends with `:`; its statements follow, indented or on its line

    > def f:¶  return 1
      def f:
           ^
    unexpected-token: expected `(`, not `:`
    hint: a function is `def f(x):`

    > def f(x y): return x
      def f(x y): return x
              ^
    unexpected-token: expected `,` or `)`, not `y`
    hint: parameters are names: `def f(x, y=2):`

    > def f(x, 2): return x
      def f(x, 2): return x
               ^
    unexpected-token: expected the name of a parameter, not `2`
    hint: parameters are names: `def f(x, y=2):`

    > return x
      return x
      ^^^^^^
    return-outside-function: `return` stands only in a `def`
    hint: the last statement is the result

    > return not x
      return not x
      ^^^^^^
    return-outside-function: `return` stands only in a `def`
    hint: the last statement is the result

    > if x:¶  return 1
        return 1
        ^^^^^^
    return-outside-function: `return` stands only in a `def`
    hint: the last statement is the result

    > if x = 2: y = 1
      if x = 2: y = 1
           ^
    misplaced-equals: `=` names nothing here
    hint: write `==` to compare

    > if x > 2¶  y = 1
      if x > 2
             ^
    missing-colon: expected `:`, not the end of the line
    hint: a header ends with `:`; its statements follow, indented or on its line

    > if : y = 1
      if : y = 1
         ^
    unexpected-token: expected an operand after `if`, not `:`

    > else: 2
      else: 2
      ^^^^
    unexpected-token: this `else` belongs to no `if`
    hint: indent it as its `if`, and begin a line with it

    > if x: y = 1¶y = 2¶else: y = 3
      else: y = 3
      ^^^^
    unexpected-token: this `else` belongs to no `if`
    hint: indent it as its `if`, and begin a line with it

    > if x: y = 1¶else if z: y = 3
      else if z: y = 3
      ^^^^
    missing-colon: expected `:`, not `if`
    hint: write `elif condition:`

    > if x: y = 1 else: y = 2
      if x: y = 1 else: y = 2
                  ^^^^
    unexpected-token: expected an operator or the end of the statement, not `else`
    hint: put `else:` on a line of its own

    > if x: y = 1¶else¶  y = 2
      else
      ^^^^
    missing-colon: expected `:`, not the end of the line
    hint: a header ends with `:`; its statements follow, indented or on its line

    > if x: y = 1¶else: y = 2¶elif x: y = 3
      elif x: y = 3
      ^^^^
    unexpected-token: this `elif` belongs to no `if`
    hint: indent it as its `if`, and begin a line with it

    > def f(x):¶  if x: y = 1¶  return y
        if x: y = 1
        ^^^^
    one-sided-assignment: `y` has a value behind this `if` only if some of its branches are taken
    hint: assign it in every branch, or give it a value before: `y = ...`

    > def f(x): if x: return 1
      def f(x): if x: return 1
                ^^
    unexpected-token: `if` cannot stand on the line of another header
    hint: put it on a line of its own, indented

    > for x in y
      for x in y
               ^
    missing-colon: expected `:`, not the end
    hint: a header ends with `:`; its statements follow, indented or on its line

    > for in y: x = 1
      for in y: x = 1
          ^^
    unexpected-token: expected a name, not `in`
    hint: write `for x in xs:` or `for i, (a, b) in xs:`

    > for x y in z: x = 1
      for x y in z: x = 1
            ^
    unexpected-token: expected `in`, not `y`
    hint: write `for x in xs:` or `for i, (a, b) in xs:`

    > for (x, y in z: x = 1
      for (x, y in z: x = 1
          ^
    unclosed-bracket: `(` is never closed
    hint: add `)`

    > for x, in y: z = x
      for x, in y: z = x
          ^^
    bad-target: one name cannot unpack
    hint: name the whole, without brackets and comma, and take its part: `x[0]`

    > for (x y) in z: a = x
      for (x y) in z: a = x
             ^
    unexpected-token: expected `,` or `)`, not `y`
    hint: write `for x in xs:` or `for i, (a, b) in xs:`

    > for x, *y in z: a = x
      for x, *y in z: a = x
             ^^
    unsupported: no name takes what is left over here
    hint: name the whole and take its parts: `first = xs[0]; rest = xs[1:]`

    > for x, x in y: z = x
      for x, x in y: z = x
             ^
    duplicate-parameter: `x` stands twice

    > for 2 in y: z = x
      for 2 in y: z = x
          ^
    unexpected-token: expected a name, not `2`
    hint: write `for x in xs:` or `for i, (a, b) in xs:`

    > def f(xs):¶  for x in xs: y = x¶  return y
        for x in xs: y = x
        ^^^^^^^^^^^
    lost-name: `y` has no value before the loop that assigns it
    hint: the loop may run for no item: write `y = ...` before it

    > def f(xs):¶  y = 0¶  for x in xs: y += x¶  return x
        for x in xs: y += x
        ^^^^^^^^^^^
    lost-name: `x` is used behind the loop whose items it names
    hint: give a name a value before the loop and set it inside: `last = x`

    > def f(xs):¶  for x in xs:¶    return x
          return x
          ^^^^^^
    unsupported: a loop cannot `return`
    hint: keep the result in a name, choose with `where(c, a, b)`; or write `while_loop`

    > y = 0¶for x in xs:¶  if x: break¶  y += x
        if x: break
              ^^^^^
    unsupported: there is no `break`
    hint: write `while_loop(condition, body, init)`, or choose with `where(c, a, b)`

    > y = 0¶for x in xs:¶  if x: continue¶  y += x
        if x: continue
              ^^^^^^^^
    unsupported: there is no `continue`
    hint: choose with `if` inside the loop, or with `where(c, a, b)`

    > y = 0¶for x in xs: y.append(x)
      for x in xs: y.append(x)
                     ^^^^^^
    unsupported: `append` would change a value in its place
    hint: make a list with a comprehension: `ys = [e for x in xs]`

    > y = 0¶for x in xs: y[0] = x
      for x in xs: y[0] = x
                        ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: a part of a value cannot be assigned: write `x = x.at[i].set(e)`, or a comprehension

    > y = 0¶for x in xs: y[0] += x
      for x in xs: y[0] += x
                        ^^
    misplaced-equals: only a name can stand before `+=`, in a statement
    hint: a part of a value cannot be assigned: write `x = x.at[i].set(e)`, or a comprehension

    > while x: z = 1
      while x: z = 1
      ^^^^^^^
    endless-loop: this loop changes no name that has a value before it
    hint: give a name that the condition reads a value before the loop, and change it inside

    > def f(x):¶  while x > 1: y = 1¶  return x
        while x > 1: y = 1
        ^^^^^^^^^^^
    endless-loop: this loop changes no name that has a value before it
    hint: give a name that the condition reads a value before the loop, and change it inside

    > f(x) += 2
      f(x) += 2
           ^^
    misplaced-equals: only a name can stand before `+=`, in a statement

    > (x += 2)
      (x += 2)
         ^^
    misplaced-equals: only a name can stand before `+=`, in a statement

    > x = y += 2
      x = y += 2
            ^^
    misplaced-equals: only a name can stand before `+=`, in a statement

    > import numpy as
      import numpy as
                   ^^
    unexpected-end: expected a name behind `as`, not the end

    > import numpy np
      import numpy np
                   ^^
    unexpected-token: expected `,` or the end of the import, not `np`

    > from numpy import
      from numpy import
                 ^^^^^^
    unexpected-end: expected a name, not the end

    > from numpy sin
      from numpy sin
                 ^^^
    unexpected-token: expected `import`, not `sin`

    > from numpy import (sin
      from numpy import (sin
                        ^
    unclosed-bracket: `(` is never closed
    hint: add `)`

    > from numpy import sin cos
      from numpy import sin cos
                            ^^^
    unexpected-token: expected `,` or the end of the import, not `cos`

    > @jit
      @jit
      ^^^^
    unexpected-token: a decorator stands on the line before a `def`
    hint: put an expression of several lines in parentheses

    > @jit¶f(x) = x
      @jit
      ^^^^
    unexpected-token: a decorator stands on the line before a `def`
    hint: put an expression of several lines in parentheses

    > a¶@ b
      @ b
      ^^^
    unexpected-token: a decorator stands on the line before a `def`
    hint: put an expression of several lines in parentheses

    > @jit f
      @jit f
           ^
    missing-operator: expected an operator between `jit` and `f`
    hint: to multiply write `jit*f`, to call `jit(f)`

    > assert x > 0
      assert x > 0
      ^^^^^^
    unsupported: there is no `assert`
    hint: remove the line

    > def f(x):¶  assert x > 0¶  return x
        assert x > 0
        ^^^^^^
    unsupported: there is no `assert`
    hint: remove the line

    > with g() as t:¶  y = x
      with g() as t:
      ^^^^
    unsupported: there is no `with`
    hint: write what it contains without it; a gradient is `grad(f)(x)`

    > try:¶  y = 1
      try:
      ^^^
    unsupported: there is no `try`
    hint: remove it: what is outside of a domain gives `nan` and a warning

    > class A:¶  x = 1
      class A:
      ^^^^^
    unsupported: there is no `class`
    hint: write functions; `{"a": 1}` holds values by name

    > raise E
      raise E
      ^^^^^
    unsupported: there is no `raise`
    hint: remove the line; what is outside of a domain gives `nan` and a warning

    > x: float
      x: float
       ^
    unexpected-token: expected an operator or the end of the statement, not `:`
    hint: slices stand in `x[a:b]`, keys in `{"a": 1}`

    > x: 2
      x: 2
       ^
    unexpected-token: expected an operator or the end of the statement, not `:`
    hint: slices stand in `x[a:b]`, keys in `{"a": 1}`

    > (a = 1; b
      (a = 1; b
      ^
    unclosed-bracket: `(` is never closed
    hint: add `)`

    > (a; b = 2) = 3
      (a; b = 2) = 3
                 ^
    misplaced-equals: only a name, `a, b` or `f(x)` can stand before `=`
    hint: write `==` to compare

    > f(a = 1; b)
      f(a = 1; b)
             ^
    unexpected-token: expected an operator, `,` or `)`, not `;`
    hint: statements stand outside of brackets

    > (a +; b)
      (a +; b)
          ^
    unexpected-token: expected an operand after `+`, not `;`

    > def f(x):¶  """doc¶  return x
        """doc
        ^^^
    unterminated-string: the string is never closed
    hint: add `"""` at its end

    > def f(x): return x = 2
      def f(x): return x = 2
                         ^
    misplaced-equals: `=` names nothing here
    hint: write `==` to compare
    """#
}
