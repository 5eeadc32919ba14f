import Calculator
import Syntax
import Testing

/// Arguments of transformations that are missing, not known or given twice.
@Suite struct TransformationArgumentTests {
  /// A call that is complete, without its last parenthesis, and the parameters that it needs.
  static let calls: [(call: String, required: [String])] = [
    ("grad(x -> x", ["f"]), ("value_and_grad(x -> x", ["f"]), ("jacobian(x -> x", ["f"]),
    ("jacfwd(x -> x", ["f"]), ("jacrev(x -> x", ["f"]), ("value_and_jacobian(x -> x", ["f"]),
    ("hessian(x -> x", ["f"]), ("value_and_hessian(x -> x", ["f"]),
    ("jvp(x -> x, (1,), (1,)", ["f", "primals", "tangents"]),
    ("hvp(x -> x, (1,), (1,)", ["f", "primals", "tangents"]),
    ("vmap(x -> x", ["f"]), ("checkpoint(x -> x", ["f"]),
    ("custom_vjp(x -> x, x -> (x, x), (r, c) -> (c,)", ["f", "forward", "backward"]),
    ("laplacian(x -> x", ["f"]), ("divergence(x -> x", ["f"]), ("curl(x -> x", ["f"]),
    ("fori_loop(0, 1, (i, c) -> c, 1", ["lower", "upper", "body", "init"]),
    ("while_loop(c -> c > 1, c -> c, 1", ["cond", "body", "init"]),
    ("scan((c, x) -> (c, x), 0, [1]", ["f", "init"]),
    ("fold((c, x) -> c, 0, [1]", ["f", "init", "xs"]),
    ("jit(x -> x", ["f"]),
  ]

  /// Those that pass further arguments on.
  static let open: [(call: String, required: [String])] = [
    ("cond(True, x -> x, x -> x", ["condition", "then", "otherwise"]),
    ("switch(0, [x -> x]", ["index", "branches"]), ("map(x -> x", ["f", "xs"]),
    ("tree_map(x -> x", ["f", "tree"]), ("partial(x -> x", ["f"]), ("vjp(x -> x", ["f"]),
    ("linearize(x -> x", ["f"]), ("diag_jacobian(x -> x", ["f"]),
  ]

  private func diagnostic(_ expression: String) throws -> Diagnostic {
    try #require(throws: Diagnostic.self, "\(expression)") { try calculate(expression) }
  }

  private func name(_ call: String) -> String { String(call.prefix { $0 != "(" }) }

  @Test(arguments: (calls + open).map(\.call))
  func missing(call: String) throws {
    let required = try #require((Self.calls + Self.open).first { $0.call == call }?.required)
    let name = name(call)
    // The first of them, and each one when only those before it are given.
    #expect(try diagnostic("\(name)()").message.contains("'\(required[0])'"))
    for (index, parameter) in required.enumerated() {
      let given = required.filter { $0 != parameter }.map { "\($0)=x -> x" }
      let error = try diagnostic("\(name)(\(given.joined(separator: ", ")))")
      #expect(error.code == "wrong-arguments" && error.kind == .data)
      #expect(error.message == "\(name) needs a value for '\(parameter)'", "\(index)")
      #expect(error.hint?.contains("\(name)(") == true)
      #expect(error.location?.range.start == 0)
    }
  }

  @Test(arguments: calls.map(\.call))
  func unexpected(call: String) throws {
    let name = name(call)
    let error = try diagnostic("\(call), no_such=1)")
    #expect(error.message == "\(name) has no parameter 'no_such'")
    let tooMany = try diagnostic("\(call), 1, 2, 3, 4, 5)")
    #expect(tooMany.message.contains("\(name) takes"))
    #expect(tooMany.hint?.contains("\(name)(") == true)
  }

  @Test(arguments: (calls + open).map(\.call))
  func doubled(call: String) throws {
    let required = try #require((Self.calls + Self.open).first { $0.call == call }?.required)
    let error = try diagnostic("\(call), \(required[0])=x -> x)")
    #expect(error.message == "'\(required[0])' is given twice")
    let byName = try diagnostic("\(call), abc=1, abc=2)")
    #expect(byName.message.contains("abc") && byName.message.hasSuffix("is given twice"))
  }

