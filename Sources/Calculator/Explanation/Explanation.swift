import Autodiff
import Syntax

/// The chain rule at work on one calculation: what was computed in which order, and what each step
/// contributes to the derivatives.
public struct Explanation: Sendable {
  /// The result and its gradients, as `Calculation.run` gives them.
  public let answer: Answer
  /// Arguments first, then captured values, then operations in the order in which they were recorded.
  public let steps: [Step]
  /// The parts of `y` and the steps that compute them.
  public let outputs: [(label: String, step: Int)]
  /// The arguments, the steps that stand for them, and their gradients; nil where `y` does not depend
  /// on one.
  public let arguments: [(label: String, step: Int, gradient: Tensor?)]
  /// Whether parts of `y` are weighted by output gradients.
  public let isWeighted: Bool
  /// The directions of forward mode; none in reverse mode.
  public let directions: [Direction]
  /// Steps of which only the value was worked out, because there are too many.
  public let omitted: Range<Int>

  /// A direction in the space of the arguments.
  public struct Direction: Sendable {
    /// The argument that alone varies; nil where tangents were given.
    public let label: String?
    /// The derivative of each output along it; nil where it does not depend on what varies.
    public let outputs: [Tensor?]
  }

  /// A number or an array on the way from the arguments to `y`.
  public struct Step: Sendable {
    public enum Kind: Sendable {
      case argument(String)
      case captured(String)
      case constant
      /// An operation, by its name in the catalogue.
      case operation(String)
    }

    public let kind: Kind
    /// The name of the calculation that it belongs to; empty if it has none.
    public let scope: String
    public let source: Source?
    /// Nil for an operation with several results, which are steps of their own.
    public let value: Tensor?
    /// The operation over the steps that it reads.
    public internal(set) var formula: RecordedFormula?
    /// The steps that it reads, each once.
    public internal(set) var operands: [Int] = []
    public internal(set) var partials: [Partial] = []
    /// The weight of the part of `y` that it is.
    public internal(set) var seed: Tensor?
    /// What makes up the adjoint beside the seed, in the order in which it is added.
    public internal(set) var contributions: [Contribution] = []
    /// The derivative of `y` by this step; nil where `y` does not depend on an argument through it.
    public internal(set) var adjoint: Tensor?
    /// The derivative of this step along each direction.
    public internal(set) var tangents: [Tangent?] = []
    public internal(set) var note: String?
  }

  /// Where a step stands in the source.
  public struct Source: Sendable {
    public let location: SourceLocation
    /// Whether it belongs to the derivative of what stands there.
    public let isDerivative: Bool
  }

  /// The derivative of a step by one of its operands.
  public struct Partial: Sendable {
    public let operand: Int
    /// Which of the operation's operands that is; one may stand in several places.
    public let slot: Int
    public let rule: Rule

    public enum Rule: Sendable {
      /// Element by element: the formula of the factor, and its value.
      case factor(RecordedFormula, Tensor)
      /// A linear map: the formula of what an adjoint contributes.
      case map(RecordedFormula)
      /// A rule that no short formula says.
      case words(String)
    }
  }

  /// What an operation contributes to the adjoint of one of its operands.
  public struct Contribution: Sendable {
    /// The operation, and which of its partials it is; nil where the operand is constant.
    public let step: Int
    public let partial: Int?
    public let value: Tensor
    /// Whether nothing arrives, because a branch was not taken or an element was not selected; then
    /// nothing is contributed, whatever the partial is.
    public let isNothing: Bool
  }

  public struct Tangent: Sendable {
    public let value: Tensor
    /// Over the tangents of the operands; nil where the partials say it.
    public internal(set) var formula: RecordedFormula?
    /// In words, where no formula says it.
    public internal(set) var words: String?
  }
}

/// A formula as a node of a graph, with what its inputs stand for.
public struct RecordedFormula: Sendable {
  public enum Symbol: Hashable, Sendable {
    /// The value, the adjoint or the tangent of a step.
    case value(Int)
    case adjoint(Int)
    case tangent(Int)
  }

  public let graph: Graph
  public let node: Int
  public let symbols: [Int: Symbol]
}
