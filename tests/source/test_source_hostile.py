"""Hostile input: time that grows with size alone, no recursion, nothing expanded, nothing fetched."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from source_reading import read

MEGABYTE = 1_000_000

#: Each makes a document of about so many bytes.
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "long attribute": lambda size: b'<R a="' + b"x" * (10 * size) + b'"/>',
    "long escaped attribute": lambda size: b'<R a="' + b"&amp;" * (size // 5) + b'"/>',
    "nesting": lambda size: b"<a>" * (size // 10) + b"</a>" * (size // 10),
    "nesting never closed": lambda size: b"<a>" * (size // 10),
    "nesting closed wrongly": lambda size: b"<a><b>" * (size // 20) + b"</a></c>" * (size // 20),
    "angle brackets": lambda size: b"<" * size,
    "angle brackets in the root": lambda size: b"<R>" + b"<" * size,
    "ampersands": lambda size: b"<R>" + b"&" * size + b"</R>",
    "ampersands in a value": lambda size: b'<R a="' + b"&" * size + b'"/>',
    "quotes": lambda size: b"<R>" + b'"' * size,
    "quotes in a tag": lambda size: b"<R " + b"'\"" * (size // 2),
    "values never closed": lambda size: b"<R" + b' a="' * (size // 4),
    "braces": lambda size: b"<R>" + b"{{" * (size // 2),
    "braces closed once": lambda size: b"<R>" + b"{{ " * (size // 3) + b"}}</R>",
    "single braces": lambda size: b"<R>" + b"{" * size,
    "percent tags": lambda size: b"{% " * (size // 3) + b"%}",
    "dollars": lambda size: b"${ {} " * (size // 6),
    "php strings": lambda size: b"<?php " + b"\\'" * (size // 2),
    "php tags": lambda size: b"<?php ' " * (size // 8),
    "directives": lambda size: b"@endif" + b"@if(" * (size // 4),
    "directives with strings": lambda size: b"@endif" + b"@if('" * (size // 5),
    "directives with code": lambda size: b"@endif" + b"@php " * (size // 5),
    "smarty tags": lambda size: b"{/if}" + b"{$a" * (size // 3),
    "smarty strings": lambda size: b"{/if}" + b"{a '" * (size // 4),
    "smarty conditions": lambda size: b"{if " + b"$a" * (size // 2),
    "smarty comments": lambda size: b"{*" * (size // 2),
    "freemarker tags": lambda size: b"</#if>" + b"<#a (" * (size // 5),
    "freemarker strings": lambda size: b"</#if>" + b"<#a \"'" * (size // 6),
    "comments": lambda size: b"<R/>" + b"<!--" * (size // 4),
    "sections": lambda size: b"<R>" + b"<![CDATA[" * (size // 9),
    "document types": lambda size: b"<!DOCTYPE a '" * (size // 13) + b"<R/>",
    "tags never closed": lambda size: b"<R>" + b"<a b " * (size // 5),
    "end tags never closed": lambda size: b"<R>" + b"</a " * (size // 4),
    "placeholders": lambda size: b"<R><S>" + b"<x>" * (size // 3) + b"</S></R>",
    "blanks": lambda size: b"<R" + b" " * size + b"<",
    "digits": lambda size: b"<R>&#" + b"9" * size + b";</R>",
    "equal attributes": lambda size: b"<R" + b' a="1"' * (size // 6) + b"/>",
    "zeros": lambda size: b"\0" * size,
    "stray bytes": lambda size: b"<R>" + b"\xff" * size + b"</R>",
}


def seconds(raw: bytes) -> float:
    """Processor time, which other work on the machine does not lengthen."""
    gc.disable()  # other tests' garbage is not this document's fault
    start = time.process_time()
    document = read(raw)
    document.source.position(len(document.source.text))
    end = time.process_time()
    gc.enable()
    return end - start


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_size_alone(name: str) -> None:
    small, large = (min(seconds(HOSTILE[name](size)) for _ in range(2)) for size in (MEGABYTE // 64, MEGABYTE // 8))
    # Eight times the bytes; 64 times the time would be quadratic.
    assert large < 24 * small + 0.05


def test_deep_trees_can_be_destroyed() -> None:
    document = read(b"<a>" * 100_000 + b"</a>" * 100_000)
    assert len(document.nodes) == 100_000
    assert [error.kind for error in document.errors] == ["too-deep"]
    del document
    gc.collect()


def test_entities_are_never_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    document = read(f'<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">{entities}]><a b="&a29;">&a29;<b>&a28;</b></a>'.encode())
    assert document.errors == []
    assert document.root is not None
    assert document.root.text == "&a29;"
    assert document.root.texts[0].templated


def test_what_lxml_would_expand_in_the_document_type_is_bounded() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    parameters = "".join(f'<!ENTITY % p{n} "{f"&#37;p{n - 1};" * 10}">' for n in range(1, 12))
    for subset in (
        f'<!ENTITY a0 "aaaaaaaaaa">{entities}<!ATTLIST a c CDATA "&a29;">',
        f'<!ENTITY % p0 "<!-- {"a" * 50} -->">{parameters} %p11;',
        '<!ENTITY a "&b;"><!ENTITY b "&a;"><!ATTLIST a c CDATA "&a;">',
    ):
        document = read(f"<!DOCTYPE a [{subset}]><a/>")
        assert [error.kind for error in document.errors] == ["doctype-entity-loop"]


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a SYSTEM '{}'>",
        "<!DOCTYPE a PUBLIC '-//A//B' '{}'>",
        "<!DOCTYPE a [<!ENTITY % p SYSTEM '{}'> %p;]>",
        "<!DOCTYPE a [<!ENTITY p SYSTEM '{}'>]>",
        "<!DOCTYPE a [<!ENTITY p SYSTEM '{}'>]><!DOCTYPE a SYSTEM '{0}'>",
        "<!-- {0} --><!doctype a SYSTEM '{0}'>",
    ],
)
def test_nothing_is_fetched(doctype: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    # A file that breaks whatever opens it.
    path = tmp_path_factory.mktemp("dtd") / "broken.dtd"
    path.write_text("<!ENT broken")
    document = read((doctype.replace("{}", "{0}").format(path.as_posix()) + "<a b='&p;'>&p;</a>").encode())
    assert "doctype-malformed" not in [error.kind for error in document.errors]
