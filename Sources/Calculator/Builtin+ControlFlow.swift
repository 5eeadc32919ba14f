import Autodiff
import Syntax

extension Builtin {
  static let controlFlow: [Builtin] = [
    Builtin(
      "cond", "condition, then, otherwise, *operands",
      "then(*operands) where the condition holds, else otherwise(*operands); only one is run.",
      example: "cond(2 > 1, x -> x ** 2, x -> -x, 3)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "cond", ["condition", "then", "otherwise"], required: 3, takesRest: true,
        signature: "cond(condition, then, otherwise, *operands)")
      let (then, otherwise) = (try given.function("then"), try given.function("otherwise"))
      var operands = CallArguments(given.rest)
      if let keyword = given.named.first(where: { $0.name == "operand" || $0.name == "operands" }) {
        operands.positional +=
          keyword.name == "operand" ? [keyword.value] : keyword.value.elements ?? []
      }
      return try interpreter.choose(
        given.value("condition"), reading: operands, [then, otherwise]
      ) { () throws(Diagnostic) in
        try interpreter.call(then, operands)
      } otherwise: { () throws(Diagnostic) in
        try interpreter.call(otherwise, operands)
      }
    },
    Builtin(
      "switch", "index, branches, *operands",
      "branches[index](*operands), the index limited to those there are.",
      example: "switch(1, [x -> x, x -> x ** 2], 3)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "switch", ["index", "branches"], required: 2, takesRest: true,
        signature: "switch(index, branches, *operands)")
      var branches: [Value.Function] = []
      for branch in given.value("branches").elements ?? [] {
        branches.append(try interpreter.function(branch))
      }
      return try interpreter.select(given.value("index"), branches, given.rest)
    },
    Builtin(
      "fori_loop", "lower, upper, body, init",
      "What init becomes when body(i, value) is applied for i from lower up to, but without, upper.",
      example: "fori_loop(0, 10, (i, x) -> x / 2, 1024)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "fori_loop", ["lower", "upper", "body", "init"], required: 4,
        signature: "fori_loop(lower, upper, body, init)")
      return try interpreter.countedLoop(
        given.value("lower"), given.value("upper"), try given.function("body"),
        given.value("init"))
    },
    Builtin(
      "while_loop", "cond, body, init",
      "What init becomes when body(value) is applied as long as cond(value) holds.",
      example: "while_loop(x -> x > 1, x -> x / 2, 1000)"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "while_loop", ["cond", "body", "init"], required: 3,
        signature: "while_loop(cond, body, init)")
      return try interpreter.conditionalLoop(
        try given.function("cond"), try given.function("body"), given.value("init"))
    },
    Builtin(
      "scan", "f, init, xs, length=None, reverse=False",
      "f(carry, x) -> (carry, y) for every x of xs: the last carry, and the ys stacked.",
      example: "scan((c, x) -> (c + x, c * x), 0, [1, 2, 3])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "scan", ["f", "init", "xs", "length", "reverse"], required: 2,
        signature: "scan(f, init, xs, length=None, reverse=False)")
      let length = try given["length"].map { length throws(Diagnostic) in
        try interpreter.integer(length)
      }
      if let length, length < 0 {
        throw given.mismatch("the length of scan is \(length)", hint: "it is 0 or more")
      }
      return try interpreter.scan(
        try given.function("f"), given.value("init"), given.value("xs"), length: length,
        isReversed: try given["reverse"].map { reverse throws(Diagnostic) in
          try interpreter.truth(reverse)
        } ?? false)
    },
    Builtin(
      "fold", aliases: ["reduce", "foldl"], "f, init, xs",
      "f(carry, x) -> carry for every x of xs: the last carry.",
      example: "fold((c, x) -> c * x, 1, [1, 2, 3, 4])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "fold", ["f", "init", "xs"], required: 3, signature: "fold(f, init, xs)")
      let (initial, xs) = interpreter.foldOperands(given.value("init"), given.value("xs"))
      return try interpreter.fold(try given.function("f"), initial, xs)
    },
    Builtin(
      "map", aliases: ["map_fn"], "f, *xs",
      "f of every element: of a list as a list, of an array along its first axis.",
      example: "map(x -> x ** 2, [1, 2, 3])"
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "map", ["f", "xs"], required: 2, takesRest: true, signature: "map(f, *xs)")
      return try interpreter.map(try given.function("f"), over: [given.value("xs")] + given.rest)
    },
    Builtin(
      "tree_map", "f, tree, *rest",
      "f of every number or array in lists and dicts, and of those at the same places of the rest.",
      example: #"tree_map((p, g) -> p - 0.1 * g, {"w": 1}, {"w": 2})"#
    ) { interpreter, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "tree_map", ["f", "tree"], required: 2, takesRest: true,
        signature: "tree_map(f, tree, *rest)")
      let (function, tree) = (try given.function("f"), given.value("tree"))
      var others: [[Variable]] = []
      for other in given.rest {
        guard other.hasStructure(of: tree) else {
          throw given.mismatch("the trees of tree_map have different structures")
        }
        others.append(try other.ordered(like: tree).tensors)
      }
      var position = 0
      return try tree.mapTensors { (leaf: Variable) throws(Diagnostic) in
        defer { position += 1 }
        let leaves = [leaf] + others.map { $0[position] }
        return try interpreter.call(function, CallArguments(leaves.map { .tensor($0) }))
      }
    },
    Builtin(
      "partial", "f, *args, **kwargs", "f with some of its arguments given already.",
      example: "partial((x, y) -> x - y, 10)(3)"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(
        arguments, of: "partial", ["f"], required: 1, takesRest: true,
        signature: "partial(f, *args, **kwargs)")
      let function = try given.function("f")
      return .function(
        .native(
          Native("partial") { interpreter, arguments throws(Diagnostic) in
            var all = CallArguments(given.rest + arguments.positional)
            all.named =
              given.named.filter { member in
                !arguments.named.contains { $0.name == member.name }
              } + arguments.named
            return try interpreter.call(function, all)
          }))
    },
    Builtin(
      "jit", aliases: ["compile"], "f", "f itself: everything is compiled here.",
      example: "jit(x -> x ** 2)(3)"
    ) { _, arguments throws(Diagnostic) in
      let given = try BoundArguments(arguments, of: "jit", ["f"], required: 1, signature: "jit(f)")
      return .function(try given.function("f"))
    },
  ]
}

extension Interpreter {
  /// Python's reduce and TensorFlow's foldl take the list before the start.
  fileprivate func foldOperands(_ first: Value, _ second: Value) -> (initial: Value, xs: Value) {
    switch (first, second) {
    case (.range, _): (second, first)
    case (.tensor(let a), .tensor(let b)) where a.rank > 0 && b.rank == 0: (second, first)
    case (.sequence(let list), .tensor(let b)) where list.kind != .tuple && b.rank == 0:
      (second, first)
    default: (first, second)
    }
  }
}
