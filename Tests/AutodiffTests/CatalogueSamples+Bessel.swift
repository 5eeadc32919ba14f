import Autodiff

extension CatalogueSample {
  /// The spherical Bessel functions, whose order is fixed.
  static let besselSamples: [String: [CatalogueSample]] = {
    var table: [String: [CatalogueSample]] = [:]
    for name in ["spherical_jn", "spherical_yn", "spherical_in", "spherical_kn"] {
      table[name] = [0, 1, 4].map { CatalogueSample([3], statics: [.integer($0)]) }
    }
    return table
  }()
}
