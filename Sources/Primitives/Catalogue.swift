/// Every function that users can call.
public enum Catalogue {
  public struct Family: Sendable {
    public let name: String
    private let list: @Sendable () -> [Primitive]

    /// Nothing of a family is built before it is asked for.
    init(name: String, members: @autoclosure @escaping @Sendable () -> [Primitive]) {
      self.name = name
      list = members
    }

    public var members: [Primitive] { list() }
  }

  public static let families: [Family] = [
    Family(name: "Arithmetic", members: Primitive.arithmetic),
    Family(name: "Comparison and choice", members: Primitive.comparisons),
    Family(name: "Powers and roots", members: Primitive.powers),
    Family(name: "Exponentials and logarithms", members: Primitive.exponential),
    Family(name: "Trigonometric", members: Primitive.trigonometric),
    Family(name: "Hyperbolic", members: Primitive.hyperbolic),
    Family(name: "Gamma and beta", members: Primitive.gammaFunctions),
    Family(name: "Incomplete gamma and beta", members: Primitive.incompleteGammaBeta),
    Family(name: "Error functions and the normal distribution", members: Primitive.errorFunctions),
    Family(name: "Bessel and Airy", members: Primitive.besselFunctions),
    Family(name: "Exponential, elliptic and other integrals", members: Primitive.integralFunctions),
    Family(
      name: "Hypergeometric and orthogonal polynomials", members: Primitive.hypergeometricFunctions),
    Family(name: "Entropy and transformations of data", members: Primitive.entropyFunctions),
    Family(name: "Activations", members: Primitive.activations),
    Family(name: "Reductions", members: Primitive.reductions),
    Family(name: "Shape", members: Primitive.shaping),
    Family(name: "Selection and order", members: Primitive.gathering),
    Family(name: "Creation", members: Primitive.creation),
    Family(name: "Products", members: Primitive.contractions),
    Family(name: "Linear algebra", members: Primitive.linearAlgebra),
    Family(name: "Statistics", members: Primitive.statistics),
  ]

  public static let all: [Primitive] = families.flatMap(\.members)

  private static let byName: [String: Primitive] = {
    var table: [String: Primitive] = [:]
    table.reserveCapacity(2 * all.count)
    for primitive in all {
      for name in [primitive.name] + primitive.aliases { table[name] = primitive }
    }
    return table
  }()

  /// The function of a name, or of another name of it.
  ///
  /// The families that most expressions need are looked through as they are; the table of all names
  /// is only built for the others, since that takes as long as the rest of a short calculation.
  public static func function(named name: String) -> Primitive? {
    if let usual = usual(named: name) { return usual }
    for family in families.prefix(usualFamilies) {
      for member in family.members where member.name == name || member.aliases.contains(name) {
        return member
      }
    }
    return byName[name]
  }

  /// Those that hardly an expression is without, and that are found without building any other.
  public static func usual(named name: String) -> Primitive? {
    switch name {
    case "add": .add
    case "subtract": .subtract
    case "multiply": .multiply
    case "divide": .divide
    case "negative": .negative
    case "pow": .pow
    case "square": .square
    case "exp": .exp
    case "log": .log
    case "sqrt": .sqrt
    case "sin": .sin
    case "cos": .cos
    case "tanh": .tanh
    case "sum": .sum
    default: nil
    }
  }

  /// Arithmetic to hyperbolic functions.
  private static let usualFamilies = 6

  /// Every name, other names included.
  public static var names: [String] { Array(byName.keys) }
}
