import Autodiff
import Syntax

/// An expression that is to be computed for rows, and what it reads from them.
public struct RowExpression {
  let expression: Expression
  let request: Request
  /// The names that have the same value for all rows.
  let constants: Set<String>
  /// Those of the function, in its order, if no column has the name of a constant.
  private let parameters: [String]
  /// The names whose values the rows give, in the order of the expression.
  public let columns: [String]
  /// What else a table may have that the expression would read: columns with the names of constants, such
  /// as `e`, and standard deviations of columns, `x_sigma`.
  public let optionalColumns: [String]

  /// - Parameter request: the expression; its named arguments and captured values are the same for all rows.
  /// - Throws: what is wrong with the expression whatever the rows are.
  public init(_ request: Request) throws(Diagnostic) {
    for argument in request.arguments where argument.name == nil {
      throw Diagnostic(
        "usage", "the values of a row have names, and so have those for all rows: NAME=VALUE",
        kind: .usage)
    }
    self.request = request
    expression = try Parser.parse(request.expression)
    constants = Set(request.arguments.compactMap(\.name))
    let constants = constants
    let captured = Set(request.captured.map(\.name))
    parameters = try Self.parameters(expression, request, constants)
    columns = parameters.filter { !constants.contains($0) }
    let hidden = expression.freeNames().map(\.name).filter {
      Names.constant($0) != nil && !constants.contains($0) && !captured.contains($0)
    }
    let columns = columns
    optionalColumns =
      hidden + (columns + hidden).map(Self.sigmaColumn).filter { !columns.contains($0) }
  }

  /// The name of the column with the standard deviations of another.
  static func sigmaColumn(of column: String) -> String { column + "_sigma" }

  /// The request with a cell for everything that has no value yet, and which names those are.
  ///
  /// - Parameters:
  ///   - names: what is differentiated by; nil for every column. What is uncertain always is.
  ///   - found: those of `optionalColumns` that a table has. A column goes before the constant of its name,
  ///     as a binding does.
  func request(
    wrt names: [String]?, reading found: [String]
  ) throws(Diagnostic) -> (request: Request, columns: [String]) {
    let hidden = found.filter { Names.constant($0) != nil }
    let parameters =
      hidden.isEmpty
      ? self.parameters : try Self.parameters(expression, request, constants.union(hidden))
    let columns = parameters.filter { !constants.contains($0) }
    let known = parameters + constants.subtracting(parameters).sorted()
    for name in names ?? [] where !known.contains(name) {
      throw Diagnostic(
        "unknown-name", "'\(name.visible)' is neither a column nor NAME=VALUE",
        hint: "the expression has \(known.map(\.visible).joined(separator: ", "))", kind: .usage)
    }
    var filled = request
    filled.arguments = known.map { name in
      var argument =
        request.arguments.first { $0.name == name }
        ?? Request.Argument(name: name, value: .cell(.scalar))
      if columns.contains(name), found.contains(Self.sigmaColumn(of: name)) {
        argument.sigma = .cell(.scalar)
      }
      let isUncertain =
        argument.sigma != nil || request.sigmas.contains { $0.name == name }
        || request.covariance != nil
      argument.isDifferentiated = names?.contains(name) ?? columns.contains(name) || isUncertain
      return argument
    }
    return (filled, columns)
  }

  private static func parameters(
    _ expression: Expression, _ request: Request, _ named: Set<String>
  ) throws(Diagnostic) -> [String] {
    let interpreter = Interpreter(recorder: request.makeRecorder())
    let lowering = Lowering(request, interpreter)
    try lowering.bindCaptured()
    let code = interpreter.enter(expression)
    guard
      let parameters = try lowering.function(code, named: NameTable(Array(named)))
        .parameterNames
    else {
      throw Diagnostic(
        "wrong-type", "the parameters of this function are not known",
        at: code.location(of: expression.root),
        hint: "write it as a body or a lambda, whose names are those of the columns")
    }
    return parameters
  }

  var withoutColumns: Diagnostic {
    Diagnostic(
      "no-columns", "the expression reads nothing from the rows",
      at: expression.location(of: expression.root),
      hint: "its free names are the names of columns")
  }
}
