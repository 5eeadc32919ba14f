import Autodiff
import Syntax

/// One expression with its gradients over many rows: recorded and compiled once, run for a batch of rows
/// at a time.
///
/// Every row gives the numbers, to the bit, that a calculation of that row alone would give.
public struct RowCalculation: Sendable {
  /// The names whose values the rows give, in the order of the expression.
  public let columns: [String]
  /// Those of them that are differentiated by.
  public let differentiated: [String]
  private let program: Program
  /// Where the results of a row stand among those of the program.
  private let y: Structure<Output?>
  private let gradients: [Structure<Output?>]
  /// Whether a row gives one number, and not an array or several.
  private let isNumber: Bool
  private let expression: Expression
  private let elementType: ElementType
  private let budget: Budget

  /// A result of the program: one for all rows together, or one that is the same for each.
  struct Output: Sendable {
    let index: Int
    let isSameForAll: Bool
  }

  /// How many rows are computed at once: few enough to stay in the cache.
  public static let batch = 1024

  /// - Parameters:
  ///   - request: the expression; its named arguments and captured values are the same for all rows.
  ///   - names: what is differentiated by; nil for every column.
  /// - Throws: what a single calculation would throw of the expression, and `no-columns` where it reads
  ///   nothing from the rows.
  public init(_ request: Request, wrt names: [String]?) throws(Diagnostic) {
    let expression = try Parser.parse(request.expression)
    let recorder = GraphRecorder(
      numberType: request.elementType, budget: Budget(request.limits))
    let interpreter = Interpreter(recorder: recorder)
    let lowering = Lowering(request, interpreter)
    try lowering.bindCaptured()
    let code = interpreter.enter(expression)
    var given = CallArguments()
    for argument in request.arguments {
      guard let name = argument.name else {
        throw Diagnostic(
          "usage", "the values of a row have names, and so have those for all rows: NAME=VALUE",
          kind: .usage)
      }
      given.named.append(
        (name, try interpreter.value(of: argument.value, as: .constant, in: lowering.captured)))
    }
    let constants = Set(given.named.map(\.name))
    let function = try lowering.function(code, named: constants)
    guard let parameters = function.parameterNames else {
      throw Diagnostic(
        "wrong-type", "the parameters of this function are not known",
        at: code.location(of: code.expression.root),
        hint: "write it as a body or a lambda, whose names are those of the columns")
    }
    let columns = parameters.filter { !constants.contains($0) }
    self.columns = columns
    guard !columns.isEmpty else {
      throw Diagnostic(
        "no-columns", "the expression reads nothing from the rows",
        at: code.location(of: code.expression.root), hint: "its free names are the names of columns"
      )
    }
    let differentiated = try Self.differentiated(names, among: columns)
    self.differentiated = differentiated

    let start = recorder.graph.count
    let cells = columns.map { _ in
      recorder.placeholder(shape: .scalar, type: request.elementType)
    }
    for (name, cell) in zip(columns, cells) { given.named.append((name, .tensor(cell))) }
    let (value, _) = try interpreter.call(function, given)
      .split(hasAux: request.hasAux, flag: "--has-aux")
    let results = try lowering.variables(of: value)
    let seeds = results.leaves.compactMap(\.self).map { ($0.node, $0.filled(with: 1)) }
    let targets = zip(columns, cells).filter { differentiated.contains($0.0) }.map(\.1)
    let cotangents = recorder.pullback(seeds, to: targets.map(\.node), since: start)
    let partials = zip(targets, cotangents).map { target, cotangent in
      cotangent ?? (request.zeroesUnconnected ? target.filled(with: 0) : nil)
    }

    let rows = columns.map { _ in
      recorder.placeholder(shape: [Self.batch], type: request.elementType)
    }
    let wanted = (results.leaves + partials).compactMap { $0?.node }
    let batches = recorder.batched(
      wanted, replacing: Array(zip(cells.map(\.node), rows)).map { (node: $0.0, by: $0.1) },
      size: Self.batch, since: start)
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    var outputs: [Output] = []
    for (index, batch) in batches.enumerated() {
      outputs.append(Output(index: index, isSameForAll: batch == nil))
    }
    var next = outputs.makeIterator()
    y = results.map { leaf in leaf == nil ? nil : next.next() }
    gradients = partials.map { leaf in .leaf(leaf == nil ? nil : next.next()) }
    program = Program(
      recorder.graph.simplified(for: zip(wanted, batches).map { $1?.node ?? $0 }),
      inputs: rows.map(\.node))
    if case .leaf(let leaf?) = results { isNumber = leaf.rank == 0 } else { isNumber = false }
    self.expression = expression
    elementType = request.elementType
    budget = recorder.budget
  }

