"""Bytes to text: byte order marks, declared encodings, contradictions, and the way back."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("raw", "where", "says"),
    [
        (LATIN.format("utf-16").encode(), "utf-16", "bytes are UTF-8"),
        (LATIN.format("UTF-8").encode("latin-1"), "UTF-8", "0xe3"),
        (b"<Response><Say>n\xe3o</Say></Response>", "\udce3", "0xe3"),
        (LATIN.format("iso-8859-1").encode(), "iso-8859-1", "bytes are UTF-8"),
        (LATIN.format("us-ascii").encode(), "us-ascii", "bytes are UTF-8"),
        (LATIN.format("utf-9").encode(), "utf-9", "no encoding"),
        (LATIN.format("rot13").encode(), "rot13", "no encoding"),
        (LATIN.format("unicode_escape").encode(), "unicode_escape", "no encoding"),
        (LATIN.format("cp037").encode(), "cp037", "bytes are UTF-8"),
        (LATIN.format("iso-8859-1").encode("utf-8-sig"), "iso-8859-1", "byte order mark"),
        (LATIN.format("UTF-8").encode("utf-16"), "UTF-8", "UTF-16"),
        (b"\xfe\xff" + LATIN.format("UTF-16LE").encode("utf-16-be"), "UTF-16LE", "big-endian"),
        ("<Response/>".encode("utf-16-le"), "<", "without byte order mark"),
        (LATIN.format("shift_jis").encode("cp1252") + b"\xff\xff", "shift_jis", "not all bytes"),
    ],
)
def test_contradictions_are_told_where_the_encoding_is_named(raw: bytes, where: str, says: str) -> None:
    source = decode(raw)
    assert source.mismatch is not None
    assert says in source.mismatch
    assert source.text[source.mismatch_span.start : source.mismatch_span.end] == where


def test_no_guess_is_made_about_a_sound_file() -> None:
    for raw in (b"", b"<Response/>", b"\xef\xbb\xbf<Response/>", "<Say>não</Say>".encode(), b"plain"):
        assert decode(raw).mismatch is None


def test_the_declaration_counts_only_where_it_stands() -> None:
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


def test_from_text_is_what_the_file_would_be() -> None:
    assert Source.from_text("<a>é</a>").raw == "<a>é</a>".encode()
    source = Source.from_text(LATIN.format("iso-8859-1"), "voice.xml")
    assert (source.raw, source.mismatch, source.path) == (source.text.encode("latin-1"), None, "voice.xml")
    assert Source.from_text(LATIN.format("utf-16")).mismatch is not None
    assert Source.from_text(TEXT.format("iso-8859-1")).mismatch is not None


@given(st.binary())
def test_any_bytes_come_back(raw: bytes) -> None:
    source = decode(raw)
    assert source.encode(source.text) == raw
    assert 0 <= source.mismatch_span.start <= source.mismatch_span.end <= len(source.text)


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
