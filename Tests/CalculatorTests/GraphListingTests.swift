import Syntax
import Tensors
import Testing

@testable import Autodiff
@testable import Calculator

/// The listing of a program, held against the program.
@Suite struct GraphListingTests {
  private func listing(
    _ expression: String, _ arguments: KeyValuePairs<String, String>, name: String? = nil
  ) throws -> GraphListing {
    var request = Request(SourceText(expression))
    for (name, value) in arguments {
      request.arguments.append(.init(name: name, value: .text(SourceText(value, name: name))))
    }
    request.name = name
    return try GraphListing.make(request)
  }

  @Test(arguments: ExplanationTests.examples)
  func everyOperationStandsInOneStep(example: ExplanationTests.Example) throws {
    let listing = try GraphListing.make(example.request())
    let done = listing.blocks.flatMap(\.operations)
    let expected = listing.optimised.filter(\.isOperation).map(\.node)
    #expect(done.sorted() == expected)
    var known = Set(listing.optimised.filter { !$0.isOperation }.map(\.node))
    for block in listing.blocks {
      #expect(known.isSuperset(of: block.inputs), "\(example): \(block)")
      for node in block.operations {
        #expect(listing.optimised[node].operands.allSatisfy { known.contains($0) })
        known.insert(node)
      }
      // Sums that a region adds up come behind what it computes.
      #expect(Set(block.operations).isSuperset(of: block.outputs))
    }
    for (index, operation) in listing.recorded.enumerated() {
      #expect(operation.node == index && operation.operands.allSatisfy { $0 < index })
    }
  }

  @Test func costsAreThoseOfThePrograms() throws {
    let listing = try listing("sum(exp(x) * y)", ["x": "[1, 2, 3, 4]", "y": "[1, 2, 3, 4]"])
    // exp and the product are a region that sums as well: it reads x and y and writes the sum. With
    // gradients it writes what exp is, which is that by y, and the product that is that by x.
    let (function, all) = (listing.functionAfter, listing.after)
    #expect(function.operations == 3 && function.steps == 1 && function.bytes == 8 * (4 + 4 + 1))
    #expect(all.operations == 4 && all.steps == 1 && all.bytes == 8 * (4 + 4 + 4 + 4 + 1))
    #expect(function.elements == 12)
    #expect(listing.before.operations > all.operations && listing.before.bytes > all.bytes)
  }

  @Test func operationsHaveTheNameOfTheirCalculation() throws {
    let listing = try listing("x * log(y)", ["x": "2", "y": "3"], name: "loss")
    let operations = listing.recorded.filter(\.isOperation)
    #expect(operations.count == 4 && operations.allSatisfy { $0.scope == "loss" })
    #expect(listing.optimised.filter(\.isOperation).allSatisfy { $0.scope == "loss" })
    #expect(listing.optimised.compactMap(\.label) == ["x", "y"])
  }

  @Test func loopsShowTheirSteps() throws {
    let listing = try listing(
      "fori_loop(0, 5, (i, c) -> fori_loop(0, 3, (j, t) -> t * x, c), 1)", ["x": "2"])
    let loop = try #require(listing.optimised.first { $0.note == "a loop of 5 steps" })
    #expect(loop.bodies.map(\.title) == ["each step"])
    let step = loop.bodies[0].operations
    #expect(step.prefix(3).map(\.label) == ["index", "carry", "constant"])
    let inner = try #require(step.first { $0.note == "a loop of 3 steps" })
    #expect(inner.bodies[0].operations.map(\.name).contains("multiply"))
    #expect(step.indices.contains(loop.bodies[0].outputs[0]))
  }

  @Test func whatIsUnconnectedIsNoResult() throws {
    let listing = try listing("(x, y) -> x * 2", ["x": "2", "y": "3"])
    #expect(listing.unconnected == ["y"])
    #expect(listing.results.map(\.label) == ["y", "dydx x"])
  }

  /// Between the bands and the rest only what others read goes through memory.
  @Test func bandsShowWhatTheyGoThrough() throws {
    let listing = try listing(
      "m = reshape(arange(160000), (400, 400)) * a; p = exp(m - max(m, axis=1, keepdims=True)); "
        + "sum(p / sum(p, axis=1, keepdims=True) * m)", ["a": "1e-3"])
    let banded = listing.blocks.filter { $0.bands != nil }
    let bands = try #require(banded.first?.bands)
    #expect(bands.rowCount == 400 && bands.count == (400 + bands.height - 1) / bands.height)
    #expect(banded.count > 5 && listing.after.steps == listing.blocks.count - banded.count + 1)
    let array = 400 * 400 * 8
    // Read is one array, written are three: the products, their shares and the gradient.
    #expect(banded.reduce(0) { $0 + $1.bytes } == 4 * array + 8)
    #expect(listing.after.bytes * 4 < listing.before.bytes)
  }
}
