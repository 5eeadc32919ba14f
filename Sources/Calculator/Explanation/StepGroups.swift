import Autodiff

/// The nodes of a graph, put together into steps that a reader would take.
///
/// A node that only lays elements out anew, for an operation of the same place in the source, belongs
/// to that operation: a product of matrices is one step, though it is recorded as one of stacks.
struct StepGroups {
  struct Group {
    /// The operation, or the leaf.
    let core: Int
    /// The nodes behind it that belong to it, in order.
    var following: [Int] = []
    /// The nodes before it that belong to it, in order, by the operand that they stand for.
    var views: [Int: [Int]] = [:]

    /// The node that others read.
    var result: Int { following.last ?? core }
  }

  private(set) var groups: [Group] = []
  /// The group of each node that others read.
  private(set) var ofResult: [Int: Int] = [:]
  /// The group of each core and view, with the operand of the core that a view stands for.
  private(set) var origins: [Int: (group: Int, slot: Int?)] = [:]
  private let recorder: GraphRecorder
  private var readers: [Int: [Int]] = [:]

  private var graph: Graph { recorder.graph }

  /// - Parameters:
  ///   - outputs: the results, which are steps whatever they are.
  ///   - first: nodes that are steps and come before all others, in this order.
  init(_ recorder: GraphRecorder, outputs: [Int], first: [Int]) {
    self.recorder = recorder
    let needed = recorder.graph.ancestors(of: outputs, since: 0)
    for node in needed {
      for operand in Set(graph.operands(of: node)) {
        readers[Int(operand), default: []].append(node)
      }
    }
    let named = Set(first + outputs)
    for node in first where ofResult[node] == nil { append(node) }
    var viewed: [Int: Int] = [:]
    for node in needed where ofResult[node] == nil {
      if !named.contains(node), isInline(node) { continue }
      if let operand = graph.operands(of: node).first.map(Int.init), follows(node, operand, named),
        let index = ofResult.removeValue(forKey: operand)
      {
        groups[index].following.append(node)
        ofResult[node] = index
      } else if !named.contains(node), let reader = reader(viewing: node) {
        viewed[node] = reader
      } else {
        append(node)
      }
    }
    for index in groups.indices {
      let core = groups[index].core
      for (slot, operand) in graph.operands(of: core).map(Int.init).enumerated() {
        var node = operand
        while viewed[node] == core, let inner = graph.operands(of: node).first {
          groups[index].views[slot, default: []].insert(node, at: 0)
          origins[node] = (index, slot)
          node = Int(inner)
        }
      }
    }
  }

  private mutating func append(_ node: Int) {
    ofResult[node] = groups.count
    origins[node] = (groups.count, nil)
    groups.append(Group(core: node))
  }

  /// A constant that is written where it is used: one number, in whatever shape.
  private func isInline(_ node: Int) -> Bool { inlineConstant(node) != nil }

  func inlineConstant(_ node: Int) -> Tensor? {
    var node = node
    while graph.primitives[node].isLayout || graph.primitives[node] === Primitive.broadcast,
      let operand = graph.operands(of: node).first
    {
      node = Int(operand)
    }
    guard let constant = graph.constant(of: node), constant.uniformValue != nil,
      ofResult[node] == nil
    else { return nil }
    return constant
  }

  /// Whether a node only passes on what its operand computes, for nobody else.
  private func follows(_ node: Int, _ operand: Int, _ named: Set<Int>) -> Bool {
    guard !graph.primitives[operand].isLeaf, !named.contains(operand),
      readers[operand]?.count == 1
    else { return false }
    let primitive = graph.primitives[node]
    // A tie passes its first operand on, and nothing to the others.
    if [.part, .alias, .tie].contains(primitive) { return true }
    return primitive.isLayout && graph.note(of: node).place == graph.note(of: operand).place
      && ofResult[operand] != nil
  }

  /// The one operation for which a node lays its operand out, be it by way of other such nodes.
  private func reader(viewing node: Int) -> Int? {
    var last = node
    var reader = node
    while graph.primitives[reader].isLayout {
      guard let next = readers[reader]?.first, readers[reader]?.count == 1,
        graph.note(of: next).place == graph.note(of: node).place
      else { return nil }
      (last, reader) = (reader, next)
    }
    // What stands twice in an operation is not two views.
    return graph.operands(of: reader).count { Int($0) == last } == 1
      && graph.primitives[reader] !== Primitive.alias ? reader : nil
  }
}

extension Primitive {
  /// Whether it keeps all elements in their order.
  var isLayout: Bool { self === Primitive.reshape }
}
