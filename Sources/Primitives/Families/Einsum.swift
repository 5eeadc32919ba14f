import Tensors

extension Primitive {
  public static let einsum: Primitive = .init(
    "einsum",
    "The sum of products that the subscripts describe: 'ij,jk->ik' is the matrix product.",
    parameters: [Parameter("subscripts", .text), Parameter("operands", .variadicTensors)],
    .composition { call throws(TensorError) in
      try EinsteinSum(call.text(0) ?? "", call.tensors(1)).recorded()
    },
    convention: "a letter that the result does not have is summed over",
    example: "einsum('ij,j->i', [[1, 2], [3, 4]], [5, 6])")
}

/// Einstein's summation convention, worked off pair by pair from the left as matrix products.
private struct EinsteinSum {
  /// An operand, and the letter of each of its axes.
  struct Term {
    var value: Variable
    var letters: [Character]
  }

  var terms: [Term]
  let result: [Character]

  init(_ subscripts: String, _ operands: [Variable]) throws(TensorError) {
    let text = subscripts.filter { $0 != " " }
    let sides = text.split(separator: "->", omittingEmptySubsequences: false)
    let inputs = (sides.first ?? "").split(separator: ",", omittingEmptySubsequences: false)
    guard sides.count <= 2, inputs.count == operands.count, !operands.isEmpty else {
      throw TensorError(
        "bad-subscripts",
        "'\(subscripts)' describes \(inputs.count) operands, and \(operands.count) are given",
        hint: "one group of letters for each operand, as in 'ij,jk->ik'")
    }
    var lengths: [Character: Length] = [:]
    var terms: [Term] = []
    var ellipsis: [Character] = []
    for (input, operand) in zip(inputs, operands) {
      let name = "operand \(terms.count + 1) ('\(input)', of shape \(operand.shape))"
      var letters = Array(input)
      if let dots = try Self.ellipsis(in: letters, subscripts) {
        // The axes that an ellipsis stands for get names of their own, aligned at the last one.
        let count = operand.rank - (letters.count - 3)
        guard count >= 0 else { throw Self.wrongRank(name, letters.count - 3, operand) }
        let names = (0..<count).map { Self.nameOfDots(count - 1 - $0) }
        if names.count > ellipsis.count { ellipsis = names }
        letters.replaceSubrange(dots..<(dots + 3), with: names)
      }
      guard letters.count == operand.rank else {
        throw Self.wrongRank(name, letters.count, operand)
      }
      for (letter, length) in zip(letters, operand.shape.dimensions) {
        try Self.note(Length(length, of: name), of: letter, in: &lengths)
      }
      terms.append(Term(value: operand, letters: letters))
    }
    let all = terms.flatMap(\.letters)
    if sides.count == 2 {
      var letters = Array(sides[1])
      if let dots = try Self.ellipsis(in: letters, subscripts) {
        letters.replaceSubrange(dots..<(dots + 3), with: ellipsis)
      } else if !ellipsis.isEmpty {
        throw TensorError(
          "bad-subscripts", "the result '\(sides[1])' leaves out what '...' stands for",
          hint: "write '...' in the result too; to sum over an axis, give it a letter")
      }
      for (place, letter) in letters.enumerated() {
        let isRepeated = letters[..<place].contains(letter)
        guard !isRepeated, all.contains(letter) else {
          throw TensorError(
            "bad-subscripts",
            "'\(letter)' of the result '\(sides[1])' "
              + (isRepeated ? "stands there twice" : "is in no operand"))
        }
      }
      result = letters
    } else {
      // Without an arrow: the letters that appear once, in alphabetical order.
      result =
        ellipsis
        + Set(all).subtracting(ellipsis).filter { letter in
          all.count(where: { $0 == letter }) == 1
        }.sorted()
    }
    self.terms = terms.map { Self.withoutRepeats($0) }.map {
      Self.widened($0, lengths.mapValues(\.value))
    }
  }

  private static func ellipsis(
    in letters: [Character], _ subscripts: String
  ) throws(TensorError) -> Int? {
    let dots = letters.firstIndex(of: ".")
    let isWhole = dots.map {
      $0 + 3 <= letters.count && letters[$0...($0 + 2)].allSatisfy { $0 == "." }
    }
    let others = letters.filter { $0 != "." }
    guard isWhole ?? true, letters.count - others.count == (dots == nil ? 0 : 3),
      others.allSatisfy({ $0.isASCII && $0.isLetter })
    else {
      throw TensorError(
        "bad-subscripts", "'\(subscripts)' has something other than letters, commas and one arrow")
    }
    return dots
  }

  /// The length that a letter stands for, and the operand that says so.
  private struct Length {
    let value: Int
    let operand: String

    init(_ value: Int, of operand: String) {
      self.value = value
      self.operand = operand
    }
  }

