extension Program {
  /// The values of the results.
  ///
  /// - Parameters:
  ///   - given: the values of the inputs, in their order.
  ///   - targets: where regions may write what the results are, for each of these; else a result is
  ///     made in memory of its own.
  ///   - budget: what is asked between two operations whether there is time left.
  /// - Throws: what only values show, such as an index out of range, with the place of the operation.
  public func execute(
    _ given: [Tensor], into targets: [TensorBuilder] = [], budget: Budget? = nil
  ) throws(TensorError) -> [Tensor] {
    var values = start
    for (node, value) in zip(inputs, given) {
      if let node { values[node] = value }
    }
    for (index, step) in steps.enumerated() {
      try budget?.checkTime()
      switch step {
      case .whole(let node, let run):
        let places = graph.operandPlaces(of: node)
        do throws(TensorError) {
          values[node] = try run(places.taken { values[graph.operand(at: $0)] })
        } catch {
          throw error.at(graph.note(of: node).place)
        }
        for place in places where lastUse[graph.operand(at: place)] <= index {
          values[graph.operand(at: place)] = nil
        }
      case .region(let region):
        let made = region.run(
          region.inputs.taken { values[$0] },
          types: region.outputs.map { graph.types[$0.node] },
          targets: targets.isEmpty
            ? [] : region.outputs.map { results.firstIndex(of: $0.node).map { targets[$0] } },
          isRead: { lastUse[$0] < steps.count })
        for (output, value) in zip(region.outputs, made.outputs) { values[output.node] = value }
        for (assembly, value) in zip(region.assemblies, made.assemblies) {
          values[assembly.node] = value
        }
        for (sum, total) in zip(region.sums, made.sums) {
          values[sum.node] = Tensor(
            repeating: total, shape: graph.shapes[sum.node], type: graph.types[sum.node])
        }
        for node in region.inputs where lastUse[node] <= index { values[node] = nil }
      case .bands(let bands):
        let made = try bands.run(
          bands.inputs.taken { values[$0.node] }, budget: budget)
        for (node, value) in zip(bands.outputs, made) { values[node] = value }
        for input in bands.inputs where lastUse[input.node] <= index { values[input.node] = nil }
      }
    }
    return results.taken { values[$0] }
  }
}

extension Collection {
  /// What there is of something for each element; there is room for all of it from the start.
  fileprivate func taken<Value>(_ value: (Element) -> Value?) -> [Value] {
    var all: [Value] = []
    all.reserveCapacity(count)
    for element in self {
      if let own = value(element) { all.append(own) }
    }
    return all
  }
}
