extension HelpTopic {
  static let numbers = HelpTopic(
    name: "numbers", section: 7,
    summary: "How exact results are, and what holds at kinks and edges.",
    blocks: [
      .paragraph(
        """
        Numbers are double precision, or single with --dtype float32. Elementary functions are
        within 1 ulp of the true value and special functions within 4, over their whole domain;
        derivatives likewise, as far as the formula allows. 'swiftgrad functions --accuracy'
        lists the worst error of each function.
        """),
      .paragraph(
        """
        At a kink the derivative is fixed by a convention, which 'swiftgrad functions NAME' states:
        abs and sign have 0 at 0, the larger of two equal numbers passes everything to the first,
        clip passes at its bounds.
        """),
      .example(
        command: "swiftgrad eval 'abs(x) + maximum(x, y)' x=0 y=0", explanation: "a kink and a tie"),
      .paragraph(
        """
        A branch that is not taken gives nothing, not even NaN.
        """),
      .example(
        command: "swiftgrad eval 'where(x > 0, log(x), 0)' x=-1", explanation: "the gradient is 0"),
      .paragraph(
        """
        A result of NaN or infinity is a result: the exit status is 0, and a warning says which part
        of the expression produced it first. The same input gives the same bits for any number of
        threads; but for linear algebra, whose kernels differ, on any processor too.
        """),
    ])
}
