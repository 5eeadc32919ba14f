import Autodiff

extension CatalogueSample {
  /// Of the functions of integrals and the polynomials, which have a fixed order or degree.
  static let integralSamples: [String: [CatalogueSample]] = {
    var table: [String: [CatalogueSample]] = [
      "expn": [0, 1, 2, 5].map { CatalogueSample([3], statics: [.integer($0)]) },
      "lambertw": [CatalogueSample([3], statics: [.integer(0)])],
    ]
    for name in [
      "eval_legendre", "eval_chebyt", "eval_chebyu", "eval_hermite", "eval_hermitenorm",
      "eval_laguerre",
    ] {
      table[name] = [0, 1, 2, 5].map { CatalogueSample([3], statics: [.integer($0)]) }
    }
    for name in ["eval_genlaguerre", "eval_gegenbauer"] {
      table[name] = [1, 2, 4].map { CatalogueSample([3], [3], statics: [.integer($0)]) }
    }
    return table
  }()
}
