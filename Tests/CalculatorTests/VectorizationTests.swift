import Calculator
import Syntax
import Testing

/// `vmap` against the same function place by place, for every way to name axes.
@Suite struct VectorizationTests {
  static let square = "[[1, 2, 3], [4, 5, 6]]"

  private func elements(_ expression: String, onTape: Bool) throws -> [[Double]] {
    let answer = try calculate(
      "(A, b, c) -> \(expression)", ["A": Self.square, "b": "[0.5, -1]", "c": "[1, 2, 3]"]
    ) {
      $0.usesGradientTape = onTape
      $0.zeroesUnconnected = true
    }
    return (answer.y.leaves + (answer.dydx?.leaves ?? [])).map { $0?.elements ?? [] }
  }

  @Test(arguments: [
    ("vmap(r -> sum(sin(r)))(A)", "[sum(sin(A[0])), sum(sin(A[1]))]"),
    ("vmap(r -> sin(r) * r)(A)", "[sin(A[0]) * A[0], sin(A[1]) * A[1]]"),
    ("vmap(k -> sum(sin(k)), in_axes=1)(A)", "[sum(sin(A[:, i])) for i in range(3)]"),
    ("vmap(k -> sum(sin(k)), in_axes=-1)(A)", "[sum(sin(A[:, i])) for i in range(3)]"),
    ("vmap(r -> sum(sin(r)), in_axes=-2)(A)", "[sum(sin(A[i])) for i in range(2)]"),
    ("vmap(r -> r * b[0], in_axes=(0,))(A)", "[A[0] * b[0], A[1] * b[0]]"),
    ("vmap((r, s) -> sum(r) * s)(A, b)", "[sum(A[0]) * b[0], sum(A[1]) * b[1]]"),
    ("vmap((r, s) -> r * s, in_axes=(0, None))(A, c)", "[A[0] * c, A[1] * c]"),
    (
      "vmap((r, s) -> r @ s, in_axes=(None, 1))(b, A)", "[b @ A[:, 0], b @ A[:, 1], b @ A[:, 2]]"
    ),
    (
      "vmap((k, s) -> k * s, in_axes=(1, 0))(A, c)",
      "[A[:, 0] * c[0], A[:, 1] * c[1], A[:, 2] * c[2]]"
    ),
    ("vmap(r -> sin(r), out_axes=1)(A)", "sin(A).T"),
    ("vmap(r -> sin(r), out_axes=-1)(A)", "sin(A).T"),
    ("vmap(r -> sin(r), in_axes=1, out_axes=1)(A)", "sin(A)"),
    ("vmap((r, s) -> r * s)(A, s=b)", "[A[0] * b[0], A[1] * b[1]]"),
    ("vmap(r -> b)(A)", "[b, b]"), ("vmap(r -> 3)(A)", "[3 + 0 * sum(A), 3]"),
    (
      "vmap(d -> sum(d[\"r\"]) * d[\"s\"])({\"r\": A, \"s\": b})",
      "[sum(A[0]) * b[0], sum(A[1]) * b[1]]"
    ),
    (
      "vmap(d -> d[\"r\"] * sum(d[\"s\"]), in_axes={\"r\": 0, \"s\": None})({\"r\": A, \"s\": b})",
      "[A[0] * sum(b), A[1] * sum(b)]"
    ),
    (
      "vmap((p, s) -> sum(p[0]) * p[1] * s, in_axes=((0, None), 0))((A, 2), b)",
      "[sum(A[0]) * 2 * b[0], sum(A[1]) * 2 * b[1]]"
    ),
    ("vmap(vmap(t -> t * t))(A)", "A * A"),
    (
      "vmap(r -> vmap(t -> t * r)(c))(A)",
      "[[c[0] * A[0], c[1] * A[0], c[2] * A[0]], [c[0] * A[1], c[1] * A[1], c[2] * A[1]]]"
    ),
    (
      "vmap(vmap((t, u) -> t * u, in_axes=(0, None)), in_axes=(None, 0))(c, b)",
      "[c * b[0], c * b[1]]"
    ),
    ("vmap(grad(t -> sin(t) * b[0]))(c)", "cos(c) * b[0]"),
    ("vmap(grad((r, s) -> sum(sin(r)) * s, argnums=1))(A, b)", "[sum(sin(A[0])), sum(sin(A[1]))]"),
    ("vmap(r -> (sum(r), r[0]))(A)[1]", "A[:, 0]"),
    ("vmap(r -> r[0] if r[1] > 3 else r[2])(A)", "[A[0, 2], A[1, 0]]"),
    (
      "vmap((r, n) -> fori_loop(0, 3, (i, t) -> t * r[i] + n, 1.0))(A, b)",
      "[((A[i, 0] + b[i]) * A[i, 1] + b[i]) * A[i, 2] + b[i] for i in range(2)]"
    ),
    (
      "vmap(n -> while_loop(t -> t < 10, t -> t * (n + 1), n))(c)",
      "[c[0] * (c[0] + 1) ** 4, "
        + "c[1] * (c[1] + 1) ** 2, c[2] * (c[2] + 1)]"
    ),
    ("vmap((i, r) -> r[i], in_axes=(0, None))([2, 0, 1], c)", "[c[2], c[0], c[1]]"),
    ("vmap((i, r) -> r[i])([2, 0], A)", "[A[0, 2], A[1, 0]]"),
    ("vmap(r -> sort(r)[0] + max(r))(A)", "[A[0, 0] + A[0, 2], A[1, 0] + A[1, 2]]"),
    ("vmap(r -> einsum(\"i,j->ij\", r, b))(A)", "[einsum(\"i,j->ij\", A[i], b) for i in range(2)]"),
  ])
  func isPlaceByPlace(batched: String, placeByPlace: String) throws {
    for onTape in [false, true] {
      let expected = try elements(placeByPlace, onTape: false)
      let found = try elements(batched, onTape: onTape)
      #expect(found.count == 4)
      // A list of arrays of one shape is an array.
      let sizes = [found.dropLast(3), expected.dropLast(3)].map { Array($0.joined()) }
      for (a, b) in zip([sizes[0]] + found.suffix(3), [sizes[1]] + expected.suffix(3)) {
        #expect(a.count == b.count)
        #expect(
          zip(a, b).allSatisfy { abs($0 - $1) <= 1e-13 * max(1, abs($1)) }, "\(a), not \(b)")
      }
    }
  }

  @Test(arguments: [
    ("vmap((x, y) -> x, in_axes=(0,))([1], [2])", "1 axes, and 2 arguments"),
    ("vmap((x, y) -> x, in_axes=(0, 1))([1], [2])", "axis 1 of an argument of shape (1,)"),
    ("vmap((x, y) -> x, in_axes=(-2, 0))([1], [2])", "axis -2 of an argument of shape (1,)"),
    ("vmap((x, y) -> x)([1], [2, 3])", "the lengths 1 and 2"),
    ("vmap(x -> x, in_axes=None)([1])", "an array to go along"),
    ("vmap(x -> x)(1)", "axis 0 of an argument of shape ()"),
    ("vmap(x -> x, out_axes=1)([1])", "out_axes of vmap is 1"),
    ("vmap(x -> x, out_axes=-2)([1])", "out_axes of vmap is -2"),
    ("vmap(x -> x[0], in_axes=((0,),))((1, 2))", "the structure of the arguments"),
  ])
  func refuses(expression: String, message: String) throws {
    for onTape in [false, true] {
      let error = try #require(throws: Diagnostic.self) {
        try calculate(expression) { $0.usesGradientTape = onTape }
      }
      #expect(error.message.contains(message), "\(error.message)")
    }
  }
}
