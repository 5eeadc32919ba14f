import Tables

/// How numbers, choices and functions are written in a language.
struct CodeDialect: Sendable {
  /// Templates by the names of functions; `$0` is the first operand.
  var functions: [String: String]
  var infinity: String
  var notANumber: String
  var equal = "=="
  var notEqual = "!="
  var or = "||"
  /// A choice from its condition and both values.
  var choice: @Sendable (_ condition: String, _ then: String, _ otherwise: String) -> String
  /// Whether a choice needs no parentheses.
  var choiceIsClosed = false
  var truths = ("1", "0")
  /// Words that nothing may be called.
  var keywords: Set<String> = []

  func truth(_ truth: Bool) -> String { truth ? truths.0 : truths.1 }

  func literal(_ number: Double) -> String {
    guard number.isFinite else {
      return number.isNaN ? notANumber : number < 0 ? "-" + infinity : infinity
    }
    let text = NumberText.shortest(number)
    return text.contains { ".e".contains($0) } ? text : text + ".0"
  }

  /// Functions whose names are the same, behind a prefix.
  static func same(_ names: String, prefix: String = "") -> [String: String] {
    Dictionary(
      names.split(separator: " ").map { name in (String(name), "\(prefix)\(name)($0)") }
    ) { first, _ in first }
  }
}

extension CodeDialect {
  private static let common =
    "exp expm1 log2 log10 log1p sqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor ceil"

  /// C99 with `math.h`.
  static let c = CodeDialect(
    functions: same(common + " exp2 log cbrt erf erfc lgamma trunc j0 j1 y0 y1").merging(
      [
        "abs": "fabs($0)", "gamma": "tgamma($0)", "round": "rint($0)", "pow": "pow($0, $1)",
        "atan2": "atan2($0, $1)", "hypot": "hypot($0, $1)", "copysign": "copysign($0, $1)",
        "fmod": "fmod($0, $1)", "fma": "fma($0, $1, $2)", "fmax": "fmax($0, $1)",
        "fmin": "fmin($0, $1)",
        "maximum": "(($0) >= ($1) || isnan($0) ? ($0) : ($1))",
        "minimum": "(($0) <= ($1) || isnan($0) ? ($0) : ($1))",
        "sign": "(double)((($0) > 0.0) - (($0) < 0.0))",
        "logical_not": "!($0)", "logical_and": "(($0) && ($1))", "logical_or": "(($0) || ($1))",
        "softplus": "(fmax($0, 0.0) + log1p(exp(-fabs($0))))",
        "sigmoid": "(1.0 / (1.0 + exp(-($0))))", "sech": "(1.0 / cosh($0))",
        "reciprocal": "(1.0 / ($0))", "rsqrt": "(1.0 / sqrt($0))",
        "exp10": "pow(10.0, $0)",
      ]) { $1 },
    infinity: "INFINITY", notANumber: "NAN", choice: { "\($0) ? \($1) : \($2)" },
    keywords: Set(
      "auto break case char const continue default do double else enum extern float for goto if int long register return short signed sizeof static struct switch typedef union unsigned void volatile while inline restrict f"
        .split(separator: " ").map(String.init)))

  /// Swift with `Foundation`.
  static let swift: CodeDialect = {
    var dialect = c
    // There is another one, which gives the sign too.
    dialect.functions["lgamma"] = "(lgamma($0) as Double)"
    dialect.functions["sign"] = "(($0) > 0.0 ? 1.0 : ($0) < 0.0 ? -1.0 : 0.0)"
    dialect.functions["maximum"] = "(($0) >= ($1) || ($0).isNaN ? ($0) : ($1))"
    dialect.functions["minimum"] = "(($0) <= ($1) || ($0).isNaN ? ($0) : ($1))"
    dialect.infinity = "Double.infinity"
    dialect.notANumber = "Double.nan"
    dialect.truths = ("true", "false")
    dialect.keywords = Set(
      "as break case class continue default defer do else enum extension fallthrough false for func guard if import in init inout is let nil operator private protocol public repeat return self static struct subscript super switch throw throws true try typealias var where while f"
        .split(separator: " ").map(String.init))
    return dialect
  }()

  /// Python with `math`.
  static let python = CodeDialect(
    functions: same(common + " exp2 log cbrt erf erfc lgamma trunc", prefix: "math.").merging(
      [
        "abs": "abs($0)", "gamma": "math.gamma($0)", "round": "float(round($0))",
        "pow": "math.pow($0, $1)", "atan2": "math.atan2($0, $1)", "hypot": "math.hypot($0, $1)",
        "copysign": "math.copysign($0, $1)", "fmod": "math.fmod($0, $1)",
        "maximum": "(($0) if ($0) >= ($1) or ($0) != ($0) else ($1))",
        "minimum": "(($0) if ($0) <= ($1) or ($0) != ($0) else ($1))",
        "sign": "float((($0) > 0.0) - (($0) < 0.0))", "logical_not": "(not ($0))",
        "logical_and": "(($0) and ($1))", "logical_or": "(($0) or ($1))",
        "softplus": "(max($0, 0.0) + math.log1p(math.exp(-abs($0))))",
        "sigmoid": "(1.0 / (1.0 + math.exp(-($0))))", "sech": "(1.0 / math.cosh($0))",
        "reciprocal": "(1.0 / ($0))", "rsqrt": "(1.0 / math.sqrt($0))",
        "exp10": "math.pow(10.0, $0)",
      ]) { $1 },
    infinity: "math.inf", notANumber: "math.nan", or: "or", choice: { "\($1) if \($0) else \($2)" },
    truths: ("True", "False"),
    keywords: Set(
      "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield f math"
        .split(separator: " ").map(String.init)))

  /// SQL as DuckDB and PostgreSQL know it.
  static let sql = CodeDialect(
    functions: same(
      "exp sqrt cbrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh floor ceil abs sign trunc"
    )
    .merging([
      "log": "ln($0)", "log10": "log10($0)", "log2": "(ln($0) / 0.6931471805599453)",
      "pow": "power($0, $1)", "atan2": "atan2($0, $1)", "logical_not": "NOT ($0)",
      "logical_and": "(($0) AND ($1))", "logical_or": "(($0) OR ($1))",
      "sigmoid": "(1.0 / (1.0 + exp(-($0))))", "sech": "(1.0 / cosh($0))",
      "reciprocal": "(1.0 / ($0))", "rsqrt": "(1.0 / sqrt($0))",
      "hypot": "sqrt(($0) * ($0) + ($1) * ($1))",
    ]) { $1 },
    infinity: "CAST('Infinity' AS DOUBLE PRECISION)",
    notANumber: "CAST('NaN' AS DOUBLE PRECISION)", equal: "=", notEqual: "<>", or: "OR",
    choice: { "CASE WHEN \($0) THEN \($1) ELSE \($2) END" }, choiceIsClosed: true,
    truths: ("TRUE", "FALSE"))
}
