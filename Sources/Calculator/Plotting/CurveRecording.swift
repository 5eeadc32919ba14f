import Autodiff
import Syntax

/// Curves recorded as functions of one number, with their derivatives.
struct CurveRecording {
  /// A function, or a component of one: its value and its derivatives, ascending; nil for a derivative
  /// that cannot be had.
  struct Curve {
    let label: String
    let derivatives: [Variable?]
  }

  /// What is read of the request once, and recorded as often as need be.
  struct Source {
    let plot: PlotRequest
    let request: Request
    let expressions: [Expression]
    /// What all recordings and runs together may use up.
    let budget: Budget
    /// How many values there are of each function: itself and its derivatives.
    let orderCount: Int

    init(_ plot: PlotRequest, _ request: Request) throws(Diagnostic) {
      self.plot = plot
      self.request = request
      budget = Budget(request.limits)
      var expressions: [Expression] = []
      for curve in plot.curves { expressions.append(try Self.parsed(curve, plot)) }
      self.expressions = expressions
      // One more than is shown: the slope of what is shown says where to look closer.
      orderCount = (plot.orders.last ?? 0) + 2
    }

    private static func parsed(
      _ curve: SourceText, _ plot: PlotRequest
    ) throws(Diagnostic) -> Expression {
      do throws(Diagnostic) {
        return try Parser.parse(curve)
      } catch {
        guard plot.joinsByAnd, ["missing-else", "unexpected-end"].contains(error.code) else {
          throw error
        }
        var error = error
        error.hint = "'and' joins curves here; a logical one needs parentheses"
        throw error
      }
    }
  }

  /// The most components of an array that are drawn as curves.
  private static let mostComponents = 12

  let source: Source
  let interpreter: Interpreter
  let lowering: Lowering
  private var recorder: GraphRecorder { interpreter.recorder }

  init(_ source: Source, _ recorder: GraphRecorder) throws(Diagnostic) {
    self.source = source
    interpreter = Interpreter(recorder: recorder)
    var request = source.request
    for argument in request.arguments {
      guard let name = argument.name else { continue }
      request.captured.append((name, argument.value))
    }
    for (name, value) in source.plot.constants { request.captured.append((name, .text(value))) }
    lowering = Lowering(request, interpreter)
    try lowering.bindCaptured()
  }

  // MARK: Recording

  /// What is to be plotted, and how it is called.
  struct Plotted {
    let code: Code
    let function: Value.Function
    let isBody: Bool
  }

  func functions() throws(Diagnostic) -> [Plotted] {
    var functions: [Plotted] = []
    for expression in source.expressions {
      let code = interpreter.enter(expression)
      let function = try lowering.function(code, named: NameTable())
      var isBody = false
      if case .closure(let closure) = function {
        isBody = closure.code === code && closure.body == expression.root
      }
      functions.append(Plotted(code: code, function: function, isBody: isBody))
    }
    return functions
  }

  /// Records the functions at `x`, from the node `start` on.
  func curves(
    of functions: [Plotted], at x: Variable, named axis: String, since start: Int
  ) throws(Diagnostic) -> [Curve] {
    var curves: [Curve] = []
    for plotted in functions {
      var value = try called(plotted, with: x, named: axis)
      var label = self.label(of: plotted, named: axis)
      if case .function(let derived) = value {
        // Such as grad(f), which is the function that is meant.
        value = try located(plotted.code) { () throws(Diagnostic) in
          try interpreter.call(derived, CallArguments([.tensor(x)]))
        }
        label += "(\(axis))"
      }
      let root = plotted.isBody ? plotted.code.expression.root : nil
      for (name, number) in try components(of: value, label, plotted.code, at: root) {
        curves.append(Curve(label: name, derivatives: try derivatives(of: number, by: x, start)))
      }
    }
    return curves
  }

  /// What the curve is called: its text, and of the name of a function its call.
  ///
  /// Of several statements it is the last one, of `y = sin(x)` what stands on the right.
  private func label(of plotted: Plotted, named axis: String) -> String {
    let code = plotted.code
    var node = code.expression.root
    if case .block(let statements) = code.expression.nodes[node], let last = statements.last {
      node = last
    }
    if plotted.isBody, case .assignment(_, let value) = code.expression.nodes[node] { node = value }
    let text = code.location(of: node).text
    guard !plotted.isBody else { return text }
    switch code.expression.nodes[node] {
    case .name, .attribute:
      let names = (plotted.function.parameterNames ?? []).filter {
        $0 == axis || number(named: $0) != nil
      }
      return "\(text)(\((names.count > 1 ? names : [axis]).joined(separator: ", ")))"
    default: return text
    }
  }

  private func called(
    _ plotted: Plotted, with x: Variable, named axis: String
  ) throws(Diagnostic) -> Value {
    let code = plotted.code
    var arguments = CallArguments([.tensor(x)])
    var function = plotted.function
    if plotted.isBody {
      // A name of its own, which hides a captured one.
      let parameter = Expression.Parameter(name: axis, range: SourceRange(start: 0, end: 0))
      function = .closure(
        Closure(
          code: code, parameters: [parameter], defaults: [], body: code.expression.root,
          scope: lowering.captured))
    } else if let names = function.parameterNames, names.count > 1 {
      arguments = try self.arguments(of: names, x, named: axis)
    }
    return try located(code) { () throws(Diagnostic) in try interpreter.call(function, arguments) }
  }

