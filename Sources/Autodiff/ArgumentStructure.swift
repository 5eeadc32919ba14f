/// The structure in which gradients come back, by the rules of `value_and_gradient`:
///
/// - one positional argument that was not unpacked gives its gradient itself, several or an unpacked
///   list give a list;
/// - named arguments alone give a dict by name;
/// - both give `{"args": ..., "kwargs": {...}}`.
@inlinable
public func argumentStructure<Leaf>(
  positional: [Structure<Leaf>], named: [(key: String, value: Structure<Leaf>)], isUnpacked: Bool
) -> Structure<Leaf> {
  let args = positional.count == 1 && !isUnpacked ? positional[0] : .list(positional)
  if named.isEmpty { return args }
  if positional.isEmpty { return .dictionary(named) }
  return .dictionary([(key: "args", value: args), (key: "kwargs", value: .dictionary(named))])
}
