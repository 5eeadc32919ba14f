import CStreams
import Calculator
import Syntax
import Tables
import Tensors

/// Turns the words of `eval` into a request: reads files, tells names from values.
struct ArgumentReader {
  /// Standard input can be read once.
  private var standardInputIsTaken = false
  /// Whether arguments may have uncertainties.
  let takesUncertainties: Bool

  init(takesUncertainties: Bool = false) {
    self.takesUncertainties = takesUncertainties
  }

  /// Bytes from which on a text makes so many operations that their memory is asked for at once.
  private static let longText = 1 << 16
  /// What a byte of a text takes until its gradient is known, about.
  private static let bytesForByte = 256

  mutating func request(_ arguments: ParsedArguments) throws(Diagnostic) -> Request {
    var words = arguments.positional[...]
    let expression: SourceText
    if let path = arguments.value("file") {
      expression = try SourceText(bytes: try read(path), name: Self.name(of: path))
    } else if let text = words.popFirst() {
      expression = try SourceText(bytes: Array(text.utf8), name: "expression")
    } else {
      throw Diagnostic(
        "usage", "there is no expression", hint: "swiftgrad eval 'x * log(y)' x=2 y=3",
        kind: .usage)
    }
    if expression.utf8.count >= Self.longText {
      sg_expect_objects(expression.utf8.count * Self.bytesForByte)
    }
    var request = Request(expression)
    for word in arguments.values("let") {
      guard let (name, value) = Self.binding(word) else {
        throw Diagnostic(
          "usage", "--let takes NAME=VALUE, not '\(word.withControlCharactersVisible)'",
          kind: .usage)
      }
      guard !request.captured.contains(where: { $0.name == name }) else {
        throw Diagnostic("usage", "--let gives '\(name)' twice", kind: .usage)
      }
      try checkExact(value, name)
      request.captured.append((name, try given(value, "--let \(name)")))
    }
    if let json = arguments.value("args") {
      for part in try elements(of: json) {
        request.arguments.append(Request.Argument(value: .json(part)))
      }
    }
    for word in words {
      if let (name, value) = Self.binding(word) {
        request.arguments.append(try argument(value, named: name, "argument \(name)"))
      } else {
        let position = request.arguments.count(where: { $0.name == nil }) + 1
        request.arguments.append(try argument(word, named: nil, "argument \(position)"))
      }
    }
    if let json = arguments.value("kwargs") {
      for member in try members(of: json) {
        request.arguments.append(
          Request.Argument(name: member.key, value: .json(member.value)))
      }
    }
    try setOptions(of: &request, arguments)
    return request
  }

