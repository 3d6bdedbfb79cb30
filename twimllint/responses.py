"""TwiML that a program answers with while it runs: what counts as such, and the findings about it in words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.source.text import Source, decode

#: Bodies of more bytes are not looked at; Twilio rejects documents of 64 KB.
_MAX_BYTES = 1 << 20
#: From what severity on a finding counts.
THRESHOLDS = ("error", "warning", "info", "never")
#: The types of bodies that Twilio reads TwiML in; frameworks call any text HTML or plain.
_XML, _ANY_TEXT = "xml", ("html", "plain")
#: Compressions that can be taken back without another package.
_COMPRESSIONS = frozenset({"gzip", "x-gzip", "deflate"})
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|response|!--)", re.IGNORECASE)
#: What is around the beginning of XML: no more is looked at.
_HEAD = 4096
_WHITE = b"\xef\xbb\xbf \t\r\n"
#: Where clients and frameworks keep the body of a response: Django and httpx, Flask, Starlette.
_BODIES = ("content", "data", "body")


def check_threshold(fail_on: str) -> None:
    """Raises ``ValueError`` where ``fail_on`` is none of the severities, nor ``never``."""
    if fail_on not in THRESHOLDS:
        raise ValueError(f'fail_on is "{fail_on}"; it is one of {", ".join(THRESHOLDS)}')


class Checked(NamedTuple):
    """A document that a program made, and the findings about it."""

    source: Source
    findings: tuple[Diagnostic, ...]

    def bad(self, fail_on: str) -> list[Diagnostic]:
        """The findings that are at least as severe as ``fail_on`` (``never``: none). Raises as ``check_threshold``."""
        check_threshold(fail_on)
        if fail_on == "never":
            return []
        least = Severity(fail_on).rank
        return [one for one in self.findings if one.severity.rank >= least]


class Body:
    """The body of a response as it is sent, part by part, as far as it may be TwiML.

    ``wanted`` is false from the moment on that it cannot be TwiML; nothing is kept then. What is compressed is
    decompressed.
    """

    def __init__(self, headers: Iterable[tuple[str, str]]) -> None:
        names = {name.lower(): value for name, value in headers}
        self.content_type = names.get("content-type", "")
        self.bytes = bytearray()
        compression = names.get("content-encoding", "").strip().lower()
        self.wanted = may_be_twiml(self.content_type) and compression in ("", "identity", *_COMPRESSIONS)
        #: 32 recognizes the header, be it that of gzip or of zlib
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32) if compression in _COMPRESSIONS else None

    @classmethod
    def begun_by(cls, message: Mapping[str, Any]) -> Body:
        """The body that follows the message with which an ASGI response begins."""
        return cls([(name.decode("latin-1"), value.decode("latin-1")) for name, value in message.get("headers", ())])

    def add(self, part: bytes) -> None:
        """The next part of it."""
        if not self.wanted:
            return
        try:
            self.bytes += self._inflate.decompress(part, _MAX_BYTES + 1) if self._inflate is not None else part
        except zlib.error:  # it is something else than the header says
            self.wanted = False
        self.wanted = self.wanted and len(self.bytes) <= _MAX_BYTES and self._may_become_twiml()
        if not self.wanted:
            self.bytes.clear()

    def _may_become_twiml(self) -> bool:
        if _kind(self.content_type).endswith(_XML):
            return True
        head = bytes(self.bytes[:_HEAD]).lstrip(_WHITE)
        return len(head) < 9 or _BEGINNING.match(head) is not None

    def checked(self, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Checked | None:
        """The findings about it when it is complete; ``None`` where it is no TwiML."""
        if not self.wanted:
            return None
        return check_body(bytes(self.bytes), self.content_type, select=select, ignore=ignore)


def may_be_twiml(content_type: str) -> bool:
    """Whether Twilio reads TwiML in a response of this type: XML, and the types that frameworks give any text."""
    kind = _kind(content_type)
    return not kind or kind.endswith((_XML, *_ANY_TEXT))


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def text_of(document: object) -> str | bytes:
    """A document as text or bytes: text, bytes, a tree of lxml or ElementTree, the response of a client or framework
    with its body, or anything whose ``str`` is TwiML.
    """
    if isinstance(document, str | bytes):
        return document
    if isinstance(document, bytearray | memoryview):
        return bytes(document)
    if hasattr(document, "headers"):
        for name in _BODIES:
            body = getattr(document, name, None)
            if isinstance(body, bytes):
                return body
    root: Any = document.getroot() if hasattr(document, "getroot") else document
    if hasattr(root, "tag") and hasattr(root, "attrib"):
        module = type(root).__module__.partition(".")[0]
        if module == "lxml":
            from lxml import etree

            return bytes(etree.tostring(root))
        from xml.etree.ElementTree import tostring

        return bytes(tostring(root))
    return str(document)


def check_document(document: object, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> Checked:
    """Lint a document that a program made. Raises ``SelectError`` for an unknown selector."""
    from twimllint.api import lint

    text = text_of(document)
    source = decode(text) if isinstance(text, bytes) else Source.from_text(text)
    return Checked(source, tuple(lint(text, select=select, ignore=ignore)))


def check_body(
    body: bytes, content_type: str | None, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> Checked | None:
    """Lint the body of an HTTP response; ``None`` where it is no TwiML."""
    from twimllint.files.detect import is_twiml
    from twimllint.source.parse import parse

    kind = content_type or ""
    if len(body) > _MAX_BYTES or b"esponse" not in body.replace(b"\0", b"") or not may_be_twiml(kind):
        return None
    # Twilio rejects XML with something before it; a page or a plain text that mentions TwiML is none
    if not _kind(kind).endswith(_XML) and not body.lstrip(_WHITE).startswith(b"<"):
        return None
    document = _decoded(body, kind)
    source = decode(document) if isinstance(document, bytes) else Source.from_text(document)
    return check_document(document, select=select, ignore=ignore) if is_twiml(parse(source), "response.xml") else None


def _decoded(body: bytes, content_type: str) -> str | bytes:
    """A body as text, where the header names another encoding than UTF-8 and the document itself names none."""
    named = _CHARSET.search(content_type)
    if named is not None and decode(body).declared is None:
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return body.decode(named[1])
            except (LookupError, UnicodeError):
                pass
    return body


def worded(checked: Checked, diagnostics: list[Diagnostic]) -> str:
    """Findings, a line each, with the document below them."""
    lines = [f"{one.severity} {one.code} {one.name} at {one.line}:{one.column}: {one.message}" for one in diagnostics]
    shown = checked.source.text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "\n".join([*lines, "", shown])
