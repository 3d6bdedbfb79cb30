"""Namespaces of template languages, and prefixes that no declaration gives one."""

from __future__ import annotations

import pytest

from support.reading import read
from twimllint.schema.data import data
from twimllint.schema.namespaces import declares_template, is_of_template, namespace_of


@pytest.mark.parametrize("beginning", data("templates")["namespaces"])
def test_a_namespace_of_a_template_language_is_known_by_its_beginning(beginning: str) -> None:
    assert is_of_template(beginning)
    assert is_of_template(f"{beginning}core")
    assert declares_template(read(f"<Response><Say xmlns:a='{beginning}'/></Response>"))


@pytest.mark.parametrize("namespace", ["", "urn:acme", "http://www.w3.org/2001/XMLSchema-instance"])
def test_any_other_namespace_is_none(namespace: str) -> None:
    assert not is_of_template(namespace)
    assert not declares_template(read(f"<Response><Say xmlns:a='{namespace}'/></Response>"))


def test_the_nearest_declaration_counts() -> None:
    document = read("<Response xmlns:a='urn:outer'><Gather xmlns:a=' urn:inner '><Say/></Gather></Response>")
    response, gather, say = document.nodes
    assert [namespace_of(node, "a") for node in (response, gather, say)] == ["urn:outer", "urn:inner", "urn:inner"]
    assert namespace_of(say, "b") == ""
