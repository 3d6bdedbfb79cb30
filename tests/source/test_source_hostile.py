"""Hostile input: bytes that are no text, no recursion, nothing expanded, nothing fetched."""

from __future__ import annotations

import gc
import time

import pytest

from support.growth import check_growth
from support.reading import read

#: Bytes that are no text.
BYTES = {
    "zeros": lambda size: b"\0" * size,
    "stray bytes": lambda size: b"<R>" + b"\xff" * size + b"</R>",
    "long attribute": lambda size: b'<R a="' + b"x" * (10 * size) + b'"/>',
}


@pytest.mark.parametrize("name", BYTES)
def test_time_grows_with_size(name: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        read(BYTES[name](size))
        return time.process_time() - start

    check_growth(seconds, 15_000, 120_000, factor=24, spare=0.05)


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