  /// What a call gives; an error without a place gets that of the whole curve.
  private func located(
    _ code: Code, _ call: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      let value = try interpreter.packed(try call())
      do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
      return value
    } catch {
      var error = error
      if error.location == nil { error.location = code.location(of: code.expression.root) }
      throw error
    }
  }

  /// The arguments of a function of several numbers: those that have values, and the axis.
  private func arguments(
    of names: [String], _ x: Variable, named axis: String
  ) throws(Diagnostic) -> CallArguments {
    let known = names.filter { number(named: $0) != nil }
    let own = names.contains(axis) ? axis : names.first { !known.contains($0) } ?? names[0]
    var arguments = CallArguments()
    for name in names {
      if name == own {
        arguments.named.append((name, .tensor(x)))
      } else if let value = number(named: name) {
        arguments.named.append((name, value))
      }
    }
    return arguments
  }

  private func number(named name: String) -> Value? {
    guard let value = lowering.captured.value(of: name) else { return nil }
    if case .function = value { return nil }
    return value
  }

  // MARK: The axis

  /// The name along the axis: the one that is asked for, or the one free name of the curves.
  func axis(of functions: [Plotted]) throws(Diagnostic) -> String {
    var free: [(name: String, place: SourceLocation)] = []
    var hidesX = false
    var ownName: String?
    for plotted in functions {
      guard plotted.isBody, case .closure(let closure) = plotted.function else {
        ownName = ownName ?? openParameter(of: plotted.function)
        continue
      }
      let names = plotted.code.expression.freeNames()
      hidesX = hidesX || names.contains { $0.name == "x" && number(named: "x") != nil }
      for parameter in closure.parameters where !free.contains(where: { $0.name == parameter.name })
      {
        guard let name = names.first(where: { $0.name == parameter.name }) else { continue }
        free.append(
          (name.name, SourceLocation(source: plotted.code.expression.source, range: name.range)))
      }
    }
    if let axis = source.plot.variable {
      if let other = free.first(where: { $0.name != axis }) {
        throw Diagnostic(
          "unbound-variable", "'\(other.name.visible)' has no value", at: other.place,
          hint: "give it one: with \(other.name.visible)=2")
      }
      return axis
    }
    if free.count > 1 {
      let names = free.map { "'\($0.name.visible)'" }
      throw Diagnostic(
        "several-variables",
        "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) have no value, "
          + "and a plot has one axis", at: free[1].place,
        hint: "give all but one of them values: with "
          + free.map(\.name).filter {
            $0 != (free.contains { $0.name == "x" } ? "x" : free[0].name)
          }
          .map { "\($0.visible)=2" }.joined(separator: ", "))
    }
    return free.first?.name ?? (hidesX ? "x" : ownName ?? "x")
  }

  /// The first parameter of a function that has no value.
  private func openParameter(of function: Value.Function) -> String? {
    guard let names = function.parameterNames else { return nil }
    return names.first { number(named: $0) == nil } ?? names.first
  }

  // MARK: Values

  /// The numbers of a value, each with what it is called.
  ///
  /// - Parameter node: where the value stands in the expression as such, if it does.
  private func components(
    of value: Value, _ label: String, _ code: Code, at node: Expression.Index?
  ) throws(Diagnostic) -> [(label: String, number: Variable)] {
    var parts: [(label: String, number: Variable)] = []
    switch value {
    case .tensor(let tensor) where tensor.rank == 0: parts = [(label, tensor)]
    case .tensor, .sequence:
      let nodes = node.map { elements(of: $0, code) } ?? []
      for (index, item) in try interpreter.items(of: value).enumerated() {
        let own = index < nodes.count ? nodes[index] : nil
        let name = own.map { code.location(of: $0).text } ?? "\(label)[\(index)]"
        parts += try components(of: item, name, code, at: own)
        if parts.count > Self.mostComponents { break }
      }
    case .dictionary(let dictionary):
      for member in dictionary.members {
        parts += try components(of: member.value, member.key, code, at: nil)
      }
    default:
      throw Diagnostic(
        "wrong-type", "a plot shows numbers, not \(value.description)",
        at: code.location(of: code.expression.root))
    }
    guard parts.count <= Self.mostComponents else {
      throw Diagnostic(
        "too-many-curves",
        "the result is \(value.description), and a plot shows \(Self.mostComponents) numbers at most",
        at: code.location(of: code.expression.root), hint: "take some of them, or sum(...) of it")
    }
    return parts
  }

  /// The elements of a list or tuple that stands there as such.
  private func elements(of node: Expression.Index, _ code: Code) -> [Expression.Index] {
    switch code.expression.nodes[node] {
    case .list(let items), .tuple(let items): items
    default: []
    }
  }

  /// A number and its derivatives by the axis.
  private func derivatives(
    of number: Variable, by x: Variable, _ start: Int
  ) throws(Diagnostic) -> [Variable?] {
    var derivatives: [Variable?] = [number]
    for order in 1..<source.orderCount {
      guard let last = derivatives[order - 1] else {
        derivatives.append(nil)
        continue
      }
      let next: Variable?
      if last.elementType == .bool {
        next = nil
      } else {
        next = recorder.pullback([(last.node, last.filled(with: 1))], to: [x.node], since: start)[0]
      }
      derivatives.append(next ?? recorder.constant(0))
      do throws(TensorError) {
        try recorder.checkFailure()
      } catch {
        // The last one is only for looking closer.
        guard order == source.orderCount - 1 else { throw Diagnostic(error) }
        derivatives[order] = nil
      }
    }
    return derivatives
  }
}
