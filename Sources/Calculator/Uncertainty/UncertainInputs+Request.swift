import Autodiff
import Syntax
import Tables

// The standard deviations that a request gives, matched with its arguments.

extension UncertainInputs {
  /// - Throws: `unknown-name` for a name that no argument has, `repeated-uncertainty`,
  ///   `bad-uncertainty` for a number that is no standard deviation, and `uncertainty-mismatch` for one of
  ///   another shape or structure than its argument.
  init(
    _ request: Request, _ result: RecordedResult, _ lowering: Lowering
  ) throws(Diagnostic) {
    guard let calling = result.calling else {
      throw Diagnostic(
        "no-arguments", "an uncertainty is that of an argument, and there is none",
        hint: "give the arguments behind the expression: x=2±0.1", kind: .usage)
    }
    let arguments = calling.labelled(result.parameters).map { (label: $0.key, targets: $0.value) }
    let matching = MatchedUncertainties(
      interpreter: lowering.interpreter, captured: lowering.captured, arguments: arguments)
    var sigmas = try matching.sigmas(request, isUnpacked: calling.isUnpacked)
    var factor: Variable?
    if let given = request.covariance {
      let covariance = try matching.covariance(given, beside: &sigmas)
      factor = lowering.interpreter.recorder.constant(
        covariance.factor.converted(to: lowering.interpreter.recorder.numberType))
    }
    var parts: [Part] = []
    for (index, argument) in arguments.enumerated() {
      guard let sigmas = sigmas[index] else { continue }
      for case (let target?, let sigma?) in zip(argument.targets.leaves, sigmas) {
        guard !parts.contains(where: { $0.node == target.node }) else {
          throw Diagnostic(
            "repeated-uncertainty",
            "'\(argument.label.visible)' is a value that has an uncertainty as another argument too",
            hint: "the same captured value varies once, however often it is an argument",
            kind: .usage)
        }
        parts.append(Part(argument: index, node: target.node, sigma: sigma))
      }
    }
    guard !parts.isEmpty else {
      throw Diagnostic(
        "no-uncertainty", "no argument has an uncertainty",
        hint: "x=2±0.1, or --sigma x=0.1", kind: .usage)
    }
    self.init(labels: arguments.map(\.label), parts: parts, factor: factor)
  }
}

/// Finds the numbers of arguments that given uncertainties belong to.
struct MatchedUncertainties {
  typealias Argument = (label: String, targets: Structure<Variable?>)

  let interpreter: Interpreter
  let captured: Scope
  let arguments: [Argument]

  /// By the positions of the arguments, the standard deviation of each leaf, of its shape; nil where
  /// there is none.
  func sigmas(
    _ request: Request, isUnpacked: Bool
  ) throws(Diagnostic) -> [Int: [Variable?]] {
    var sigmas: [Int: [Variable?]] = [:]
    let namedCount = request.arguments.count { $0.name != nil }
    var positionalCount = 0
    for argument in request.arguments {
      let position = positionalCount
      if argument.name == nil { positionalCount += 1 }
      guard let given = argument.sigma else { continue }
      let found = argument.name.map { name in arguments.firstIndex { $0.label == name } }
      guard let index = found ?? position else {
        throw Diagnostic(
          "no-derivative",
          "'\((argument.name ?? "").visible)' has an uncertainty, and no derivative is taken by it",
          kind: .usage)
      }
      if isUnpacked, argument.name == nil {
        // The elements of the list are the arguments.
        let elements = arguments.dropLast(namedCount)
        let leaves = try spread(
          given, over: .list(elements.map(\.targets)), label: "the arguments")
        var next = leaves[...]
        for (index, element) in elements.enumerated() {
          let count = element.targets.leaves.count
          sigmas[index] = Array(next.prefix(count))
          next = next.dropFirst(count)
        }
      } else {
        sigmas[index] = try spread(
          given, over: arguments[index].targets, label: "'\(arguments[index].label.visible)'")
      }
    }
    for (name, given) in request.sigmas {
      guard let index = arguments.firstIndex(where: { $0.label == name }) else {
        throw unknown(name, "--sigma", request)
      }
      guard sigmas[index] == nil else {
        throw Diagnostic(
          "repeated-uncertainty", "the uncertainty of '\(name.visible)' is given twice",
          kind: .usage)
      }
      sigmas[index] = try spread(
        given, over: arguments[index].targets, label: "'\(name.visible)'")
    }
    return sigmas
  }

  private func unknown(_ name: String, _ flag: String, _ request: Request) -> Diagnostic {
    let isCaptured = request.captured.contains { $0.name == name }
    return unknown(
      name, flag,
      hint: isCaptured ? "a captured value is exact; \(name.visible)=... is an argument" : nil)
  }

