"""The kinds of breach of XML that a ``Problem`` can be."""

from __future__ import annotations

#: Breaches of XML that leave the tree as it was meant, so that all rules may speak; of the others one is enough.
HARMLESS_KINDS = frozenset(
    {
        "content-before-prolog", "unescaped-ampersand", "undefined-entity", "duplicate-xml-declaration",
        "illegal-character", "content-after-root", "duplicate-attribute", "text-before-root",
    }
)  # fmt: skip
#: Every kind of problem.
PROBLEM_KINDS = HARMLESS_KINDS | {
    "not-well-formed", "unescaped-angle-bracket", "mismatched-end-tag", "unclosed-element", "unquoted-attribute",
    "comma-between-attributes", "cut-off", "attribute-without-value", "too-deep",
}  # fmt: skip
