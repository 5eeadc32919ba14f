import Autodiff
import Syntax

/// The names that the language knows without a binding.
enum Names {
  static func constant(_ name: String) -> Double? {
    switch name {
    case "pi": .pi
    case "e": 2.718_281_828_459_045
    case "tau": 2 * .pi
    case "inf", "Inf", "infty", "Infinity": .infinity
    case "nan", "NaN": .nan
    case "euler_gamma": 0.577_215_664_901_532_9
    default: nil
    }
  }

  /// A function of the language by any of its names.
  static func function(_ name: String) -> Value.Function? {
    if let builtin = Builtin.named(name) { return .builtin(builtin) }
    if let primitive = Catalogue.function(named: name) { return .primitive(primitive) }
    return nil
  }

  static func isKnown(_ name: String) -> Bool {
    constant(name) != nil || function(name) != nil || modules.contains(name)
  }

  /// What may stand before a name, and is ignored: the modules in which notebooks find it.
  static let modules: Set<String> = [
    "np", "numpy", "np.linalg", "numpy.linalg", "jnp", "jnp.linalg", "jax", "jax.numpy",
    "jax.numpy.linalg", "jax.nn", "jax.lax", "lax", "jax.scipy", "jax.scipy.special", "jsp",
    "jsp.special", "scipy", "scipy.special", "special", "sp", "sp.special", "tf", "tf.math",
    "tf.linalg", "tf.nn", "torch", "torch.special", "torch.linalg", "torch.nn",
    "torch.nn.functional", "math", "tfm", "tfp", "tfp.math",
  ]

  /// The other names of parameters.
  static func parameter(_ label: String) -> String {
    switch label {
    case "dim", "dims", "reduction_indices": "axis"
    case "keepdim", "keep_dims": "keepdims"
    case "correction", "unbiased": "ddof"
    case "a_min", "clip_value_min", "amin": "min"
    case "a_max", "clip_value_max", "amax": "max"
    case "newshape": "shape"
    case "perm": "axes"
    default: label
    }
  }

  /// The names that differ from a misspelt one by a letter or two, the nearest first.
  static func similar(to name: String, among names: some Sequence<String>) -> [String] {
    // A name of one letter is like every other.
    guard name.count > 1 else { return [] }
    let limit = name.count <= 4 ? 1 : 2
    let ranked = Set(names).compactMap { candidate -> (distance: Int, name: String)? in
      guard abs(candidate.count - name.count) <= limit else { return nil }
      let distance = distance(from: Array(name), to: Array(candidate))
      return distance <= limit ? (distance, candidate) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// The number of letters to insert, delete, replace or swap with the next (optimal string
  /// alignment distance).
  private static func distance(from a: [Character], to b: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1..<(a.count + 1) {
      var current = [i]
      for j in 1..<(b.count + 1) {
        var best = min(
          last[j] + 1, current[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