  private mutating func setOptions(
    of request: inout Request, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    if let list = arguments.value("params") {
      let names = Self.names(list)
      if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
        throw Diagnostic(
          "usage", "--params names '\(twice.withControlCharactersVisible)' twice", kind: .usage)
      }
      request.parameters = names
    }
    if let json = arguments.value("output-gradients") {
      request.outputGradients = try self.json(json, "--output-gradients")
    }
    request.unpacksSingleArgument =
      arguments.choice("auto-unpack-single-arg", "no-auto-unpack-single-arg") ?? true
    request.usesGradientTape = arguments.has("use-gradient-tape")
    request.hasAux = arguments.has("has-aux")
    request.name = arguments.value("name")
    request.zeroesUnconnected = arguments.value("unconnected-gradients") == "zero"
    request.elementType = arguments.value("dtype") == "float32" ? .float32 : .float64
    for name in arguments.values("transform") {
      guard let transformation = Transformation(rawValue: name),
        !request.transformations.contains(transformation)
      else { continue }
      request.transformations.append(transformation)
    }
    if let json = arguments.value("tangents") {
      request.tangents = try self.json(json, "--tangents")
    }
    request.isSparse = arguments.has("sparse")
    if request.isSparse, !request.transformations.contains(where: \.isMatrix) {
      throw Diagnostic(
        "usage", "--sparse is about matrices, and none is asked for",
        hint: "--transform hessian --sparse, or --transform jacobian --sparse", kind: .usage)
    }
    try setUncertainties(of: &request, arguments)
    try setLimits(of: &request.limits, arguments)
    if let count = try count("threads", arguments) { ThreadCount.current = count }
    if let count = try count("repeat", arguments) { request.repetitions = count }
  }

  /// The whole number above 0 that a flag gives.
  private func count(
    _ flag: String, _ arguments: ParsedArguments
  ) throws(Diagnostic) -> Int? {
    guard let text = arguments.value(flag) else { return nil }
    guard let count = Self.amount(text), count >= 1 else {
      throw refused("--\(flag)", "a whole number above 0", text)
    }
    return count
  }

  private func refused(_ flag: String, _ expected: String, _ text: String) -> Diagnostic {
    Diagnostic(
      "usage", "\(flag) takes \(expected), not '\(text.withControlCharactersVisible)'",
      kind: .usage)
  }

  private func setLimits(
    of limits: inout Request.Limits, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    if let steps = try count("max-steps", arguments) { limits.steps = steps }
    if let text = arguments.value("max-memory") {
      guard let bytes = Self.size(text) else {
        throw refused("--max-memory", "a size such as 500M or 2G", text)
      }
      limits.bytes = bytes
    }
    if let text = arguments.value("timeout") {
      guard let seconds = Self.seconds(text) else {
        throw refused("--timeout", "seconds above 0 and below 1e9", text)
      }
      limits.seconds = seconds
    }
  }

  /// A time limit.
  static func seconds(_ text: String) -> Double? {
    NumberText.parse(text.utf8).flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil }
  }

  /// The names of a list such as `x, y`.
  static func names(_ list: String) -> [String] {
    list.split(separator: ",").map { String($0.filter { $0 != " " }) }
  }

  /// A whole number, also as 1e9.
  static func amount(_ text: String) -> Int? {
    NumberText.parse(text.utf8).flatMap { $0 < 9e18 ? Int(exactly: $0) : nil }
  }

  /// A number of bytes above 0, also as 500M or 2G.
  static func size(_ text: String) -> Int? {
    let units: [Character: Int] = ["k": 1000, "M": 1_000_000, "G": 1_000_000_000]
    let unit = text.last.flatMap { units[$0] }
    guard let amount = amount(unit == nil ? text : String(text.dropLast())), amount >= 1 else {
      return nil
    }
    let (bytes, overflows) = amount.multipliedReportingOverflow(by: unit ?? 1)
    return overflows ? nil : bytes
  }

  // MARK: Values

  /// The parts of NAME=VALUE; nil if a word is no such thing.
  static func binding(_ word: String) -> (name: String, value: String)? {
    guard let equals = word.firstIndex(of: "=") else { return nil }
    let name = word[..<equals]
    let value = word[word.index(after: equals)...]
    guard let first = name.unicodeScalars.first, value.first != "=",
      first.properties.isXIDStart || first == "_",
      name.unicodeScalars.allSatisfy({ $0.properties.isXIDContinue || $0 == "_" })
    else { return nil }
    return (String(name), String(value))
  }

  /// The value of an argument or a `--let`: itself, or @FILE.
  mutating func given(_ text: String, _ name: String) throws(Diagnostic) -> Request.Given {
    guard text.hasPrefix("@") else {
      return .text(try SourceText(bytes: Array(text.utf8), name: name))
    }
    let path = String(text.dropFirst())
    let bytes = try read(path)
    if path.hasSuffix(".npy") || bytes.starts(with: [0x93] + Array("NUMPY".utf8)) {
      return .array(try Self.array(bytes, path))
    }
    return .json(try Self.parse(bytes, Self.name(of: path)))
  }

  private static func array(_ bytes: [UInt8], _ path: String) throws(Diagnostic) -> Tensor {
    let name = path.withControlCharactersVisible
    let array: NPYArray
    do throws(TableError) {
      array = try NPY.read(bytes)
    } catch {
      throw Diagnostic(error.code, "\(name): \(error.message)", hint: error.hint)
    }
    do throws(TensorError) {
      let type: ElementType = array.element == .boolean ? .bool : .float64
      return Tensor(array.values, shape: try Shape(checking: array.dimensions), type: type)
    } catch {
      throw Diagnostic(error.code, "\(name): \(error.message)", kind: .limit)
    }
  }

  private static func parse(_ bytes: [UInt8], _ name: String) throws(Diagnostic) -> JSONValue {
    let source = try SourceText(bytes: bytes, name: name)
    do throws(TableError) {
      return try JSONReader.parse(source.utf8)
    } catch {
      throw Diagnostic(error, in: source)
    }
  }

  /// The JSON of a flag: itself, or @FILE.
  private mutating func json(_ text: String, _ name: String) throws(Diagnostic) -> JSONValue {
    if text.hasPrefix("@") {
      let path = String(text.dropFirst())
      return try Self.parse(try read(path), Self.name(of: path))
    }
    return try Self.parse(Array(text.utf8), name)
  }

  private mutating func elements(of json: String) throws(Diagnostic) -> [JSONValue] {
    switch try self.json(json, "--args") {
    case .array(let items): return items
    case .numbers(let array): return array.parts
    default: throw Diagnostic("wrong-type", "--args takes a JSON array")
    }
  }

  private mutating func members(of json: String) throws(Diagnostic) -> [JSONValue.Member] {
    guard case .object(let members) = try self.json(json, "--kwargs") else {
      throw Diagnostic("wrong-type", "--kwargs takes a JSON object")
    }
    return members
  }

  /// What messages call the source of a text.
  private static func name(of path: String) -> String { path == "-" ? "standard input" : path }

  private mutating func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    if path == "-" {
      guard !standardInputIsTaken else {
        throw Diagnostic("usage", "standard input can be read only once", kind: .usage)
      }
      standardInputIsTaken = true
    }
    return try FileInput.read(path: path)
  }
}
