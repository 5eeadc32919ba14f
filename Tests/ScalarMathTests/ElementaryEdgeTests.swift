import ScalarMath
import Testing

/// Edges of the neighbours of the elementary functions, and of what is built on them.
@Suite struct ElementaryEdgeTests {
  private static let inf = Double.infinity
  private static let nan = Double.nan

  @Test(arguments: [
    Edge("sec(inf)", Math.sec(inf), nan), Edge("csc(-0)", Math.csc(-0.0), -inf),
    Edge("cot(0)", Math.cot(0), inf), Edge("cosm1(0)", Math.cosm1(0), -0.0),
    Edge("sinpi(3)", Math.sinpi(3), 0), Edge("sinpi(-3)", Math.sinpi(-3), -0.0),
    Edge("sinpi(1e300)", Math.sinpi(1e300), 0), Edge("sinpi(0.5)", Math.sinpi(0.5), 1),
    Edge("sinpi(inf)", Math.sinpi(inf), nan), Edge("cospi(0.5)", Math.cospi(0.5), 0),
    Edge("cospi(-1.5)", Math.cospi(-1.5), 0), Edge("cospi(1)", Math.cospi(1), -1),
    Edge("sindg(180)", Math.sindg(180), 0), Edge("sindg(-360)", Math.sindg(-360), -0.0),
    Edge("sindg(30)", Math.sindg(30), 0.5), Edge("cosdg(60)", Math.cosdg(60), 0.5),
    Edge("cosdg(270)", Math.cosdg(270), 0), Edge("cosdg(inf)", Math.cosdg(inf), nan),
    Edge("tandg(45)", Math.tandg(45), 1), Edge("tandg(90)", Math.tandg(90), inf),
    Edge("tandg(-0)", Math.tandg(-0.0), -0.0), Edge("cotdg(0)", Math.cotdg(0), inf),
    Edge("cotdg(90)", Math.cotdg(90), 0), Edge("cotdg(180)", Math.cotdg(180), inf),
    Edge("deg2rad(inf)", Math.deg2rad(inf), inf), Edge("rad2deg(1e308)", Math.rad2deg(1e308), inf),
  ])
  func angles(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("sech(inf)", Math.sech(inf), 0), Edge("csch(-inf)", Math.csch(-inf), -0.0),
    Edge("csch(-0)", Math.csch(-0.0), -inf), Edge("coth(-inf)", Math.coth(-inf), -1),
    Edge("coth(0)", Math.coth(0), inf), Edge("tanhshrink(-0)", Math.tanhshrink(-0.0), -0.0),
    Edge("tanhshrink(inf)", Math.tanhshrink(inf), inf),
    Edge("log1pmx(-1)", Math.log1pmx(-1), -inf), Edge("log1pmx(-2)", Math.log1pmx(-2), nan),
    Edge("log1pmx(inf)", Math.log1pmx(inf), -inf), Edge("sqrt1pm1(-1)", Math.sqrt1pm1(-1), -1),
    Edge("sqrt1pm1(-2)", Math.sqrt1pm1(-2), nan), Edge("sqrt1pm1(inf)", Math.sqrt1pm1(inf), inf),
    Edge("logit(0)", Math.logit(0), -inf), Edge("logit(1)", Math.logit(1), inf),
    Edge("logit(0.5)", Math.logit(0.5), 0), Edge("logit(2)", Math.logit(2), nan),
    Edge("logitSlope(1)", Math.logitSlope(1), inf),
    Edge("logitSlope(0)", Math.logitSlope(0), inf),
    Edge("logSubExp(3, 3)", Math.logSubExp(3, 3), -inf),
    Edge("logSubExp(-inf, 2)", Math.logSubExp(-inf, 2), 2),
    Edge("logSubExp(inf, inf)", Math.logSubExp(inf, inf), nan),
    Edge("compound(-1, 2)", Math.compound(-1, 2), 0),
    Edge("compound(-2, 2)", Math.compound(-2, 2), nan),
    Edge("pow(0, 0.5, less: 1)", Math.pow(0, 0.5, less: 1), inf),
    Edge("direction(0, 0)", Math.direction(0, 0), nan),
    Edge("direction(-inf, 1)", Math.direction(-inf, 1), -1),
    Edge("direction(1e308, 1e308)", Math.direction(1e308, 1e308), 0.7071067811865476),
  ])
  func elementary(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("exprel(0)", Math.exprel(0, derivative: 0), 1),
    Edge("exprel'(0)", Math.exprel(0, derivative: 1), 0.5),
    Edge("exprel(-inf)", Math.exprel(-inf, derivative: 0), 0),
    Edge("exprel(inf)", Math.exprel(inf, derivative: 2), inf),
    Edge("boxcox(0, 2)", Math.boxcox(0, 2, derivative: 0), -0.5),
    Edge("boxcox(0, -1)", Math.boxcox(0, -1, derivative: 0), -inf),
    Edge("boxcox(0, 0)", Math.boxcox(0, 0, derivative: 0), -inf),
    Edge("boxcox(inf, -2)", Math.boxcox(inf, -2, derivative: 0), 0.5),
    Edge("boxcox(-1, 2)", Math.boxcox(-1, 2, derivative: 0), nan),
    Edge("boxcox(1, 0)", Math.boxcox(1, 0, derivative: 0), 0),
    Edge("boxcox1p(-1, 2)", Math.boxcox1p(-1, 2, derivative: 0), -0.5),
    Edge(
      "boxcox1p(least, 1)", Math.boxcox1p(.leastNonzeroMagnitude, 1, derivative: 0),
      .leastNonzeroMagnitude),
    Edge("invBoxcox(0, 3)", Math.invBoxcox(0, 3), 1),
    Edge("invBoxcox(1, 0)", Math.invBoxcox(1, 0), 2.718281828459045),
    Edge("invBoxcox(-1, 1)", Math.invBoxcox(-1, 1), 0),
    Edge("invBoxcox(-2, 1)", Math.invBoxcox(-2, 1), nan),
    Edge("invBoxcox1p(1e-300, 2)", Math.invBoxcox1p(1e-300, 2), 1e-300),
    Edge("relEntr(0, 0)", Math.relEntr(0, 0), 0), Edge("relEntr(1, 0)", Math.relEntr(1, 0), inf),
    Edge("klDiv(0, 3)", Math.klDiv(0, 3), 3), Edge("klDiv(3, 3)", Math.klDiv(3, 3), 0),
    Edge("klDiv(-1, 3)", Math.klDiv(-1, 3), inf), Edge("klDiv(1, nan)", Math.klDiv(1, nan), nan),
    Edge("pseudoHuber(0, 3)", Math.pseudoHuber(0, 3), 0),
    Edge("pseudoHuber(-1, 3)", Math.pseudoHuber(-1, 3), inf),
    Edge("pseudoHuber(1, -inf)", Math.pseudoHuber(1, -inf), inf),
    Edge("squareplus(-2, 0)", Math.squareplus(-2, 0), 0),
    Edge("squareplus(0, 0)", Math.squareplus(0, 0), 0),
  ])
  func transformations(_ edge: Edge) { expectSame(edge) }

  @Test(arguments: [
    Edge("gelu(-inf)", Math.gelu(-inf, derivative: 0), -0.0),
    Edge("gelu(inf)", Math.gelu(inf, derivative: 0), inf),
    Edge("gelu'(-inf)", Math.gelu(-inf, derivative: 1), 0),
    Edge("gelu'(inf)", Math.gelu(inf, derivative: 1), 1),
    Edge("gelu''(inf)", Math.gelu(inf, derivative: 2), 0),
    Edge("silu(-inf)", Math.silu(-inf, derivative: 0), -0.0),
    Edge("silu(inf)", Math.silu(inf, derivative: 0), inf),
    Edge("silu'(inf)", Math.silu(inf, derivative: 1), 1),
    Edge("silu''(-inf)", Math.silu(-inf, derivative: 2), 0),
    Edge("silu(-0)", Math.silu(-0.0, derivative: 0), -0.0),
    Edge("silu'(0)", Math.silu(0, derivative: 1), 0.5),
    Edge("silu''(0)", Math.silu(0, derivative: 2), 0.5),
    Edge("silu'''(0)", Math.silu(0, derivative: 3), 0),
    Edge("mish(-inf)", Math.mish(-inf, derivative: 0), -0.0),
    Edge("mish(inf)", Math.mish(inf, derivative: 0), inf),
    Edge("mish'(inf)", Math.mish(inf, derivative: 1), 1),
    Edge("mish'(0)", Math.mish(0, derivative: 1), 0.6),
  ])
  func activations(_ edge: Edge) { expectSame(edge) }
}
