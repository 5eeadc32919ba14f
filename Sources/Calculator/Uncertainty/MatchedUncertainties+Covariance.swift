import Autodiff
import Syntax
import Tables

// Covariances between arguments: by their names, or as one matrix in their order.

extension MatchedUncertainties {
  private static let shapeHint =
    "--cov '{\"x\": {\"x\": 0.01, \"y\": 0.002}, \"y\": {\"y\": 0.04}}', or a square matrix over the arguments "
    + "in their order"

  /// How many numbers each argument holds.
  private var counts: [Int] {
    arguments.map { argument in
      argument.targets.leaves.reduce(0) { $0 + ($1?.shape.count ?? 0) }
    }
  }

  /// The covariances as given, which also replace the standard deviations.
  ///
  /// - Parameter sigmas: those that are given otherwise, for arguments without a variance of their own;
  ///   afterwards those of all arguments.
  func covariance(
    _ given: Request.Given, beside sigmas: inout [Int: [Variable?]]
  ) throws(Diagnostic) -> CovarianceMatrix {
    let counts = counts
    var names: [String] = []
    for (argument, count) in zip(arguments, counts) {
      names += (0..<count).map { count == 1 ? argument.label : "\(argument.label)[\($0)]" }
    }
    let starts = counts.indices.map { counts[..<$0].reduce(0, +) }
    let n = names.count
    let (fits, _) = n.multipliedReportingOverflow(by: n)
    guard n <= 4096, fits <= 1 << 24 else {
      throw Diagnostic(
        "too-large", "--cov is for up to 4096 numbers, and the arguments hold \(n)", kind: .limit)
    }
    var entries = [Double?](repeating: nil, count: n * n)
    var hasVariance: Set<Int> = []
    switch try value(given) {
    case .matrix(let matrix):
      guard matrix.shape == [n, n] else {
        throw mismatch(
          "--cov is a matrix of shape \(matrix.shape), and the arguments hold \(n) "
            + "\(n == 1 ? "number" : "numbers"): its shape must be (\(n), \(n))")
      }
      entries = matrix.elements
      hasVariance = Set(arguments.indices)
    case .members(let members):
      for (name, row) in members {
        let index = try position(name)
        for (other, block) in row {
          let column = try position(other)
          if index == column { hasVariance.insert(index) }
          let elements = try self.elements(
            block, counts[index], counts[column], "\(name.visible), \(other.visible)")
          for i in 0..<counts[index] {
            for j in 0..<counts[column] {
              entries[(starts[index] + i) * n + starts[column] + j] =
                elements[i * counts[column] + j]
            }
          }
        }
      }
    }
    for index in arguments.indices {
      guard let own = sigmas[index] else { continue }
      guard !hasVariance.contains(index) else {
        throw Diagnostic(
          "repeated-uncertainty",
          "the variance of '\(arguments[index].label.visible)' is given in --cov, and its uncertainty beside "
            + "it", kind: .usage)
      }
      for (place, sigma) in try numbers(own, index).enumerated() {
        entries[(starts[index] + place) * (n + 1)] = sigma * sigma
      }
    }
    let covariance = try CovarianceMatrix(entries, names: names)
    for index in arguments.indices {
      var next = covariance.sigma[starts[index]...]
      sigmas[index] = arguments[index].targets.leaves.map { leaf in
        leaf.map { leaf in
          let own = Array(next.prefix(leaf.shape.count))
          next = next.dropFirst(leaf.shape.count)
          let recorder = interpreter.recorder
          return recorder.constant(
            Tensor(own, shape: leaf.shape).converted(to: recorder.numberType))
        }
      }
    }
    return covariance
  }

  /// The standard deviations of an argument beside covariances, which must be known.
  private func numbers(_ sigmas: [Variable?], _ index: Int) throws(Diagnostic) -> [Double] {
    var numbers: [Double] = []
    for case (let sigma, let leaf?) in zip(sigmas, arguments[index].targets.leaves) {
      guard let sigma else {
        numbers += [Double](repeating: 0, count: leaf.shape.count)
        continue
      }
      guard let known = try interpreter.recorder.known(sigma) else {
        throw Diagnostic(
          "unknown-value",
          "the uncertainty of '\(arguments[index].label.visible)' must be known where --cov is given",
          kind: .usage)
      }
      numbers += known.elements
    }
    return numbers
  }

  private func position(_ name: String) throws(Diagnostic) -> Int {
    guard let index = arguments.firstIndex(where: { $0.label == name }) else {
      throw unknown(name, "--cov")
    }
    return index
  }

  // MARK: Reading

  private enum Covariances {
    case matrix(Tensor)
    case members([(name: String, row: [(name: String, block: JSONValue)])])
  }

  private func value(_ given: Request.Given) throws(Diagnostic) -> Covariances {
    switch given {
    case .array(let tensor): return .matrix(tensor)
    case .json(let json): return try value(json)
    case .text(let source):
      let json: JSONValue
      do throws(TableError) {
        json = try JSONReader.parse(source.utf8)
      } catch {
        var diagnostic = Diagnostic(error, in: source)
        if !source.text.contains("{"), !source.text.contains("[") {
          diagnostic.hint = "a file is read by its name behind @: --cov @cov.npy"
        }
        throw diagnostic
      }
      return try value(json)
    case .definition, .cell: throw mismatch("--cov takes JSON, or @FILE")
    }
  }

  private func value(_ json: JSONValue) throws(Diagnostic) -> Covariances {
    switch json {
    case .number(let number): return .matrix(Tensor([number], shape: [1, 1]))
    case .numbers(let array): return .matrix(Tensor(array.values, shape: Shape(array.dimensions)))
    case .object(let members):
      var rows: [(name: String, row: [(name: String, block: JSONValue)])] = []
      for member in members {
        guard case .object(let row) = member.value else {
          throw mismatch("--cov has no object for '\(member.key.visible)'")
        }
        rows.append((member.key, row.map { ($0.key, $0.value) }))
      }
      return .members(rows)
    default: throw mismatch("--cov is neither an object nor a matrix of numbers")
    }
  }

  /// The covariances of the elements of two arguments, row by row.
  private func elements(
    _ json: JSONValue, _ rows: Int, _ columns: Int, _ place: String
  ) throws(Diagnostic) -> [Double] {
    if case .number(let number) = json, rows * columns == 1 { return [number] }
    if case .numbers(let array) = json, array.values.count == rows * columns,
      array.dimensions == [rows, columns]
        || Swift.min(rows, columns) == 1 && array.dimensions.count == 1
    {
      return array.values
    }
    throw mismatch(
      rows * columns == 1
        ? "--cov has no number for \(place)"
        : "--cov has no matrix of shape (\(rows), \(columns)) for \(place)")
  }

  private func mismatch(_ message: String) -> Diagnostic {
    Diagnostic("covariance-mismatch", message, hint: Self.shapeHint)
  }
}
