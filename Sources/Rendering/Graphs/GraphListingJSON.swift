import Calculator
import Syntax
import Tables
import Tensors

/// The program of a calculation before and after it is optimised, as one line of JSON.
public struct GraphListingJSON: JSONWriter {
  var bytes: [UInt8] = []

  /// The line, with its end.
  public static func line(_ listing: GraphListing) -> [UInt8] {
    var writer = GraphListingJSON()
    writer.write(listing)
    return writer.bytes
  }

  private mutating func write(_ listing: GraphListing) {
    bytes += "{\"recorded\": ".utf8
    list(listing.recorded) { writer, operation in
      writer.write(operation)
      writer.bytes += ", \"is_needed\": \(listing.isNeeded[operation.node])".utf8
      writer.bytes += ", \"is_gradient\": \(operation.node >= listing.firstOfGradients)}".utf8
    }
    bytes += ", \"optimised\": ".utf8
    list(listing.optimised) { writer, operation in
      writer.write(operation)
      writer.bytes += "}".utf8
    }
    bytes += ", \"steps\": ".utf8
    list(listing.blocks) { writer, block in writer.write(block) }
    bytes += ", \"results\": {".utf8
    separate(listing.results) { writer, result in
      JSONText.append(string: result.label, to: &writer.bytes)
      writer.bytes +=
        ": {\"recorded\": \(result.recorded), \"optimised\": \(result.optimised)}".utf8
    }
    bytes += "}, \"unconnected\": ".utf8
    list(listing.unconnected) { writer, label in JSONText.append(string: label, to: &writer.bytes) }
    bytes += ", \"cost\": {\"recorded\": ".utf8
    write(listing.before)
    bytes += ", \"optimised\": ".utf8
    write(listing.after)
    bytes += ", \"y_recorded\": ".utf8
    write(listing.functionBefore)
    bytes += ", \"y_optimised\": ".utf8
    write(listing.functionAfter)
    bytes += "}}\n".utf8
  }

  /// All but the closing brace.
  private mutating func write(_ operation: GraphListing.Operation) {
    let text = OperationText(operation: operation)
    bytes += "{\"node\": \(operation.node), \"operation\": ".utf8
    JSONText.append(string: text.name, to: &bytes)
    if let label = operation.label {
      bytes += ", \"argument\": ".utf8
      JSONText.append(string: label, to: &bytes)
    }
    if let value = operation.constant?.uniformValue {
      bytes += ", \"value\": ".utf8
      JSONText.append(value, to: &bytes)
    }
    bytes += ", \"operands\": \(operation.operands)".utf8
    if !operation.fixedValues.isEmpty {
      bytes += ", \"fixed\": ".utf8
      list(operation.fixedValues) { writer, value in
        JSONText.append(string: value, to: &writer.bytes)
      }
    }
    bytes += ", \"shape\": \(operation.shape.dimensions), \"type\": \"\(operation.type)\"".utf8
    if !text.remark.isEmpty {
      bytes += ", \"source\": ".utf8
      JSONText.append(string: text.remark, to: &bytes)
    }
    guard !operation.bodies.isEmpty else { return }
    bytes += ", \"bodies\": ".utf8
    list(operation.bodies) { writer, body in
      writer.bytes += "{\"title\": \"\(body.title)\", \"operations\": ".utf8
      writer.list(body.operations) { writer, operation in
        writer.write(operation)
        writer.bytes += "}".utf8
      }
      writer.bytes += ", \"outputs\": \(body.outputs)}".utf8
    }
  }

  private mutating func write(_ block: GraphListing.Block) {
    bytes += "{\"is_region\": \(block.isFused), \"nodes\": \(block.operations)".utf8
    bytes += ", \"reads\": \(block.inputs), \"writes\": \(block.outputs)".utf8
    bytes += ", \"shape\": \(block.shape.dimensions), \"bytes\": \(block.bytes)".utf8
    if let bands = block.bands {
      bytes += ", \"bands\": {\"step\": \(bands.step), \"rows\": \(bands.rowCount)".utf8
      bytes += ", \"rows_of_band\": \(bands.height)}".utf8
    }
    bytes += "}".utf8
  }

  private mutating func write(_ cost: GraphListing.Cost) {
    bytes += "{\"operations\": \(cost.operations), \"elements\": \(cost.elements)".utf8
    bytes += ", \"bytes\": \(cost.bytes), \"passes\": \(cost.steps)}".utf8
  }
}
