import Calculator
import Syntax
import Tensors

/// The program of a calculation before and after it is optimised, one line per operation.
public struct GraphListingText {
  private let listing: GraphListing
  private let style: Style

  public init(_ listing: GraphListing, style: Style = .plain) {
    self.listing = listing
    self.style = style
  }

  public var text: String {
    [recorded, optimised, results, costs].joined(separator: "\n")
  }

  // MARK: Operations

  private var recorded: String {
    let function = listing.recorded[..<listing.firstOfGradients]
    let gradients = listing.recorded[listing.firstOfGradients...]
    let count = { (part: ArraySlice<GraphListing.Operation>) in part.count { $0.isOperation } }
    var lines = [
      style.bold("Recorded")
        + ": \(count(function)) operations for y, \(count(gradients)) for its gradients"
    ]
    let shown = listing.recorded.indices.map { index -> (String, OperationText, String) in
      let text = OperationText(operation: listing.recorded[index])
      return ("  %\(index) = \(text.formula)", text, listing.isNeeded[index] ? "" : "not needed")
    }
    let width = self.width(shown.map(\.0))
    let typeWidth = self.width(shown.map(\.1.type))
    for (index, (line, text, mark)) in shown.enumerated() {
      if index == listing.firstOfGradients, !gradients.isEmpty { lines.append("  gradients:") }
      lines.append(
        row(
          line, width, text.type, typeWidth,
          [text.remark, mark].filter { !$0.isEmpty }.joined(separator: ", ")))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var optimised: String {
    var lines = [
      style.bold("Optimised")
        + ": \(plural(listing.after.operations, "operation")) in \(plural(listing.after.steps, "step"))"
    ]
    let leaves = listing.optimised.filter { !$0.isOperation }
    let texts = Dictionary(
      uniqueKeysWithValues: listing.optimised.map { ($0.node, OperationText(operation: $0)) })
    let line = { (node: Int, indent: String) -> String in
      "\(indent)%\(node) = \(texts[node]?.formula ?? "")"
    }
    let all =
      leaves.map { line($0.node, "  ") }
      + listing.blocks.flatMap { block in
        block.operations.map { line($0, indent(block)) }
      }
    let width = self.width(all)
    let typeWidth = self.width(texts.values.map(\.type))
    for leaf in leaves {
      lines.append(row(line(leaf.node, "  "), width, texts[leaf.node]?.type ?? "", typeWidth, ""))
    }
    var bands: GraphListing.Bands?
    for block in listing.blocks {
      if let own = block.bands, own != bands { lines.append(heading(own)) }
      bands = block.bands
      if block.isFused { lines.append((bands == nil ? "  " : "    ") + heading(block)) }
      for node in block.operations {
        var remark = texts[node]?.remark ?? ""
        if let partner = block.partners[node] { remark += "  (at once with %\(partner))" }
        lines.append(
          row(
            line(node, indent(block)), width, texts[node]?.type ?? "", typeWidth, remark))
        lines += bodies(of: listing.optimised[node], indent: "    ")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What an operation does that holds a graph; loops in a loop stand in its steps.
  private func bodies(of operation: GraphListing.Operation, indent: String) -> [String] {
    var lines: [String] = []
    for body in operation.bodies {
      let texts = body.operations.map { OperationText(operation: $0) }
      let rows = texts.map { "\(indent)  %\($0.operation.node) = \($0.formula)" }
      let width = self.width(rows)
      let typeWidth = self.width(texts.map(\.type))
      lines.append(indent + style.coloured(body.title, .blue) + ":")
      for (line, text) in zip(rows, texts) {
        lines.append(row(line, width, text.type, typeWidth, text.remark))
        lines += bodies(of: text.operation, indent: indent + "    ")
      }
      lines.append("\(indent)  gives " + body.outputs.map { "%\($0)" }.joined(separator: " "))
    }
    return lines
  }

  private func indent(_ block: GraphListing.Block) -> String {
    String(repeating: "  ", count: 1 + (block.isFused ? 1 : 0) + (block.bands == nil ? 0 : 1))
  }

  private func heading(_ bands: GraphListing.Bands) -> String {
    let count = listing.blocks.count { $0.bands == bands }
    return "  " + style.coloured("bands", .blue) + ": \(bands.count) of "
      + "\(plural(bands.height, "row")), each through \(plural(count, "step"))"
  }

  private func heading(_ block: GraphListing.Block) -> String {
    let reads = block.inputs.map { "%\($0)" }.joined(separator: " ")
    let writes = block.outputs.map { "%\($0)" }.joined(separator: " ")
    let count = plural(block.operations.count, "operation")
    return style.coloured("region", .blue)
      + " of \(count) over \(block.shape): reads \(reads), writes \(writes)"
  }

  /// A line wider than this does not move the columns of the others.
  private static let widest = 56

  private func width(_ texts: [String]) -> Int {
    texts.map(\.displayWidth).filter { $0 <= Self.widest }.max() ?? 0
  }

  private func row(
    _ line: String, _ width: Int, _ type: String, _ typeWidth: Int, _ remark: String
  ) -> String {
    let text =
      padded(line, width) + "  " + (remark.isEmpty ? type : padded(type, typeWidth) + "  " + remark)
    return text
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.displayWidth))
  }

  private func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  // MARK: Results and costs

  private var results: String {
    var rows = listing.results.map { result in
      ("  " + result.label.withControlCharactersVisible, "= %\(result.optimised)")
    }
    rows += listing.unconnected.map { label in
      ("  dydx \(label.withControlCharactersVisible)", "= none (y does not depend on it)")
    }
    let width = rows.map(\.0.displayWidth).max() ?? 0
    return style.bold("Results") + "\n"
      + rows.map { padded($0.0, width) + " " + $0.1 + "\n" }.joined()
  }

  private var costs: String {
    let names = ["operations", "element operations", "bytes moved", "passes over arrays"]
    let columns = [
      ("", names), ("y, recorded", values(listing.functionBefore)),
      ("optimised", values(listing.functionAfter)),
      ("with gradients", values(listing.before)), ("optimised", values(listing.after)),
      ("ratio", ratios),
    ]
    let widths = columns.map { column in ([column.0] + column.1).map(\.count).max() ?? 0 }
    let line = { (cells: [String]) in
      "  "
        + zip(cells, widths).enumerated().map { column, pair in
          let space = String(repeating: " ", count: max(0, pair.1 - pair.0.count))
          return column == 0 ? pair.0 + space : space + pair.0
        }.joined(separator: "  ") + "\n"
    }
    let loops =
      listing.optimised.contains { !$0.bodies.isEmpty } ? "; a loop or a choice counts once" : ""
    return style.bold("Cost") + " (ratio: y with its gradients to y alone, optimised\(loops))\n"
      + line(columns.map(\.0))
      + names.indices.map { row in line(columns.map { $0.1[row] }) }.joined()
  }

  private func values(_ cost: GraphListing.Cost) -> [String] {
    [cost.operations, cost.elements, cost.bytes, cost.steps].map(String.init)
  }

  private var ratios: [String] {
    let (all, function) = (listing.after, listing.functionAfter)
    let pairs = [
      (all.operations, function.operations), (all.elements, function.elements),
      (all.bytes, function.bytes), (all.steps, function.steps),
    ]
    return pairs.map { whole, part in
      part == 0
        ? "-" : TensorText.spelling(ShortTensor.rounded(Double(whole) / Double(part), 3), .float64)
    }
  }
}
