import Autodiff
import Syntax

/// A calculation that has been recorded, for whoever shows how it goes rather than what comes out.
struct RecordedCalculation {
  let recorder: GraphRecorder
  let interpreter: Interpreter
  let result: RecordedResult
  /// What is differentiated by, and the captured values, each number or array with its path.
  let arguments: [(label: String, node: Int)]
  let captured: [(label: String, node: Int)]

  init(_ request: Request) throws(Diagnostic) {
    let expression = try Parser.parse(request.expression)
    let recorder = request.makeRecorder()
    let interpreter = Interpreter(recorder: recorder, isInSession: request.isInSession)
    let lowering = Lowering(request, interpreter)
    let result = try recorder.named(request.name) { () throws(Diagnostic) in
      try lowering.result(of: expression)
    }
    arguments = (result.calling?.labelled(result.parameters) ?? []).flatMap {
      $0.value.labelled($0.key)
    }
    captured = request.captured.flatMap { entry in
      lowering.captured.value(of: entry.name)?.leaves.labelled(entry.name) ?? []
    }
    self.recorder = recorder
    self.interpreter = interpreter
    self.result = result
  }
}
