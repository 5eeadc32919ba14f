/// The results of an operation that has several, such as a loop, where one value is expected.
///
/// A bundle travels from the operation that makes it to those that take a part of it, and is never
/// computed with.
@usableFromInline
package final class Bundle: Sendable {
  package let parts: [Tensor]
  /// What the operation noted on its way, for the operation that takes it back.
  package let history: (any Sendable)?

  package init(_ parts: [Tensor], history: (any Sendable)? = nil) {
    self.parts = parts
    self.history = history
  }
}

extension Tensor {
  package init(_ bundle: Bundle) {
    self.init(shape: .scalar, type: .float64, storage: .bundle(bundle))
  }

  /// The results that this stands for, if it stands for several.
  package var bundle: Bundle? { if case .bundle(let bundle) = storage { bundle } else { nil } }
}
