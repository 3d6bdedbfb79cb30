"""Namespaces that prefixes are declared for, and those of template languages: ``xmlns:py``, ``xmlns:xsl``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twimllint.source.tree import Document, Node


def namespace_of(node: Node, prefix: str) -> str:
    """The name of the namespace that a prefix is declared for where an element is; empty where it is not declared."""
    around: Node | None = node
    while around is not None:
        declared = around.attr("xmlns:" + prefix)
        if declared is not None:
            return declared.value.strip()
        around = around.parent
    return ""


def is_of_template(namespace: str) -> bool:
    """Whether the elements and attributes of a namespace are tags of a template language."""
    if not namespace:
        return False
    from twimllint.schema.data import data  # which most documents do without

    return namespace.startswith(tuple(data("templates")["namespaces"]))


def declares_template(document: Document) -> bool:
    """Whether an element declares a namespace of a template language."""
    return any(
        attr.name.startswith("xmlns:") and is_of_template(attr.value.strip())
        for node in document.nodes
        for attr in node.attrs
    )
