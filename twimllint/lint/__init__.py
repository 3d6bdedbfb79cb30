"""One document through the rules: diagnostics, the rule interface, the engine, suppressions and fixes."""
