import Autodiff

extension CatalogueSample {
  private static let overAxes: [CatalogueSample] = [
    CatalogueSample([4], statics: [.none, .flag(false)]),
    CatalogueSample([2, 3], statics: [.integer(0), .flag(true)]),
    CatalogueSample([2, 3, 2], statics: [.integers([0, -1]), .flag(false)]),
  ]

  private static let alongOneOrAll: [CatalogueSample] = [
    CatalogueSample([4], statics: [.integer(-1)]), CatalogueSample([3, 2], statics: [.integer(0)]),
    CatalogueSample([2, 3], statics: [.none]),
  ]

  /// q is a fraction, or a percentage, inside of its domain.
  private static func quantiles(_ fractions: [Tensor]) -> [CatalogueSample] {
    [
      CatalogueSample(
        [.random([5]), .fixed(fractions[0])], [.none, .text("linear"), .flag(false)]),
      CatalogueSample(
        [.random([3, 4]), .fixed(fractions[1])], [.integer(0), .text("midpoint"), .flag(true)]),
    ]
  }

  private static let fractions = [Tensor(0.3), Tensor.vector(0.15, 0.6)]
  private static let percentages = [Tensor(30), Tensor.vector(15, 60)]

  private static let matrix: [CatalogueSample] = [CatalogueSample([2, 3])]
  private static let joined: [CatalogueSample] = [CatalogueSample([3], [3])]
  private static let spaced: [CatalogueSample] = [
    CatalogueSample([], [], statics: [.integer(5)]),
    CatalogueSample([2], [2], statics: [.integer(3), .flag(false)]),
  ]
  private static let slidingVectors: [CatalogueSample] = [
    CatalogueSample([4], [3], statics: [.text("full")]),
    CatalogueSample([2], [5], statics: [.text("same")]),
    CatalogueSample([5], [2], statics: [.text("valid")]),
  ]
  private static let sampledFunctions: [CatalogueSample] = [
    CatalogueSample([4]), CatalogueSample([3, 4], [3], statics: [.integer(0)]),
  ]
  private static let numbered: [CatalogueSample] = [
    CatalogueSample([.random([4, 2]), .fixed(Tensor.vector(2, 0, 2, 1))], [.integer(4)])
  ]

  static let arrayFunctions: [String: [CatalogueSample]] = {
    var table: [String: [CatalogueSample]] = [
      "average": [
        CatalogueSample([2, 3]),
        CatalogueSample(
          [.random([2, 3]), .fixed(Tensor.vector(1, 2, 4))], [.integer(1), .flag(true)]),
        CatalogueSample([.random([3]), .fixed(Tensor.vector(0.5, 2, 4))]),
      ],
      "cov": [CatalogueSample([2, 4]), CatalogueSample([4], [4])],
      "corrcoef": [CatalogueSample([3, 4])],
      "quantile": quantiles(fractions),
      "nanquantile": quantiles(fractions), "percentile": quantiles(percentages),
      "nanpercentile": quantiles(percentages),
      "trapezoid": sampledFunctions, "cumulative_trapezoid": sampledFunctions,
      "interp": [
        CatalogueSample([
          .random([4]), .fixed(Tensor.vector(-1, 0, 1)), .random([3]),
        ])
      ],
      "searchsorted": [CatalogueSample([.fixed(Tensor.vector(-1, 0, 1)), .random([2, 2])])],
      "digitize": [CatalogueSample([.random([2, 2]), .fixed(Tensor.vector(-1, 0, 1))])],
      "polyval": [CatalogueSample([4], [2, 2]), CatalogueSample([1], [2])],
      "polyder": [CatalogueSample([4], statics: [.integer(2)])],
      "polyint": [CatalogueSample([3], statics: [.integer(2)])],
      "vander": [CatalogueSample([3]), CatalogueSample([3], statics: [.integer(2), .flag(true)])],
      "convolve": slidingVectors, "correlate": slidingVectors,
      "moveaxis": [
        CatalogueSample([2, 3, 2], statics: [.integers([0, 1]), .integers([-1, 0])])
      ],
      "swapaxes": [CatalogueSample([2, 3, 2], statics: [.integer(0), .integer(-1)])],
      "append": [
        CatalogueSample([2, 3], [2]), CatalogueSample([2, 3], [1, 3], statics: [.integer(0)]),
      ],
      "rot90": [CatalogueSample([2, 3], statics: [.integer(3)])],
      "full_like": [CatalogueSample([2, 3], [3])],
      "pad": [
        CatalogueSample([2, 3], statics: [.integers([1, 2])]),
        CatalogueSample([2, 2], statics: [.integers([0, 1, 2, 0]), .text("reflect")]),
        CatalogueSample([2, 2], [], statics: [.integer(1), .text("constant")]),
      ],
      "segment_sum": numbered, "segment_mean": numbered,
      "bincount": [
        CatalogueSample(
          [.fixed(Tensor.vector(2, 0, 2)), .random([3])], [.integer(0), .integer(4)])
      ],
      "gather_nd": [CatalogueSample([.random([3, 3]), .fixed(Tensor(rows: [1, 2], [0, -1]))])],
      "one_hot": [CatalogueSample([3], statics: [.integer(4)])],
      "l2_normalize": [CatalogueSample([2, 3], statics: [.integer(1)])],
      "cosine_similarity": [CatalogueSample([2, 3], [3])],
      "linspace": spaced, "logspace": spaced, "geomspace": spaced,
    ]
    for name in [
      "ptp", "count_nonzero", "reduce_euclidean_norm", "median", "nanmedian", "nansum", "nanmean",
      "nanmax", "nanmin", "nanprod",
    ] {
      table[name] = overAxes
    }
    for name in ["nanvar", "nanstd"] {
      table[name] = overAxes.map {
        CatalogueSample($0.operands, [$0.statics[0], .integer(1), $0.statics[1]])
      }
    }
    for name in [
      "cummax", "cummin", "logcumsumexp", "nancumsum", "nancumprod", "nanargmax", "nanargmin",
    ] {
      table[name] = alongOneOrAll
    }
    for name in ["hstack", "vstack", "dstack", "column_stack"] { table[name] = joined }
    for name in ["fliplr", "flipud"] { table[name] = matrix }
    return table
  }()
}
