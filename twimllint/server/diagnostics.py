"""Findings as the protocol has them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lsprotocol import types
from pygls.uris import from_fs_path

from twimllint.engine.diagnostic import Diagnostic, Related, Severity
from twimllint.server.documents import Buffer
from twimllint.server.positions import Lines

SOURCE = "twimllint"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_TAGS = {"unnecessary": types.DiagnosticTag.Unnecessary, "deprecated": types.DiagnosticTag.Deprecated}


class Wants(NamedTuple):
    """What of a diagnostic the client can show."""

    related: bool = True
    tags: frozenset[types.DiagnosticTag] = frozenset(_TAGS.values())
    code_description: bool = True
    data: bool = True

    @classmethod
    def of(cls, capabilities: types.ClientCapabilities) -> Wants:
        """As the client says."""
        document = capabilities.text_document
        able = document.publish_diagnostics if document is not None else None
        if able is None:
            return cls()
        tags = frozenset(able.tag_support.value_set) if able.tag_support is not None else frozenset()
        return cls(bool(able.related_information), tags, bool(able.code_description_support), bool(able.data_support))


class Converter:
    """Makes diagnostics of findings.

    ``tag_of`` gives the tag of a rule by its name; ``lines_of`` the text of another file by its absolute path, which
    related places lie in.
    """

    def __init__(
        self, wants: Wants, root: str, tag_of: Callable[[str], str | None], lines_of: Callable[[str], Lines | None]
    ) -> None:
        self.wants = wants
        self.root = root
        self.tag_of = tag_of
        self.lines_of = lines_of

    def all(self, diagnostics: Iterable[Diagnostic], buffer: Buffer) -> list[types.Diagnostic]:
        """The diagnostics of one document."""
        return [self.one(diagnostic, buffer) for diagnostic in diagnostics]

    def one(self, diagnostic: Diagnostic, buffer: Buffer) -> types.Diagnostic:
        """The diagnostic of one finding."""
        wants = self.wants
        tag = _TAGS.get(self.tag_of(diagnostic.name) or "")
        url = diagnostic.url
        related = [self._related(other, buffer) for other in diagnostic.related] if wants.related else []
        return types.Diagnostic(
            range=buffer.lines.range(diagnostic.span),
            message=diagnostic.message,
            severity=_SEVERITIES[diagnostic.severity],
            code=diagnostic.code,
            code_description=types.CodeDescription(url) if url is not None and wants.code_description else None,
            source=SOURCE,
            tags=[tag] if tag is not None and tag in wants.tags else None,
            related_information=related or None,
            data=_data(diagnostic) if wants.data else None,
        )

    def _related(self, related: Related, buffer: Buffer) -> types.DiagnosticRelatedInformation:
        if related.path is None:
            place = types.Location(buffer.uri, buffer.lines.range(related.span))
            return types.DiagnosticRelatedInformation(place, related.message)
        path = os.path.normpath(os.path.join(self.root, related.path))
        if not os.path.exists(path):
            path = os.path.abspath(related.path)  # as messages name files that rules read
        lines = self.lines_of(path)
        if lines is not None:
            range_ = lines.range(related.span)
        else:
            start = types.Position(max((related.line or 1) - 1, 0), 0)
            range_ = types.Range(start, start)
        return types.DiagnosticRelatedInformation(types.Location(from_fs_path(path) or "", range_), related.message)


def _data(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "name": diagnostic.name,
        "id": diagnostic.id,
        "title": diagnostic.title,
        "label": diagnostic.label,
        "help": diagnostic.help,
        "twilioCode": diagnostic.twilio_code,
        "fixable": None if diagnostic.fix is None else "safe" if diagnostic.fix.safe else "unsafe",
    }
