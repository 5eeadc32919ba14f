extension Option {
  /// How uncertain the arguments are.
  static let uncertainties = [
    Option(
      "--sigma", value: "NAME=VALUE",
      help: "The standard deviation of an argument, as x=2±0.1 says it too; adds y_sigma and "
        + "variance_share."),
    Option(
      "--cov", value: "JSON",
      help:
        "Covariances, also by @FILE: {\"x\": {\"x\": 0.01, \"y\": 0.002}, ...}, or a matrix over the "
        + "arguments in their order."),
    Option(
      "--sigma-order", choices: ["1", "2"],
      help:
        "Propagate by the slope (the default), or with the curvature of a number y too; adds y_bias."
    ),
  ]
}
