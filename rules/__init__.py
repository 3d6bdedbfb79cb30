"""The built-in rules: a folder a family, one module a rule."""
