"""The sections of the report: each module measures one and gives its text and its numbers."""