  /// An axis of length 1 is repeated where another operand says more, but not within one operand.
  private static func note(
    _ length: Length, of letter: Character, in lengths: inout [Character: Length]
  ) throws(TensorError) {
    guard let known = lengths[letter] else { return lengths[letter] = length }
    let isSameOperand = known.operand == length.operand
    let isOne = known.value == 1 || length.value == 1
    guard known.value == length.value || isOne && !isSameOperand else {
      let name = letter.isLetter ? "'\(letter)'" : "an axis of '...'"
      throw TensorError(
        "shape-mismatch",
        isSameOperand
          ? "\(name) stands for the lengths \(known.value) and \(length.value) in \(length.operand)"
          : "\(name) has the length \(known.value) in \(known.operand), and \(length.value) in "
            + length.operand)
    }
    if known.value == 1 { lengths[letter] = length }
  }

  /// A name for an axis that an ellipsis stands for, counted from the last one: no letter.
  private static func nameOfDots(_ number: Int) -> Character {
    Character(Unicode.Scalar(0xE000 + UInt32(number % 4096)) ?? "0")
  }

  private static func wrongRank(_ name: String, _ count: Int, _ operand: Variable) -> TensorError {
    TensorError(
      "shape-mismatch",
      "\(name) has \(operand.rank == 1 ? "one axis" : "\(operand.rank) axes"), and its subscripts "
        + "name \(count)")
  }

  /// A letter that stands twice in one operand takes its diagonal.
  private static func withoutRepeats(_ term: Term) -> Term {
    var term = term
    while let (first, second) = repeated(term.letters) {
      let rest = term.letters.indices.filter { $0 != first && $0 != second }
      let order = rest + [first, second]
      let value = term.value.permuted(order)
      let kept = Array(value.shape.dimensions.dropLast(2))
      let (rows, columns) = (value.shape[value.rank - 2], value.shape[value.rank - 1])
      let lead = kept.reduce(1, *)
      term.value = value.reshaped(to: [lead, rows * columns]).sliced([
        StridedRange(start: 0, step: 1, count: lead),
        StridedRange(start: 0, step: columns + 1, count: Swift.min(rows, columns)),
      ]).reshaped(to: Shape(kept + [Swift.min(rows, columns)]))
      term.letters = rest.map { term.letters[$0] } + [term.letters[first]]
    }
    return term
  }

  private static func repeated(_ letters: [Character]) -> (Int, Int)? {
    for (index, letter) in letters.enumerated() {
      if let other = letters[(index + 1)...].firstIndex(of: letter) { return (index, other) }
    }
    return nil
  }

  /// An axis of length 1 is repeated to the length that its letter has elsewhere.
  private static func widened(_ term: Term, _ lengths: [Character: Int]) -> Term {
    Term(
      value: term.value.broadcast(to: Shape(term.letters.map { lengths[$0] ?? 1 })),
      letters: term.letters)
  }

  func recorded() -> Variable {
    var rest = terms[...]
    var product = rest.removeFirst()
    while let next = rest.popFirst() {
      let needed = Set(result + rest.flatMap(\.letters))
      product = Self.combined(product, next, keeping: needed)
    }
    product = Self.summed(product, keeping: Set(result))
    return product.value.permuted(
      result.map { letter in product.letters.firstIndex(of: letter) ?? 0 })
  }

  private static func summed(_ term: Term, keeping needed: Set<Character>) -> Term {
    let axes = term.letters.indices.filter { !needed.contains(term.letters[$0]) }
    if axes.isEmpty { return term }
    return Term(
      value: Primitive.sum.apply([term.value], [.integers(axes), .flag(false)]),
      letters: term.letters.filter(needed.contains))
  }

  /// One product of stacks of matrices: shared letters that are still needed number the matrices,
  /// other shared ones are summed over.
  private static func combined(_ a: Term, _ b: Term, keeping needed: Set<Character>) -> Term {
    let left = summed(a, keeping: needed.union(b.letters))
    let right = summed(b, keeping: needed.union(a.letters))
    let shared = left.letters.filter(right.letters.contains)
    let batch = shared.filter(needed.contains)
    let inner = shared.filter { !needed.contains($0) }
    let rows = left.letters.filter { !shared.contains($0) }
    let columns = right.letters.filter { !shared.contains($0) }
    let length = { (letters: [Character], term: Term) in
      Shape(letters.map { term.value.shape[term.letters.firstIndex(of: $0) ?? 0] }).count
    }
    let arranged = { (term: Term, groups: [[Character]]) in
      term.value.permuted(groups.joined().map { term.letters.firstIndex(of: $0) ?? 0 })
        .reshaped(to: Shape(groups.map { length($0, term) }))
    }
    let product = Primitive.contract.apply(
      [arranged(left, [batch, rows, inner]), arranged(right, [batch, inner, columns])],
      [.flag(false), .flag(false)])
    let letters = batch + rows + columns
    let dimensions = letters.map { letter in
      let term = left.letters.contains(letter) ? left : right
      return term.value.shape[term.letters.firstIndex(of: letter) ?? 0]
    }
    return Term(value: product.reshaped(to: Shape(dimensions)), letters: letters)
  }
}
