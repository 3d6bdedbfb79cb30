"""TwiML that a program answers with while it runs: what counts as such, and the findings about it in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.source.text import Source, decode

#: Bodies of more bytes are not looked at; Twilio rejects documents of 64 KB.
_MAX_BYTES = 1 << 20


class Checked(NamedTuple):
    """A document that a program made, and the findings about it."""

    source: Source
    findings: tuple[Diagnostic, ...]

    def bad(self, fail_on: str) -> list[Diagnostic]:
        """The findings that are at least as severe as ``fail_on`` (``never``: none). Raises ``ValueError``."""
        if fail_on == "never":
            return []
        least = Severity(fail_on).rank
        return [one for one in self.findings if one.severity.rank >= least]


def text_of(document: object) -> str | bytes:
    """A document as text or bytes: text, bytes, a tree of lxml or ElementTree, or anything whose ``str`` is TwiML."""
    if isinstance(document, str | bytes):
        return document
    if isinstance(document, bytearray | memoryview):
        return bytes(document)
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

    kind = (content_type or "").partition(";")[0].strip().lower()
    if len(body) > _MAX_BYTES or b"esponse" not in body or (kind and not kind.endswith(("xml", "html", "plain"))):
        return None
    if not body.lstrip().startswith(b"<") or not is_twiml(parse(decode(body)), "response.xml"):
        return None
    return check_document(body, select=select, ignore=ignore)


def worded(checked: Checked, diagnostics: list[Diagnostic]) -> str:
    """Findings, a line each, with the document below them."""
    lines = [f"{one.severity} {one.code} {one.name} at {one.line}:{one.column}: {one.message}" for one in diagnostics]
    shown = checked.source.text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "\n".join([*lines, "", shown])
