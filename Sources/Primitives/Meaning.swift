/// What an operation that only rules record stands for, in the language: so that formulas of
/// derivatives can be read and evaluated.
public struct Meaning: Sendable {
  /// An expression over the operation's parameters, from its fixed integer; nil where there is none
  /// that is short.
  public let formula: @Sendable (_ index: Int) -> String?

  init(_ formula: @escaping @Sendable (Int) -> String?) { self.formula = formula }

  /// The same expression for every fixed integer, which may be one of the parameters.
  static func formula(_ text: String) -> Meaning { Meaning { _ in text } }

  /// Of the member of a family that is not differentiated; its derivatives have no short formula.
  static func ofNoOrders(_ formula: String) -> Meaning { Meaning { $0 == 0 ? formula : nil } }

  /// The n-th derivative of a function of one number, with formulas for the first ones.
  static func derivatives(
    of function: String, _ formulas: String..., variable: String = "x"
  ) -> Meaning {
    Meaning { n in
      if n >= 1, n <= formulas.count { return formulas[n - 1] }
      return iterated(n, function) + "(\(variable))"
    }
  }

  /// The n-th derivative of a function by one of its arguments.
  static func derivatives(
    of function: String, by place: Int, _ parameters: [String]
  ) -> Meaning {
    Meaning { n in
      iterated(n, function, ", \(place)") + "(\(parameters.joined(separator: ", ")))"
    }
  }

  /// The derivatives of a function of several numbers; the fixed integer holds the orders by each
  /// argument, as digits to a base. `first` are formulas for those by one argument.
  static func derivatives(
    of function: String, _ parameters: [String], base: Int, first: [String?] = []
  ) -> Meaning {
    Meaning { index in
      var rest = index
      let orders = parameters.map { _ in
        defer { rest /= base }
        return rest % base
      }
      if orders.reduce(0, +) == 1, let place = orders.firstIndex(of: 1), place < first.count,
        let formula = first[place]
      {
        return formula
      }
      let derived = orders.enumerated().reduce(function) { inner, order in
        iterated(order.element, inner, ", \(order.offset)")
      }
      return derived + "(\(parameters.joined(separator: ", ")))"
    }
  }

  private static func iterated(
    _ count: Int, _ function: String, _ argument: String = ""
  ) -> String {
    (0..<count).reduce(function) { inner, _ in "grad(\(inner)\(argument))" }
  }
}