  private static func differentiated(
    _ names: [String]?, among columns: [String]
  ) throws(Diagnostic) -> [String] {
    guard let names else { return columns }
    for name in names where !columns.contains(name) {
      throw Diagnostic(
        "unknown-name", "the expression does not read '\(name.visible)' from the rows",
        hint: "it reads \(columns.map(\.visible).joined(separator: ", "))", kind: .usage)
    }
    return columns.filter(names.contains)
  }

  /// Refuses an expression that does not give one number for a row, which is all that CSV holds.
  public func requireNumbers() throws(Diagnostic) {
    guard isNumber else {
      throw Diagnostic(
        "not-a-number", "CSV holds a number for each row, and this expression gives more",
        at: expression.location(of: expression.root), hint: "--to ndjson writes arrays, too")
    }
  }

  // MARK: Running

  /// The results of some rows.
  ///
  /// - Parameters:
  ///   - given: a column for each of `columns`, all of one length.
  ///   - body: takes the results of up to `batch` rows at a time, in order, with the first one's position.
  public func run(
    _ given: [[Double]], _ body: (_ first: Int, RowResults) -> Void
  ) throws(Diagnostic) {
    let count = given.first?.count ?? 0
    for first in stride(from: 0, to: count, by: Self.batch) {
      let here = min(Self.batch, count - first)
      let inputs = given.map { column in
        // The last batch is filled up with its last row.
        let cells =
          here == Self.batch
          ? Array(column[first..<first + here])
          : (0..<Self.batch).map { column[first + min($0, here - 1)] }
        return Tensor(cells, shape: [Self.batch]).converted(to: elementType)
      }
      let values: [Tensor]
      do throws(TensorError) {
        values = try program.execute(inputs, budget: budget)
      } catch {
        throw Diagnostic(error)
      }
      let cell = { (output: Output?) -> RowResults.Cell? in
        output.map { RowResults.Cell(values[$0.index], isSameForAll: $0.isSameForAll) }
      }
      body(
        first,
        RowResults(
          count: here, y: y.map(cell),
          gradients: zip(differentiated, gradients).map { ($0, $1.map(cell)) }))
    }
  }
}

/// What some rows gave.
public struct RowResults {
  /// A number or an array for each row.
  public struct Cell {
    private let tensor: Tensor
    private let isSameForAll: Bool
    /// The shape of one row's part, and how many numbers that is.
    public let dimensions: [Int]
    public let size: Int

    public var elementType: ElementType { tensor.elementType }

    /// The numbers of all rows, where each row has one of its own; valid as long as the results live.
    public var column: UnsafePointer<Double>? {
      isSameForAll || !dimensions.isEmpty ? nil : tensor.base
    }

    init(_ tensor: Tensor, isSameForAll: Bool) {
      self.tensor = tensor
      self.isSameForAll = isSameForAll
      dimensions =
        isSameForAll ? tensor.shape.dimensions : Array(tensor.shape.dimensions.dropFirst())
      size = dimensions.reduce(1, *)
    }

    /// One number of a row's part, in row-major order.
    public func number(_ position: Int, of row: Int) -> Double {
      tensor[isSameForAll ? position : row * size + position]
    }
  }

  public let count: Int
  public let y: Structure<Cell?>
  /// By the names that are differentiated by; nil leaves are not connected.
  public let gradients: [(name: String, gradient: Structure<Cell?>)]
  /// For each row whether all its numbers are finite.
  public let isFinite: [Bool]

  init(count: Int, y: Structure<Cell?>, gradients: [(name: String, gradient: Structure<Cell?>)]) {
    self.count = count
    self.y = y
    self.gradients = gradients
    var isFinite = [Bool](repeating: true, count: count)
    for case let cell? in y.leaves + gradients.flatMap({ $0.gradient.leaves }) {
      for row in 0..<count {
        for position in 0..<cell.size where !cell.number(position, of: row).isFinite {
          isFinite[row] = false
        }
      }
    }
    self.isFinite = isFinite
  }
}
