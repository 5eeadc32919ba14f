import Calculator
import Syntax

/// The optimised program as a graph for Graphviz, with a frame around each region.
public enum GraphListingDOT {
  /// Several lines, as `dot -Tsvg` reads them.
  public static func text(_ listing: GraphListing) -> String {
    var lines = [
      "digraph program {", "  rankdir=TB;",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\"];",
    ]
    for operation in listing.optimised where !operation.isOperation {
      let colour = operation.label == nil ? "#eeeeee" : "#cfe2f3"
      lines.append("  " + node(operation, colour))
    }
    var bands: GraphListing.Bands?
    // What several bands make anew is drawn in the first.
    var drawn = Set<Int>()
    for (index, block) in listing.blocks.enumerated() {
      if block.bands != bands {
        if bands != nil { lines.append("  }") }
        if let own = block.bands {
          lines += frame("bands_\(own.step)", "\(own.count) bands of \(own.height)", "#eef5e6")
        }
        bands = block.bands
      }
      let operations = block.operations.filter { drawn.insert($0).inserted }
        .map { node(listing.optimised[$0], "white") }
      guard block.isFused else {
        lines += operations.map { "  " + $0 }
        continue
      }
      lines += frame("\(index)", "region over \(block.shape)", "#fff2cc")
      lines += operations.map { "    " + $0 }
      lines.append("  }")
    }
    if bands != nil { lines.append("  }") }
    for operation in listing.optimised {
      for operand in operation.operands { lines.append("  n\(operand) -> n\(operation.node);") }
    }
    for (index, result) in listing.results.enumerated() {
      let label = ExplanationDOT.quoted([result.label.withControlCharactersVisible])
      lines.append("  r\(index) [label=\(label), shape=plaintext, fillcolor=\"#d9ead3\"];")
      lines.append("  n\(result.optimised) -> r\(index);")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  /// The beginning of a frame around nodes.
  private static func frame(_ name: String, _ title: String, _ colour: String) -> [String] {
    [
      "  subgraph cluster_\(name) {",
      "    label=\(ExplanationDOT.quoted([title])); "
        + "fontname=\"Helvetica\"; style=\"rounded,filled\"; fillcolor=\"\(colour)\";",
    ]
  }

  private static func node(_ operation: GraphListing.Operation, _ colour: String) -> String {
    let text = OperationText(operation: operation)
    var rows = ["%\(operation.node) = \(text.formula)"]
    if operation.shape.rank > 0 { rows.append(text.type) }
    return "n\(operation.node) [label=\(ExplanationDOT.quoted(rows)), fillcolor=\"\(colour)\"];"
  }
}