  @Test(arguments: [
    ("grad(3)", "'f' of grad"), ("vmap([1])", "'f' of vmap"),
    ("checkpoint(1)", "'f' of checkpoint"),
    ("fori_loop(0, 1, 2, 3)", "'body' of fori_loop"), ("scan(1, 2, [3])", "'f' of scan"),
    ("while_loop(1, c -> c, 2)", "'cond' of while_loop"), ("jvp(1, (2,), (3,))", "'f' of jvp"),
    ("custom_vjp(x -> x, 1, 2)", "'forward' of custom_vjp"),
    ("cond(True, 1, x -> x)", "'then' of cond"), ("laplacian(1)", "'f' of laplacian"),
    ("grad(x -> x, argnums=0.5)", "'argnums' of grad"),
    ("grad(x -> x, argnums=\"x\")", "'argnums' of grad"),
    ("hessian(x -> x, argnums=(0, None))", "'argnums' of hessian"),
    ("value_and_gradient(3, 4)", "the first argument of value_and_gradient"),
    ("value_and_gradient()", "the first argument of value_and_gradient"),
  ])
  func ofTheWrongKind(expression: String, message: String) throws {
    #expect(try diagnostic(expression).message.contains(message))
  }

  @Test(
    arguments: [
      ("grad((x, y) -> x * y, argnums=-1)(2, 3)", [2]),
      ("grad((x, y) -> x * y, argnums=2 - 1)(2, 3)", [2]),
      ("grad((x, y) -> x * y, argnums=(0, 0, -1))(2, 3)", [3, 3, 2]),
      ("hessian((x, y) -> x * x * y, argnums=(0, -2))(2, 3)", [6, 6, 6, 6]),
      ("grad(f=(x, y) -> x * y, argnums=1)(2, 3)", [2]),
      ("grad(fun=(x, y) -> x * y)(2, y=3)", [3]),
      ("grad((x, y) -> (x * y, 1), has_aux=not False)(2, 3)", [3, 1]),
      ("jacobian((x, y) -> x * y, argnums=())(2, 3)", []),
      ("laplacian(() -> 3)()", [0]),
      ("scan(f=(c, x) -> (c + x, c), init=0, xs=[1, 2])", [3, 0, 1]),
    ] as [(String, [Double])])
  func otherWaysToSayIt(expression: String, numbers: [Double]) throws {
    let leaves = try calculate(expression).y.leaves
    #expect(leaves.flatMap { $0?.elements ?? [] } == numbers)
  }

  @Test(arguments: [
    ("grad(x -> x, argnums=1)(2)", "argument 1"), ("grad(x -> x, argnums=-2)(2)", "argument -2"),
    ("jvp((x, y) -> x, (1, 2), (1,))", "a tangent for each of 2 primals"),
    ("jvp(x -> sum(x), ([1, 2],), ([1, 2, 3],))", "(3,) for (2,)"),
    ("hvp(x -> x[\"a\"], ({\"a\": 1},), ({\"b\": 1},))", "do not match"),
    ("vjp(x -> [x, x], 2)[1]([1, 2, 3])", "(3,) for (2,)"),
    ("vjp(x -> x, 2)[1](1, 2)", "one cotangent"),
    ("linearize(x -> x, 2)[1]()", "not 0"),
    ("custom_vjp(x -> x, x -> x, (r, c) -> (c,))(1)", "forward of custom_vjp"),
    ("custom_vjp(x -> x, x -> (x, x), (r, c) -> (c, c))(1)", "2 cotangents for 1"),
    ("custom_vjp(x -> x, x -> (x, x), (r, c) -> ([c, c],))(1)", "(2,) for ()"),
    ("grad(x -> [x, x])(1)", "a number"), ("grad(x -> x, has_aux=True)(1)", "(y, aux)"),
    ("vjp(x -> x, 1, has_aux=True)", "(y, aux)"),
    ("value_and_gradient(x -> x, 1, output_gradients=[1, 2])", "(2,) for ()"),
    ("value_and_gradient(x -> x)", "at least one argument"),
    ("batch_jacobian(x -> x)", "at least one argument"),
    ("diag_jacobian(x -> sum(x), [1, 2])", "() for (2,)"),
    ("divergence(x -> sum(x))([1, 2])", "1 of 2"), ("curl(x -> x)([1, 2, 3, 4])", "not in 4"),
  ])
  func valuesThatDoNotFit(expression: String, message: String) throws {
    let error = try diagnostic(expression)
    #expect(error.message.contains(message), "\(error.message)")
    #expect(error.kind == .data && error.location != nil)
  }
}
