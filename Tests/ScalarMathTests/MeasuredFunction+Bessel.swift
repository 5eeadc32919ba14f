import ScalarMath

extension MeasuredFunction {
  static let besselFunctions: [MeasuredFunction] = [
    .unary("j0", 3) { Math.jv(0, $0) }, .unary("j1", 3) { Math.jv(1, $0) },
    .unary("y0", 3) { Math.yv(0, $0) }, .unary("y1", 3) { Math.yv(1, $0) },
    .unary("i0", 3) { Math.iv(0, $0) }, .unary("i1", 3) { Math.iv(1, $0) },
    .unary("i0e", 3) { Math.ive(0, $0) }, .unary("i1e", 3) { Math.ive(1, $0) },
    .unary("k0", 3) { Math.kv(0, $0) }, .unary("k1", 3) { Math.kv(1, $0) },
    .unary("k0e", 3) { Math.kve(0, $0) }, .unary("k1e", 3) { Math.kve(1, $0) },
    .binary("jv", 4, Math.jv), .binary("yv", 4, Math.yv), .binary("iv", 4, Math.iv),
    .binary("ive", 4, Math.ive), .binary("kv", 4, Math.kv), .binary("kve", 4, Math.kve),
    .binary("sphericalJn", 4) { Math.sphericalJn(Int($0), $1) },
    .binary("sphericalYn", 4) { Math.sphericalYn(Int($0), $1) },
    .binary("sphericalIn", 4) { Math.sphericalIn(Int($0), $1) },
    .binary("sphericalKn", 4) { Math.sphericalKn(Int($0), $1) },
    .unary("airyAi", 4) { Math.airyAi($0) }, .unary("airyBi", 4) { Math.airyBi($0) },
    .unary("airyAip", 4) { Math.airyAi($0, derivative: 1) },
    .unary("airyBip", 4) { Math.airyBi($0, derivative: 1) },
    .unary("struveH0", 4) { Math.struveH0($0) }, .unary("struveH1", 4) { Math.struveH1($0) },
    .unary("struveL0", 4) { Math.struveL0($0) }, .unary("struveL1", 4) { Math.struveL1($0) },
  ]
}
