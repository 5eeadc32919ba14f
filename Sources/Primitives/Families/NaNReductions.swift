import Tensors

// Reductions that leave out what is not a number.

extension Primitive {
  static let nanReductions: [Primitive] = [
    nansum, nanprod, nanmax, nanmin, nanmean, nanvar, nanstd, nanargmax, nanargmin, nancumsum,
    nancumprod,
  ]

  private static let leftOut = "the gradient by an element that is NaN is 0"

  /// x with another number in place of NaN.
  private static func cleaned(_ x: Variable, _ filling: Double) -> Variable {
    `where`(isNaN(x), x.number(filling), x)
  }

  private static func filling(
    _ name: String, _ summary: String, _ value: Double, _ reduction: Primitive,
    ofNothing: Double? = nil
  ) -> Primitive {
    let convention =
      ofNothing.map { "\(leftOut); \($0.isNaN ? "NaN" : "-1") where no number is left" } ?? leftOut
    return .init(
      name, summary, parameters: reduction.parameters,
      .composition { call throws(TensorError) in
        let x = try call.tensor(0)
        let statics = reduction.parameters.indices.dropFirst().map(call.fixed)
        let result = reduction.apply([cleaned(x, value)], statics)
        guard let ofNothing else { return result }
        return `where`(all.apply([isNaN(x)], statics), x.number(ofNothing), result)
      },
      convention: convention, example: "\(name)([1, nan, 4])")
  }

  public static let nansum = filling(
    "nansum", "The sum of the elements that are not NaN, of all or along axes.", 0, sum)

  public static let nanprod = filling(
    "nanprod", "The product of the elements that are not NaN, of all or along axes.", 1, prod)

  public static let nanmax = filling(
    "nanmax", "The largest element that is not NaN, of all or along axes.", -.infinity, max,
    ofNothing: .nan)

  public static let nanmin = filling(
    "nanmin", "The smallest element that is not NaN, of all or along axes.", .infinity, min,
    ofNothing: .nan)

  public static let nanargmax = filling(
    "nanargmax", "The position of the largest element that is not NaN, counted from 0.",
    -.infinity, argmax, ofNothing: -1)

  public static let nanargmin = filling(
    "nanargmin", "The position of the smallest element that is not NaN, counted from 0.",
    .infinity, argmin, ofNothing: -1)

  public static let nancumsum = filling(
    "nancumsum", "The sums of the first 1, 2, ... elements along an axis; NaN counts as 0.",
    0, cumsum)

  public static let nancumprod = filling(
    "nancumprod", "The products of the first 1, 2, ... elements along an axis; NaN counts as 1.",
    1, cumprod)

  /// How many elements are numbers.
  private static func count(_ x: Variable, _ statics: [StaticValue]) -> Variable {
    sum.apply([logicalNot(isNaN(x))], statics)
  }

  public static let nanmean: Primitive = .init(
    "nanmean", "The mean of the elements that are not NaN, of all or along axes.",
    parameters: [.x, .axes, .keepdims],
    .composition { call throws(TensorError) in
      let (x, statics) = (try call.tensor(0), [call.fixed(1), call.fixed(2)])
      return sum.apply([cleaned(x, 0)], statics) / count(x, statics)
    },
    convention: "\(leftOut); NaN where no number is left", example: "nanmean([1, nan, 4])")

  private static let varianceParameters = [
    Parameter.x, .axes, Parameter("ddof", .number, default: .integer(0)), .keepdims,
  ]

  public static let nanvar: Primitive = .init(
    "nanvar", "The variance of the elements that are not NaN; the divisor is their number - ddof.",
    parameters: varianceParameters,
    .composition { call throws(TensorError) in
      let (x, statics) = (try call.tensor(0), [call.fixed(1), call.fixed(3)])
      let middle = nanmean.apply([x], [call.fixed(1), .flag(true)])
      let deviations = cleaned(x - middle, 0)
      let divisor = count(x, statics) - (call.number(2) ?? 0)
      let squares = sum.apply([integerPower(deviations, 2)], statics)
      return squares / `where`(greater(divisor, x.number(0)), divisor, x.number(.nan))
    },
    convention: "\(leftOut); NaN where too few numbers are left", example: "nanvar([1, nan, 4])")

  public static let nanstd: Primitive = .init(
    "nanstd", "The square root of nanvar.", parameters: varianceParameters,
    .composition { call throws(TensorError) in sqrt(try nanvar.apply(call)) },
    convention: "\(leftOut); that of equal elements is NaN", example: "nanstd([1, nan, 4])")
}
