import Autodiff

extension CatalogueSample {
  /// Functions with more operands than the usual shapes, or with fixed arguments.
  static let elementarySamples: [String: [CatalogueSample]] = [
    "nan_to_num": [
      CatalogueSample([], [], [], []), CatalogueSample([2, 3], [3], [], [2, 1]),
    ],
    "gelu": [
      CatalogueSample([2, 3]), CatalogueSample([3], statics: [.flag(true)]),
    ],
  ]
}
