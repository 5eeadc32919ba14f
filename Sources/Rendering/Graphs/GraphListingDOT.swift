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
    for (index, block) in listing.blocks.enumerated() {
      let operations = block.operations.map { node(listing.optimised[$0], "white") }
      guard block.isFused else {
        lines += operations.map { "  " + $0 }
        continue
      }
      lines.append("  subgraph cluster_\(index) {")
      lines.append(
        "    label=\(ExplanationDOT.quoted(["region over \(block.shape)"])); "
          + "fontname=\"Helvetica\"; style=\"rounded,filled\"; fillcolor=\"#fff2cc\";")
      lines += operations.map { "    " + $0 }
      lines.append("  }")
    }
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

  private static func node(_ operation: GraphListing.Operation, _ colour: String) -> String {
    let text = OperationText(operation: operation)
    var rows = ["%\(operation.node) = \(text.formula)"]
    if operation.shape.rank > 0 { rows.append(text.type) }
    return "n\(operation.node) [label=\(ExplanationDOT.quoted(rows)), fillcolor=\"\(colour)\"];"
  }
}
