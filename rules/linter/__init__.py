"""Rules about the linter's own."""
