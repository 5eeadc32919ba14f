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
    if let primitive = Catalogue.usual(named: name) { return .primitive(primitive) }
    if let builtin = Builtin.named(name) { return .builtin(builtin) }
    if let primitive = Catalogue.function(named: name) { return .primitive(primitive) }
    return nil
  }

  /// Whether a name stands for nothing until it is given a value.
  static func isFree(_ name: String) -> Bool {
    constant(name) == nil && function(name) == nil && !modules.contains(name)
  }

  /// What may stand before a name, and is ignored: the modules in which notebooks find it.
  static let modules: [String] = [
    "np", "numpy", "np.linalg", "numpy.linalg", "jnp", "jnp.linalg", "jax", "jax.numpy",
    "jax.numpy.linalg", "jax.nn", "jax.lax", "lax", "jax.scipy", "jax.scipy.special",
    "jax.scipy.linalg", "jsp", "jsp.special", "jsp.linalg", "scipy", "scipy.special",
    "scipy.linalg", "special", "sp", "sp.special", "tf", "tf.math",
    "tf.linalg", "tf.nn", "torch", "torch.special", "torch.linalg", "torch.nn",
    "torch.nn.functional", "torch.func", "torch.autograd.functional", "functools", "jax.tree",
    "jax.tree_util", "jax.experimental", "tf.function", "autograd", "autograd.numpy", "math", "tfm",
    "tfp", "tfp.math",
  ]

  /// The name here of what a module calls by the name of something else.
  static func ownName(of path: (module: String, name: String)) -> String {
    switch path {
    // Not the map over a list.
    case ("jax.tree", "map"): "tree_map"
    // Not the choice between two functions.
    case (let module, "cond") where module.hasSuffix("linalg"): "condition_number"
    default: path.name
    }
  }

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
    case "pad_width", "paddings": "widths"
    case "constant_values": "value"
    case "A", "matrix": "a"
    case "B", "rhs": "b"
    default: label
    }
  }
}
