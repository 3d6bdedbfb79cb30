"""Bytes to text: byte order marks, declared encodings, contradictions, and the way back."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from twimllint.source.errors import ENCODING_KINDS
from twimllint.source.text import Source, decode

TEXT = '<?xml version="1.0" encoding="{}"?><Response><Say>não, 料金</Say></Response>'
LATIN = '<?xml version="1.0" encoding="{}"?><Response><Say>não</Say></Response>'


@pytest.mark.parametrize(
    ("declared", "codec", "mark"),
    [
        ("UTF-8", "utf-8", b""),
        ("utf-8", "utf-8", b"\xef\xbb\xbf"),
        ("UTF-16", "utf-16-le", b"\xff\xfe"),
        ("utf-16", "utf-16-be", b"\xfe\xff"),
        ("UTF-16LE", "utf-16-le", b""),
        ("UTF-16BE", "utf-16-be", b""),
        ("UTF-32", "utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32", "utf-32-be", b"\0\0\xfe\xff"),
        ("UTF-32BE", "utf-32-be", b""),
    ],
)
def test_unicode_encodings_agree_with_their_declaration(declared: str, codec: str, mark: bytes) -> None:
    text = TEXT.format(declared)
    source = decode(mark + text.encode(codec))
    assert source.text == ("\ufeff" if mark else "") + text
    assert (source.encoding, source.declared, source.mismatch) == (codec, declared, None)


@pytest.mark.parametrize("declared", ["iso-8859-1", "ISO-8859-15", "windows-1252", "latin1"])
def test_encodings_of_one_byte(declared: str) -> None:
    raw = LATIN.format(declared).encode(declared)
    source = decode(raw)
    assert source.text == LATIN.format(declared)
    assert source.mismatch is None
    assert source.encode(source.text + "€é").startswith(raw)


@pytest.mark.parametrize("declared", ["shift_jis", "EUC-JP", "GB18030", "Big5"])
def test_encodings_of_several_bytes(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><Response><Say>料金</Say></Response>'
    source = decode(text.encode(declared))
    assert (source.text, source.mismatch) == (text, None)


CONTRADICTIONS = [
    (LATIN.format("utf-16").encode(), "utf-16", "encoding-is-utf-8", {"declared": "utf-16"}),
    (LATIN.format("UTF-8").encode("latin-1"), "UTF-8", "utf-8-stray-byte", {"declared": "UTF-8", "byte": "0xe3"}),
    (b"<Response><Say>n\xe3o</Say></Response>", "\udce3", "undeclared-stray-byte", {"byte": "0xe3"}),
    (LATIN.format("iso-8859-1").encode(), "iso-8859-1", "encoding-is-utf-8", {"declared": "iso-8859-1"}),
    (LATIN.format("us-ascii").encode(), "us-ascii", "encoding-is-utf-8", {"declared": "us-ascii"}),
    (LATIN.format("utf-16").encode("latin-1"), "utf-16", "encoding-is-one-byte", {"declared": "utf-16"}),
    (
        LATIN.format("iso-8859-1").encode("utf-8-sig"),
        "iso-8859-1",
        "encoding-unlike-mark",
        {"declared": "iso-8859-1", "actual": "utf-8"},
    ),
    (
        LATIN.format("UTF-8").encode("utf-16-le"),
        "UTF-8",
        "encoding-unlike-pattern",
        {"declared": "UTF-8", "actual": "utf-16-le"},
    ),
    (
        b"\xfe\xff" + LATIN.format("UTF-16LE").encode("utf-16-be"),
        "UTF-16LE",
        "encoding-unlike-mark",
        {"declared": "UTF-16LE", "actual": "utf-16-be"},
    ),
    ("<Response/>".encode("utf-16-le"), "<", "encoding-unmarked", {"actual": "utf-16-le"}),
    (b"\xff\xfe\x00\xd8<\x00", "\ud800", "encoding-broken", {"actual": "utf-16-le"}),
    (
        LATIN.format("shift_jis").encode("cp1252") + b"\xff\xff",
        "shift_jis",
        "encoding-stray-byte",
        {"declared": "shift_jis"},
    ),
]
#: Names that no XML reader knows, though Python has codecs for most of them; an XML reader may know the last ones by
#: another spelling.
UNKNOWN = [
    "utf-9", "rot13", "unicode_escape", "idna", "punycode", "hex", "undefined", "UTF", "U8", "utf_8", "utf8_ucs2",
    "utf-8-sig", "utf_8_sig", "cp65001", "latin", "latin_1", "charmap", "cp437", "cp037", "cp1252x", "iso-8859-12",
    "iso_8859_1", "u16", "utf-7", "mbcs", "oem", "8859", "windows_1252", "raw-unicode-escape", "", " utf-8",
]  # fmt: skip


@pytest.mark.parametrize(("raw", "where", "kind", "parts"), CONTRADICTIONS)
def test_contradictions_are_placed_where_the_encoding_is_named(
    raw: bytes, where: str, kind: str, parts: dict[str, str]
) -> None:
    source = decode(raw)
    assert source.mismatch is not None
    assert (source.mismatch.kind, source.mismatch.parts) == (kind, parts)
    assert source.text[source.mismatch.span.start : source.mismatch.span.end] == where


def test_every_kind_of_contradiction_has_its_example() -> None:
    kinds = {kind: tuple(parts) for *_, kind, parts in CONTRADICTIONS}
    others = {"encoding-unknown": ("declared",)}
    assert kinds | others == ENCODING_KINDS


@pytest.mark.parametrize("name", UNKNOWN)
def test_names_that_no_xml_reader_knows(name: str) -> None:
    text = LATIN.format(name)
    for source in (Source.from_text(text), decode(text.encode())):
        assert source.mismatch is not None
        assert (source.mismatch.kind, source.mismatch.parts) == ("encoding-unknown", {"declared": name})
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(text.encode())


def test_no_guess_is_made_about_a_sound_file() -> None:
    for raw in (b"", b"<Response/>", b"\xef\xbb\xbf<Response/>", "<Say>não</Say>".encode(), b"plain"):
        assert decode(raw).mismatch is None


def test_the_declaration_counts_only_at_its_place() -> None:
    assert decode(b'<a><?xml version="1.0" encoding="utf-16"?></a>').declared is None
    assert decode(b"<a b='<?xml encoding=\"x\"?>'/>").declared is None
    assert decode(b"<?xml version='1.0'  encoding = 'utf-8'?><a/>").declared == "utf-8"


def test_encode_keeps_mark_and_encoding() -> None:
    raw = '\ufeff<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16-le")
    source = decode(raw)
    assert source.encode(source.text.replace("é", "ü")) == raw.replace("é".encode("utf-16-le"), "ü".encode("utf-16-le"))


def test_encode_writes_references_for_what_the_encoding_lacks() -> None:
    source = decode('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1"))
    assert source.encode(source.text.replace("é", "é€")).endswith(b"<a>\xe9&#8364;</a>")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_encode_keeps_halves_of_characters(codec: str) -> None:
    raw = "\ufeff<R>\ud83d</R>".encode(codec, "surrogatepass")
    source = decode(raw)
    assert source.encode(source.text + "\n") == raw + "\n".encode(codec)


def test_from_text_is_what_the_file_would_be() -> None:
    assert Source.from_text("<a>é</a>").raw == "<a>é</a>".encode()
    source = Source.from_text(LATIN.format("iso-8859-1"), "voice.xml")
    assert (source.raw, source.mismatch, source.path) == (source.text.encode("latin-1"), None, "voice.xml")
    assert Source.from_text(LATIN.format("utf-16")).mismatch is not None
    small = Source.from_text(TEXT.format("iso-8859-1")).mismatch
    assert small is not None
    assert (small.kind, small.parts) == ("encoding-is-utf-8", {"declared": "iso-8859-1"})


#: What may be around a declaration, encodings that are declared, and marks in unusual places.
HEADS = st.sampled_from(["", "\ufeff", "\n", "\n\ufeff", "\ufeff\n", "\ufeff\ufeff", "<!-- é -->", "é"])
NAMES = st.sampled_from(["utf-8", "UTF-16", "utf-16le", "iso-8859-1", "latin", "us-ascii", "x", "utf-32"])


@given(HEADS, NAMES, st.text("aé料&<\r\n", max_size=8))
def test_text_and_its_bytes_are_read_alike(head: str, name: str, tail: str) -> None:
    text = f'{head}<?xml version="1.0" encoding="{name}"?><Response>{tail}</Response>'
    source = Source.from_text(text)
    again = decode(source.raw)
    assert (again.text, again.encoding, again.mismatch) == (text, source.encoding, source.mismatch)
    assert (again.declared, again.declared_span) == (source.declared, source.declared_span)


@given(st.binary())
def test_any_bytes_come_back(raw: bytes) -> None:
    source = decode(raw)
    assert source.encode(source.text) == raw
    if source.mismatch is not None:
        assert 0 <= source.mismatch.span.start <= source.mismatch.span.end <= len(source.text)


@given(st.sampled_from(["utf-8", "utf-16", "iso-8859-1", "shift_jis", "foo", "cp037", "utf-7", "hex"]), st.binary())
def test_any_bytes_behind_a_declaration_come_back(declared: str, tail: bytes) -> None:
    raw = f'<?xml version="1.0" encoding="{declared}"?>'.encode() + tail
    source = decode(raw)
    assert source.declared == declared
    assert source.encode(source.text) == raw
    source.encode(source.text + "é\ud800\udc80")


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_makes_a_source(text: str) -> None:
    source = Source.from_text(text)
    assert source.text == text
    assert source.encode(text) == source.raw
    source.encode(text + "x")


@given(st.binary())
def test_sources_can_be_sent_to_another_process(raw: bytes) -> None:
    source = decode(raw, "voice.xml")
    again = pickle.loads(pickle.dumps(source))
    for slot in Source.__slots__:
        assert getattr(again, slot) == getattr(source, slot)
