import Calculator
import Syntax
import Testing

@testable import Rendering

/// The three forms of a program that goes through its arrays band by band.
@Suite struct GraphListingRenderingTests {
  @Test func bandsStandAroundTheirSteps() throws {
    var request = Request(
      SourceText(
        "m = reshape(arange(160000), (400, 400)) * a; p = exp(m - max(m, axis=1, keepdims=True)); "
          + "sum(p / sum(p, axis=1, keepdims=True) * m)"))
    request.arguments.append(.init(name: "a", value: .text(SourceText("1e-3", name: "a"))))
    let listing = try GraphListing.make(request)
    let banded = listing.blocks.filter { $0.bands != nil }
    let bands = try #require(banded.first?.bands)
    let heading =
      "  bands: \(bands.count) of \(bands.height) rows, each through \(banded.count) steps\n"
    let text = GraphListingText(listing).text
    #expect(text.split(separator: heading, omittingEmptySubsequences: false).count == 2)
    #expect(text.contains("\n    region of ") && text.contains("\n  region of "))
    let json = String(decoding: GraphListingJSON.line(listing), as: UTF8.self)
    let mark = "\"rows\": 400, \"rows_of_band\": \(bands.height)}"
    #expect(json.split(separator: mark, omittingEmptySubsequences: false).count == banded.count + 1)
    let drawing = GraphListingDOT.text(listing)
    #expect(drawing.contains("\(bands.count) bands of \(bands.height)"))
    #expect(drawing.count { $0 == "{" } == drawing.count { $0 == "}" })
  }
}
