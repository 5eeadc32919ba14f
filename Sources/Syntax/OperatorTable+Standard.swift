extension OperatorTable {
  /// Python's operators and precedences, with `^` for the power and the signs `−`, `×`, `·`, `÷`.
  public static let standard = OperatorTable(
    [
      .init("or", meaning: .disjunction, bindingPower: 20),
      .init("and", meaning: .conjunction, bindingPower: 30),
      .init("not", meaning: .function("logical_not"), fixity: .prefix, bindingPower: 40),
      .init("<", meaning: .comparison("less"), bindingPower: 50),
      .init("<=", meaning: .comparison("less_equal"), bindingPower: 50),
      .init(">", meaning: .comparison("greater"), bindingPower: 50),
      .init(">=", meaning: .comparison("greater_equal"), bindingPower: 50),
      .init("==", meaning: .comparison("equal"), bindingPower: 50),
      .init("!=", meaning: .comparison("not_equal"), bindingPower: 50),
      .init("|", meaning: .function("logical_or"), bindingPower: 60, refusesComparison: true),
      .init("&", meaning: .function("logical_and"), bindingPower: 70, refusesComparison: true),
      .init("+", meaning: .function("add"), bindingPower: 80),
      .init("-", "\u{2212}", meaning: .function("subtract"), bindingPower: 80),
      .init("*", "\u{D7}", "\u{B7}", meaning: .function("multiply"), bindingPower: 90),
      .init(
        "/", "\u{F7}", meaning: .function("divide"), bindingPower: 90, refusesJuxtaposition: true),
      .init(
        "//", meaning: .function("floor_divide"), bindingPower: 90, refusesJuxtaposition: true),
      .init("%", meaning: .function("mod"), bindingPower: 90, refusesJuxtaposition: true),
      .init("@", meaning: .function("matmul"), bindingPower: 90, refusesJuxtaposition: true),
      .init("-", "\u{2212}", meaning: .function("negative"), fixity: .prefix, bindingPower: 100),
      .init("+", meaning: .function("positive"), fixity: .prefix, bindingPower: 100),
      .init("~", meaning: .function("logical_not"), fixity: .prefix, bindingPower: 100),
      .init(
        "**", "^", meaning: .function("pow"), bindingPower: 110, associativity: .right,
        rightPower: 100, refusesJuxtaposition: true),
    ],
    juxtaposition: .init(meaning: .function("multiply"), bindingPower: 105))
}