  func unknown(_ name: String, _ flag: String, hint: String? = nil) -> Diagnostic {
    let labels = arguments.map(\.label)
    let names = labels.map { "'\($0.visible)'" }.joined(separator: ", ")
    let similar = Spelling.similar(to: name, among: labels).first
    return Diagnostic(
      "unknown-name",
      "\(flag) names '\(name.visible)', and the \(labels.count == 1 ? "argument is" : "arguments are") "
        + names,
      hint: hint ?? similar.map { "did you mean '\($0.visible)'?" }, kind: .usage)
  }

  // MARK: One argument

  /// One standard deviation for each leaf of an argument.
  private func spread(
    _ given: Request.Given, over targets: Structure<Variable?>, label: String
  ) throws(Diagnostic) -> [Variable?] {
    var location: SourceLocation?
    if case .text(let source) = given {
      location = source.location(SourceRange(start: 0, end: source.utf8.count))
    }
    do throws(Diagnostic) {
      let value = try interpreter.packed(
        try interpreter.value(of: given, as: .constant, in: captured))
      return try spread(value, over: targets, label)
    } catch {
      var diagnostic = error
      diagnostic.location = diagnostic.location ?? location
      throw diagnostic
    }
  }

  private func spread(
    _ value: Value, over targets: Structure<Variable?>, _ label: String
  ) throws(Diagnostic) -> [Variable?] {
    if case .none = value { return targets.leaves.map { _ in nil } }
    switch targets {
    case .leaf(nil): return [nil]
    case .leaf(let target?):
      let sigma = try interpreter.tensor(value)
      try check(sigma, label)
      let common = try? sigma.shape.broadcast(with: target.shape)
      guard common == target.shape else {
        throw mismatch(label, "a number or an array that broadcasts to \(target.shape)", value)
      }
      return [sigma.broadcast(to: target.shape)]
    case .list(let items):
      var leaves: [Variable?] = []
      for (index, item) in items.enumerated() {
        leaves += try spread(
          try part(value, index, of: items.count, label), over: item, "\(label)[\(index)]")
      }
      return leaves
    case .dictionary(let members):
      var leaves: [Variable?] = []
      for member in members {
        var part = value
        if case .dictionary(let dictionary) = value {
          guard dictionary.members.allSatisfy({ own in members.contains { $0.key == own.key } })
          else { throw mismatch(label, "a dict with the keys of the argument", value) }
          part = dictionary[member.key] ?? .none
        } else if !isNumber(value) {
          throw mismatch(label, "a number, or a dict with the keys of the argument", value)
        }
        leaves += try spread(part, over: member.value, "\(label)[\"\(member.key.visible)\"]")
      }
      return leaves
    }
  }

  private func isNumber(_ value: Value) -> Bool {
    if case .tensor(let tensor) = value { tensor.rank == 0 } else { false }
  }

  /// What a value gives to one of some items: its part, or itself if it is a number.
  private func part(
    _ value: Value, _ index: Int, of count: Int, _ label: String
  ) throws(Diagnostic) -> Value {
    if isNumber(value) { return value }
    if let elements = value.elements, elements.count == count { return elements[index] }
    if case .tensor(let tensor) = value, tensor.shape[0] == count {
      let inner = tensor.shape.dimensions.dropFirst()
      return .tensor(
        tensor.sliced(
          [StridedRange(start: index, step: 1, count: 1)]
            + inner.map { StridedRange(start: 0, step: 1, count: $0) }
        ).reshaped(to: Shape(Array(inner))))
    }
    throw mismatch(label, "a number or a list of \(count)", value)
  }

  private func mismatch(_ label: String, _ expected: String, _ value: Value) -> Diagnostic {
    Diagnostic(
      "uncertainty-mismatch",
      "the uncertainty of \(label) is \(value.description), and must be \(expected)")
  }

  /// Refuses what is no standard deviation, as far as it is known.
  private func check(_ sigma: Variable, _ label: String) throws(Diagnostic) {
    guard sigma.elementType != .bool else {
      throw Diagnostic("wrong-type", "the uncertainty of \(label) is a truth value, not a number")
    }
    guard let known = try interpreter.recorder.known(sigma) else { return }
    for position in 0..<known.count where !(known[position] >= 0 && known[position].isFinite) {
      let place = known.count == 1 ? "" : " at element \(position)"
      throw Diagnostic(
        "bad-uncertainty",
        "the uncertainty of \(label) is \(NumberText.shortest(known[position]))\(place): a standard "
          + "deviation is a number from 0 on")
    }
  }
}
