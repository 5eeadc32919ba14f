import CKernels

enum Sum: Fold {
  static let empty = 0.0

  @inline(__always)
  static func combine(_ a: Double, _ b: Double) -> Double { a + b }

  @inline(__always)
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes { a + b }

  @inline(__always)
  static func combine(
    _ result: UnsafeMutablePointer<Double>, with other: UnsafePointer<Double>, count: Int
  ) {
    sg_add(result, other, result, count)
  }
}

enum Product: Fold {
  static let empty = 1.0

  @inline(__always)
  static func combine(_ a: Double, _ b: Double) -> Double { a * b }

  @inline(__always)
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes { a * b }
}

/// NaN wins.
enum Maximum: Extremum {
  static let empty = -Double.infinity

  @inline(__always)
  static func beats(_ a: Double, _ b: Double) -> Bool { a > b }

  // Two choices compile to code without branches, unlike one on two conditions.
  @inline(__always)
  static func combine(_ a: Double, _ b: Double) -> Double {
    let larger = b > a ? b : a
    return b.isNaN ? b : larger
  }

  @inline(__always)
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes {
    a.replacing(with: b, where: b .> a).replacing(with: b, where: b .!= b)
  }
}

/// NaN wins.
enum Minimum: Extremum {
  static let empty = Double.infinity

  @inline(__always)
  static func beats(_ a: Double, _ b: Double) -> Bool { a < b }

  @inline(__always)
  static func combine(_ a: Double, _ b: Double) -> Double {
    let smaller = b < a ? b : a
    return b.isNaN ? b : smaller
  }

  @inline(__always)
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes {
    a.replacing(with: b, where: b .< a).replacing(with: b, where: b .!= b)
  }
}

/// Not zero where an operand is not zero.
enum Disjunction: Fold {
  static let empty = 0.0

  @inline(__always)
  static func combine(_ a: Double, _ b: Double) -> Double { a != 0 ? a : b }

  @inline(__always)
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: a .== 0) }
}

/// Zero where an operand is zero.
enum Conjunction: Fold {
  static let empty = 1.0

  @inline(__always)
  static func combine(_ a: Double, _ b: Double) -> Double { a == 0 ? a : b }

  @inline(__always)
  static func combine(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: a .!= 0) }
}
