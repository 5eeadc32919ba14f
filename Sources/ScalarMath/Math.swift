/// The functions of one or two real variables: `Double` in, `Double` out.
///
/// A namespace without cases. Outside the domain the result is NaN, at a pole the signed infinity;
/// nothing traps and nothing is reported through `errno`.
public enum Math {}
