import Autodiff

extension CatalogueSample {
  static let gammaSamples: [String: [CatalogueSample]] = [
    "polygamma": [0, 1, 3].map { CatalogueSample([3], statics: [.integer($0)]) },
    "multigammaln": [CatalogueSample([2, 3], statics: [.integer(1)])],
  ]
}
