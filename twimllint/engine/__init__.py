"""The machine that runs rules over one document: diagnostics, the rule interface, dispatch, suppressions, fixes."""
