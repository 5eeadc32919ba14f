import Syntax

extension Session {
  /// Samples what a sentence asks for, with the names of the session.
  ///
  /// The axis is the name that stands for nothing; else the first number that a curve reads, whose
  /// value does not matter then.
  public func plot(_ sentence: SourceText) throws(Diagnostic) -> PlotData {
    var plot = try PlotRequest(sentence: sentence)
    var names: [String] = []
    for curve in plot.curves { names += freeNames(of: curve) }
    if plot.variable == nil {
      let unknown = names.filter { definition(of: $0) == nil && Names.isFree($0) }
      plot.variable =
        Set(unknown).count > 1
        ? nil
        : unknown.first
          ?? names.first(where: isNumber)
    }
    let ends = [plot.from, plot.to].compactMap(\.self) + plot.constants.map(\.value)
    names += ends.flatMap(freeNames)
    var request = request(sentence)
    request.captured = needed(for: names.filter { $0 != plot.variable }).filter {
      $0.name != plot.variable
    }.map { ($0.name, .definition($0.meaning)) }
    return try Plotting.run(plot, request)
  }

  /// None of a text that is no expression: whoever reads it next says what is wrong.
  private func freeNames(of source: SourceText) -> [String] {
    ((try? Parser.parse(source))?.freeNames() ?? []).map(\.name)
  }
}
