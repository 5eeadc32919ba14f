import Autodiff

extension Structure where Leaf == Variable? {
  /// Every number or array with its path from a label: `x`, `x[0]`, `x.w`.
  func labelled(_ label: String) -> [(label: String, node: Int)] {
    switch self {
    case .leaf(let variable): variable.map { [(label, $0.node)] } ?? []
    case .list(let items):
      items.enumerated().flatMap { $0.element.labelled("\(label)[\($0.offset)]") }
    case .dictionary(let members):
      members.flatMap { $0.value.labelled("\(label).\($0.key)") }
    }
  }
}
