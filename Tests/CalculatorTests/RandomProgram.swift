import TestSupport

/// A random program of a number x and a vector y of three, with loops, branches and derivatives.
struct RandomProgram {
  private var random: SeededGenerator
  private var names = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// An expression whose value is a number, of names that are numbers and vectors.
  mutating func number(_ depth: Int, numbers: [String], vectors: [String]) -> String {
    let leaf = pick(numbers + ["0.5", "1.25"])
    guard depth > 0 else { return leaf }
    let a = { (self: inout Self) in
      self.number(depth - 1, numbers: numbers, vectors: vectors)
    }
    let (i, c, d) = (fresh("i"), fresh("c"), fresh("d"))
    switch Int.random(in: 0..<15, using: &random) {
    case 0: return "(\(a(&self)) + \(a(&self)))"
    case 1: return "\(a(&self)) * tanh(\(a(&self)))"
    case 2: return "\(pick(["sin", "tanh", "sigmoid", "square", "cos"]))(\(a(&self)))"
    case 3: return "sum(\(vector(depth - 1, numbers: numbers, vectors: vectors)))"
    case 4: return "\(pick(vectors))[\(Int.random(in: -3...2, using: &random))]"
    case 5: return "(\(a(&self)) if \(condition(numbers)) else \(a(&self)))"
    case 6:
      return "cond(\(condition(numbers)), \(c) -> \(inner(depth, numbers + [c], vectors)), "
        + "\(c) -> \(inner(depth, numbers + [c], vectors)), \(a(&self)))"
    case 7:
      let body = "(\(i), \(c)) -> tanh(\(inner(depth, numbers + [c, i], vectors)))"
      return "fori_loop(0, \(steps()), \(loopBody(body)), \(a(&self)))"
    case 8:
      let body =
        "(\(i), \(c)) -> (tanh(\(inner(depth, numbers + ["\(c)[1]"], vectors))), \(c)[0])"
      return "fori_loop(0, \(steps()), \(loopBody(body)), (\(a(&self)), \(a(&self))))[0]"
    case 9:
      let body = "\(c) -> [\(c)[0] + 1, sin(\(inner(depth, numbers + ["\(c)[1]"], vectors)))]"
      return "while_loop(\(c) -> \(c)[0] < \(steps()), \(loopBody(body)), [0, \(a(&self))])[1]"
    case 10:
      let step =
        "(\(c), \(d)) -> (tanh(\(inner(depth, numbers + [c, d], vectors))), \(c) * \(d))"
      let scan =
        "scan(\(loopBody(step)), \(a(&self)), \(pick(vectors)), reverse=\(pick(["True", "False"])))"
      return "sum(\(scan)[1]) + \(scan)[0]"
    case 11: return "grad(\(c) -> \(inner(depth, numbers + [c], vectors)))(\(a(&self)))"
    case 12:
      return "jvp(\(c) -> \(inner(depth, numbers + [c], vectors)), (\(a(&self)),), (1.5,))[1]"
    case 13: return "checkpoint(\(c) -> \(inner(depth, numbers + [c], vectors)))(\(a(&self)))"
    default:
      return "sum(vmap(\(c) -> \(inner(depth, numbers + [c], vectors)))(\(pick(vectors))))"
    }
  }

  private mutating func vector(_ depth: Int, numbers: [String], vectors: [String]) -> String {
    guard depth > 0 else { return pick(vectors) }
    let (i, c) = (fresh("i"), fresh("v"))
    let a = { (self: inout Self) in
      self.vector(depth - 1, numbers: numbers, vectors: vectors)
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return "(\(a(&self)) * \(number(depth - 1, numbers: numbers, vectors: vectors)))"
    case 1: return "\(pick(["sin", "tanh", "flip"]))(\(a(&self)))"
    case 2:
      let body =
        "(\(i), \(c)) -> tanh(\(c)) + \(vector(depth - 1, numbers: numbers, vectors: vectors + [c]))"
      return "fori_loop(0, \(steps()), \(loopBody(body)), \(a(&self)))"
    case 3: return "grad(\(c) -> \(inner(depth, numbers, vectors + [c])))(\(a(&self)))"
    case 4:
      return "vmap(\(c) -> \(inner(depth, numbers + [c], vectors)))(\(a(&self)))"
    default: return "where(\(a(&self)) > 0.2, \(a(&self)), \(pick(vectors)))"
    }
  }

  private mutating func inner(_ depth: Int, _ numbers: [String], _ vectors: [String]) -> String {
    number(Int.random(in: 0..<depth, using: &random), numbers: numbers, vectors: vectors)
  }

  private mutating func condition(_ numbers: [String]) -> String {
    "\(pick(numbers)) \(pick(["<", ">"])) \(pick(["0.4", "-0.1", "1"]))"
  }

  private mutating func loopBody(_ body: String) -> String {
    Int.random(in: 0..<3, using: &random) == 0 ? "checkpoint(\(body))" : body
  }

  private mutating func steps() -> Int { Int.random(in: 0...3, using: &random) }

  private mutating func fresh(_ name: String) -> String {
    names += 1
    return "\(name)\(names)"
  }

  private mutating func pick(_ items: [String]) -> String {
    items.randomElement(using: &random) ?? "x"
  }
}
