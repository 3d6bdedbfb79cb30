"""Reviewdog Diagnostic Format, one ``Diagnostic`` message a line."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.jsontext import dumps
from twimllint.report.options import RenderOptions
from twimllint.report.rdjson import SOURCE, diagnostics


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding."""
    for diagnostic in diagnostics(run):
        yield dumps({**diagnostic, "source": SOURCE}) + "\n"
