import Syntax
import Testing

/// What the parser refuses in parameter lists.
@Suite struct ParserParametersTests {
  @Test(arguments: Golden.blocks(text))
  func reports(golden: Golden) {
    #expect(report(failure(golden.input)) == golden.report)
  }

  static let text = #"""
    > (x, x) -> 2
      (x, x) -> 2
          ^
    duplicate-parameter: the parameter `x` stands twice

    > (x, 1) -> 2
      (x, 1) -> 2
          ^
    unexpected-token: expected the name of a parameter, not `1`
    hint: parameters are names: `(x, y=2) -> e`

    > f(x + y) -> 2
      f(x + y) -> 2
               ^^
    unexpected-token: expected an operator or the end of the statement, not `->`
    hint: parameters are names: `x -> e`, `(x, y=2) -> e`

    > f(x, x) = x
      f(x, x) = x
           ^
    duplicate-parameter: the parameter `x` stands twice

    > f(1) = x
      f(1) = x
        ^
    unexpected-token: expected the name of a parameter, not `1`
    hint: parameters are names: `(x, y=2) -> e`

    > f(*a, *b) = 1
      f(*a, *b) = 1
             ^
    bad-parameter: there can be only one `*` parameter

    > f(**k, x) = 1
      f(**k, x) = 1
             ^
    bad-parameter: no parameter can follow `**`

    > f(* x) = 1; (**, x) -> 1
      f(* x) = 1; (**, x) -> 1
                     ^
    unexpected-token: expected the name of a parameter, not `,`
    hint: parameters are names: `(x, y=2) -> e`

    > (x, y=2, z) -> x
      (x, y=2, z) -> x
               ^
    bad-parameter: the parameter `z` without a default follows one with a default
    hint: give it a default, or move it forward

    > (x, y z) -> 1
      (x, y z) -> 1
            ^
    unexpected-token: expected `,` or `)`, not `z`
    hint: parameters are names: `(x, y=2) -> e`

    > (x, *y=1) -> x
      (x, *y=1) -> x
            ^
    bad-parameter: `y` cannot have a default: it takes what is left over

    > lambda x y: 3
      lambda x y: 3
               ^
    unexpected-token: expected `,` or `:`, not `y`
    hint: parameters are names: `(x, y=2) -> e`

    > lambda (x, y): 3
      lambda (x, y): 3
             ^
    unexpected-token: expected the name of a parameter, not `(`
    hint: parameters are names: `(x, y=2) -> e`

    > lambda x
      lambda x
             ^
    unexpected-end: expected `,` or `:`, not the end
    hint: parameters are names: `(x, y=2) -> e`

    > lambda x:
      lambda x:
              ^
    unexpected-end: expected an operand after `:`, not the end

    > lambda x=: 1
      lambda x=: 1
               ^
    unexpected-token: expected an operand after `=`, not `:`

    > () ->
      () ->
         ^^
    unexpected-end: expected an operand after `->`, not the end

    > -> x
      -> x
      ^^
    unexpected-token: expected an operand, not `->`

    > x ->
      x ->
        ^^
    unexpected-end: expected an operand after `->`, not the end

    > (x -> x
      (x -> x
      ^
    unclosed-bracket: `(` is never closed
    hint: add `)`
    """#
}
