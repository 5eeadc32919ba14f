import Calculator
import Tensors
import TestSupport
import Testing

/// Programs with loops, branches and derivatives inside: a graph and a tape give the same bits.
@Suite struct ControlFlowModesTests {
  static let programs = [
    "fori_loop(0, 4, (i, c) -> sin(c) * x + y[i % 3], x)",
    "fori_loop(2, 5, (i, c) -> c * x + i, y)",
    "fori_loop(0, 3, (i, c) -> (c[1], c[0] * x), (x, sum(y)))[0]",
    "fori_loop(0, 3, (i, c) -> {\"a\": c[\"b\"], \"b\": c[\"a\"] * x}, {\"a\": x, \"b\": y})[\"a\"]",
    "fori_loop(0, 3, checkpoint((i, c) -> tanh(c) * x), y)",
    "fori_loop(0, 3, (i, c) -> fori_loop(0, i, (j, d) -> sin(d) * x, c), y)",
    "fori_loop(0, 0, (i, c) -> c * x, y)",
    "while_loop(c -> c < 10, c -> c * 1.5 + x * x, abs(x))",
    "while_loop(c -> sum(c) < 10, c -> c * 1.5 + 1, y)",
    "while_loop(c -> c[0] < 3, c -> (c[0] + 1, c[1] * x), (0, y))[1]",
    "while_loop(c -> False, c -> c * x, y)",
    "scan((c, a) -> (c * a, c + a), x, y)",
    "scan((c, a) -> (c * a, {\"s\": c, \"t\": sin(a)}), x, y, reverse=True)",
    "scan((c, i) -> (sin(c), c), x, None, length=4)",
    "scan((c, r) -> (c + r @ y, c * r), x, [[1, 2, 3], [4, 5, 6]])",
    "fold((c, a) -> c * a + x, 1, y)",
    "map(a -> sin(a) * x, y)",
    "cond(x > 0, a -> log(a) * sum(y), a -> exp(a) * y[0], x)",
    "cond(x > 0, a -> fori_loop(0, 3, (i, c) -> c * a, 1), a -> a / 0, x)",
    "fori_loop(0, 4, (i, c) -> cond(c > 0.5, d -> d * x, d -> d + 0.3, c), 0.1)",
    "fori_loop(0, 4, (i, c) -> log(c) if c > 2 else c + x * x, x)",
    "switch(1, [a -> a, a -> sin(a) * sum(y), a -> a / 0], x)",
    "grad(t -> fori_loop(0, 3, (i, c) -> sin(c) * t, x))(x)",
    "grad(t -> grad(s -> while_loop(c -> c < 3, c -> c + s * s + 1, s))(t))(x)",
    "hessian(v -> scan((c, a) -> (c * a + x, c), 1, v)[0])(y)",
    "jacobian(v -> scan((c, a) -> (sin(c) * a, c * x), x, v)[1])(y)",
    "vmap(a -> fori_loop(0, 3, (i, c) -> c * a + x, a))(y)",
    "vmap(a -> while_loop(c -> c < 3, c -> c + a * a + 0.5, 0))(y)",
    "vmap(a -> cond(a > 0, t -> log(t), t -> t * x, a))(y)",
    "fori_loop(0, 3, (i, c) -> c - 0.1 * grad(v -> sum((v - x) ** 2))(c), y)",
    "custom_vjp(a -> round(a), a -> (round(a), a), (r, c) -> (c * r,))(x) * x",
    "fori_loop(0, 3, (i, c) -> custom_vjp(a -> a, a -> (a, a), (r, g) -> (g * r,))(c) * x, x)",
    "jvp(v -> fold((c, a) -> c * a, x, v), (y,), ([1, 2, 3],))",
    "vjp(v -> scan((c, a) -> (c * a, c), x, v), y)[1]((2, [1, 2, 3]))[0]",
    "linearize(t -> fori_loop(0, 3, (i, c) -> c * t, x), x)[1](2)",
    "laplacian(v -> fold((c, a) -> c + sin(a) * c, x, v))(y)",
    "value_and_gradient((a, v) -> fold((c, e) -> c * a + e, a, v), x, y)",
  ]

  /// Every number of an answer; nothing and 0 are the same where a tape cannot see the other branch.
  private func bits(_ answer: Answer) -> [[UInt64]] {
    (answer.y.leaves + (answer.dydx?.leaves ?? [])).map { tensor in
      (tensor?.elements ?? []).map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
    }
  }

  private func isClose(_ a: Answer, _ b: Answer) -> Bool {
    let parts = [a, b].map { answer in
      (answer.y.leaves + (answer.dydx?.leaves ?? [])).flatMap { $0?.elements ?? [] }
    }
    let scale = parts[0].reduce(1) { max($0, abs($1)) }
    return parts[0].count == parts[1].count
      && zip(parts[0], parts[1]).allSatisfy {
        $0 == $1 || $0.isNaN && $1.isNaN || abs($0 - $1) <= 1e-13 * scale
      }
  }

  @Test(arguments: programs)
  func sameBits(program: String) throws {
    for x in ["0.7", "-0.4"] {
      for type in [ElementType.float64, .float32] {
        let answers = try [false, true].map { onTape in
          try calculate("(x, y) -> \(program)", ["x": x, "y": "[0.3, -0.8, 1.1]"]) {
            $0.usesGradientTape = onTape
            $0.elementType = type
            $0.limits.steps = 100_000
            $0.zeroesUnconnected = true
          }
        }
        #expect(bits(answers[0]) == bits(answers[1]), "\(program) at \(x), \(type.name)")
      }
    }
  }

  @Test func randomPrograms() throws {
    var seeds = SeededGenerator(printingSeedOf: "randomPrograms")
    for _ in 0..<40 {
      var program = RandomProgram(seed: seeds.next())
      let text = program.number(4, numbers: ["x"], vectors: ["y"])
      let arguments: KeyValuePairs = [
        "x": "\(Double.random(in: -1...1, using: &seeds))",
        "y": "[0.3, \(Double.random(in: -1...1, using: &seeds)), -0.6]",
      ]
      let used = "0 * x + 0 * sum(y) + \(text)"
      let graph = try calculate(used, arguments)
      let tape = try calculate(used, arguments) { $0.usesGradientTape = true }
      // Derivatives of branches that hold a loop are added up in another order.
      #expect(graph.y.leaves[0]?[0].bitPattern == tape.y.leaves[0]?[0].bitPattern, "\(text)")
      #expect(isClose(graph, tape), "\(text) at \(arguments)")
      // What is computed again on the way back is the same.
      let plain = try calculate(
        used.split(separator: "checkpoint", omittingEmptySubsequences: false).joined(), arguments)
      #expect(isClose(graph, plain), "\(text) at \(arguments)")
    }
  }
}
