extension HelpTopic {
  static let language = HelpTopic(
    name: "language", section: 7,
    summary: "The language of expressions.",
    blocks: [
      .paragraph(
        """
        An expression copied from a Python, NumPy, JAX or TensorFlow notebook evaluates as it stands;
        calculator spellings work too.
        """),
      .heading("Numbers and operators"),
      .terms([
        ("1 .5 1e-3 1_000 0x1F", "numbers"),
        ("pi e tau inf nan euler_gamma", "constants, unless something else has the name"),
        ("true false None 'text'", "truth values, nothing, strings"),
        ("+ - * / // % @", "arithmetic; // and % round down, @ multiplies matrices"),
        ("** ^", "powers: 2^-1 works, and -x^2 is -(x^2)"),
        ("< <= > >= == !=", "comparisons, also chained: 0 < x < 1"),
        ("and or not", "logic"),
        ("2x 3(x+1) 2pi", "a number beside a name or bracket multiplies: 2x^2 is 2*(x^2)"),
      ]),
      .example(
        command: "swiftgrad eval '2x^2 - 1/(x + 1)' x=3", explanation: "a formula as one writes it"),
      .heading("Values"),
      .terms([
        ("[1, 2, 3]", "a list, and an array wherever one is expected"),
        ("(a, b)  {\"k\": 1}", "tuples and dicts"),
        ("x[0] x[-1] x[1:3] x[:, 0] x[..., None]", "parts, as in NumPy"),
        ("x[[0, 2]] x[x > 0] d[\"k\"]", "parts by a list, a condition, a key"),
        ("A.T x.shape", "attributes"),
      ]),
      .example(
        command:
          "swiftgrad eval 'sum((A @ x)**2)' A='[[1, 2], [3, 4]]' x='[1, 1]' --no-auto-unpack-single-arg",
        explanation: "matrices"),
      .heading("Statements and functions"),
      .terms([
        ("a = e", "names a value; statements end with ; or a line, the last one is the result"),
        ("f(x, y) = e", "defines a function"),
        ("x -> e  (x, y) -> e  lambda x, y: e", "functions without a name"),
        ("def f(x): ...", "functions of several lines, with if, for and while"),
        ("# ...", "a comment"),
      ]),
      .example(
        command: "swiftgrad eval 'r = x - 1; s = r^2; s * exp(-s)' x=2.5",
        explanation: "several steps"),
      .heading("Choice and repetition"),
      .terms([
        ("a if c else b", "runs only what is taken"),
        ("where(c, a, b)", "element by element"),
        ("sum(x[i]**2 for i in range(n))", "sums, also prod, max, min; [e for i in xs] is a list"),
        ("fori_loop scan while_loop cond", "as in JAX"),
      ]),
      .example(
        command: "swiftgrad eval 'fori_loop(0, 10, lambda i, v: cos(a * v), 1.)' a=0.9",
        explanation: "a loop and its derivative"),
      .heading("Derivatives"),
      .terms([
        ("grad(f)(x)", "the gradient by the first argument, or by argnums"),
        ("value_and_gradient(f, x, y)", "the value and the gradient by every argument"),
        ("jacobian(f) hessian(f)", "matrices of derivatives"),
        ("jvp(f, primals, tangents) vjp(f, *primals)", "derivatives along and against a direction"),
        ("vmap(f)", "a function of one thing as a function of many"),
        ("stop_gradient(x) checkpoint(f)", "no derivative; less memory"),
      ]),
      .example(
        command: "swiftgrad eval 'grad(grad(lambda t: t^3))(x)' x=2",
        explanation: "a second derivative"),
      .heading("Names"),
      .paragraph(
        """
        Functions are called as in the Python array API, then NumPy, then scipy.special. The prefixes
        np. jnp. tf. tf.math. jax.nn. scipy.special. torch. and their kin are accepted and ignored, and
        so are the usual other names: reduce_sum is sum, ln is log. 'swiftgrad functions' lists all.
        """),
    ])
}
