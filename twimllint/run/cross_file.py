"""Rules over all documents of a run: what they noted in each document, put together after the last one."""

from __future__ import annotations

from typing import Any

from twimllint.engine.context import Context
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.directives import read_directives
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.finish import finish
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.settings import LintSettings
from twimllint.source.parse import parse
from twimllint.source.tree import Document


def add_project_findings(
    results: list[FileResult], settings: LintSettings, dispatcher: Dispatcher, failures: list[Failure]
) -> list[FileResult]:
    """The results with the findings of the project rules added.

    A rule that raises is named in ``failures``, and the others go on.
    """
    added: dict[str, list[Diagnostic]] = {}
    for rule in dispatcher.project_rules():
        collected = {r.path: r.collected[rule.name] for r in results if rule.name in r.collected}
        ctx = Context(Document(results[0].source), settings, rules=dispatcher.registry.rules)
        try:
            findings = [_checked(item) for item in rule.check_project(collected, ctx)]
        except (MemoryError, KeyboardInterrupt):
            raise  # no rule is at fault
        except BaseException as error:  # sys.exit() in a plugin must not end the run with its exit code
            failures.append(Failure("", f'internal error in rule "{rule.name}": {type(error).__name__}: {error}'))
            continue
        for path, diagnostic in findings:
            added.setdefault(path, []).append(diagnostic)
    return [
        _add(result, added[result.path], settings, dispatcher) if result.path in added else result for result in results
    ]


def _checked(item: Any) -> tuple[str, Diagnostic]:
    """What a rule yields, which may come from a plugin. Raises ``TypeError`` where it is something else."""
    path, diagnostic = item
    if not isinstance(path, str) or not isinstance(diagnostic, Diagnostic):
        raise TypeError("check_project() yielded no path with a Diagnostic")
    return path, diagnostic


def _add(result: FileResult, added: list[Diagnostic], settings: LintSettings, dispatcher: Dispatcher) -> FileResult:
    """Suppressions hold for these findings too, so the document's directives are read once more."""
    document = parse(result.source, templates=settings.templates != "off")
    ctx = Context(document, settings, read_directives(document), dispatcher.registry.rules)
    kept, silenced = finish([*added], (), ctx, dispatcher)
    kept = [d for d in kept if d.name != "unused-suppression"]
    diagnostics = sorted((*result.diagnostics, *kept), key=lambda d: (d.span.start, d.span.end, d.code))
    return result._replace(diagnostics=tuple(diagnostics), suppressed=result.suppressed + silenced)
