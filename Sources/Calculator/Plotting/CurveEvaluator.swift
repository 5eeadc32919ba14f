import Autodiff
import Syntax

/// The values of curves and their derivatives at many points at once.
struct CurveEvaluator {
  let axis: String
  let labels: [String]
  let orderCount: Int
  private let run: ([Double]) throws(Diagnostic) -> [[Double]]

  /// A column for each derivative of each function, in this order, with a value for each point.
  ///
  /// Where a function has no value, its derivatives have none either, though their formulas may: 1/x is
  /// not the slope of log(x) on the left.
  func columns(at points: [Double]) throws(Diagnostic) -> [[Double]] {
    var columns = try run(points)
    for function in labels.indices {
      let first = function * orderCount
      for index in points.indices where !columns[first][index].isFinite {
        for order in 1..<orderCount { columns[first + order][index] = .nan }
      }
    }
    return columns
  }

  /// As many points are computed at once: few enough that a handful of points is no waste.
  private static let batch = 64

  /// The curves recorded once for a number that is not known; where values decide what is computed,
  /// they are recorded for each point.
  init(_ source: CurveRecording.Source, at example: Double) throws(Diagnostic) {
    do throws(Diagnostic) {
      let recorded = try Self(recordedOnce: source)
      // What fails for some values only, such as an index, shows when it runs.
      _ = try recorded.columns(at: [example])
      self = recorded
    } catch {
      guard error.kind == .data, !["unbound-variable", "several-variables"].contains(error.code),
        let followed = try? Self(pointByPoint: source, at: example), !followed.labels.isEmpty
      else { throw error }
      self = followed
    }
  }

  private init(recordedOnce source: CurveRecording.Source) throws(Diagnostic) {
    let type = source.request.elementType
    let recorder = GraphRecorder(numberType: type, budget: source.budget)
    let recording = try CurveRecording(source, recorder)
    let functions = try recording.functions()
    axis = try recording.axis(of: functions)
    let start = recorder.graph.count
    let x = recorder.placeholder(shape: .scalar, type: type)
    let curves = try recording.curves(of: functions, at: x, named: axis, since: start)
    labels = curves.map(\.label)
    orderCount = source.orderCount
    let numbers = curves.flatMap(\.derivatives)
    let points = recorder.placeholder(shape: [Self.batch], type: type)
    let wanted = numbers.compactMap { $0?.node }
    let batches = recorder.batched(
      wanted, replacing: [(x.node, points)], size: Self.batch, since: start)
    do throws(TensorError) { try recorder.checkFailure() } catch { throw Diagnostic(error) }
    let program = Program(
      recorder.graph.simplified(for: zip(wanted, batches).map { $1?.node ?? $0 }),
      inputs: [points.node])
    let budget = source.budget
    run = { (given: [Double]) throws(Diagnostic) in
      var columns = numbers.map { _ in [Double]() }
      for first in stride(from: 0, to: given.count, by: Self.batch) {
        let count = min(Self.batch, given.count - first)
        let padded = (0..<Self.batch).map { given[first + min($0, count - 1)] }
        let values: [Tensor]
        do throws(TensorError) {
          values = try program.execute(
            [Tensor(padded, shape: [Self.batch]).converted(to: type)], budget: budget)
        } catch {
          throw recording.interpreter.diagnostic(error)
        }
        var next = values.makeIterator()
        for (column, number) in numbers.enumerated() {
          let value = number == nil ? nil : next.next()
          // What is the same for all points is one number.
          columns[column] += (0..<count).map { index in
            value.map { $0.rank == 0 ? $0[0] : $0[index] } ?? .nan
          }
        }
      }
      return columns
    }
  }

  private init(
    pointByPoint source: CurveRecording.Source, at example: Double
  ) throws(Diagnostic) {
    let recorded = try Self.recorded(source, at: example)
    axis = recorded.axis
    labels = recorded.labels
    orderCount = source.orderCount
    let names = labels
    run = { (given: [Double]) throws(Diagnostic) in
      var columns = [[Double]](repeating: [], count: names.count * source.orderCount)
      var fault: Diagnostic?
      var isAnyKnown = false
      for point in given {
        do throws(Diagnostic) {
          let values = try Self.recorded(source, at: point).values
          isAnyKnown = true
          for index in columns.indices {
            columns[index].append(index < values.count ? values[index] : .nan)
          }
        } catch {
          guard error.kind == .data else { throw error }
          fault = error
          for index in columns.indices { columns[index].append(.nan) }
        }
      }
      if let fault, !isAnyKnown, given.count > 1 { throw fault }
      return columns
    }
  }

  /// The values of all derivatives at one point, by a tape.
  private static func recorded(
    _ source: CurveRecording.Source, at point: Double
  ) throws(Diagnostic) -> (axis: String, labels: [String], values: [Double]) {
    let tape = Tape(
      numberType: source.request.elementType, budget: source.budget)
    let recording = try CurveRecording(source, tape)
    let functions = try recording.functions()
    let axis = try recording.axis(of: functions)
    let start = tape.graph.count
    let x = tape.input(
      shape: .scalar, type: tape.numberType,
      value: Tensor(point).converted(to: tape.numberType))
    let curves = try recording.curves(of: functions, at: x, named: axis, since: start)
    let values = curves.flatMap(\.derivatives).map { number in
      number.flatMap { tape.value(of: $0.node)?.scalarValue } ?? .nan
    }
    return (axis, curves.map(\.label), values)
  }
}
