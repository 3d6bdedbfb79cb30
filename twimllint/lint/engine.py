"""One document through the pipeline: read, judge, rules, schema net, suppressions.

A pure function of the source and the settings: ``lint_source``. Findings are gathered, never stored in rules; a rule
that raises becomes a finding of its own and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from twimllint.lint.channel import find_channel
from twimllint.lint.context import Context, WorkError
from twimllint.lint.diagnostic import Diagnostic
from twimllint.lint.plan import Plan, Slots
from twimllint.lint.result import Failure, FileResult
from twimllint.lint.settings import LintSettings
from twimllint.source.build import parse
from twimllint.source.text import Source
from twimllint.source.tree import Document
from twimllint.source.wellformed import judge


def lint_source(source: Source, settings: LintSettings, plan: Plan) -> FileResult:
    """All findings about one document, in the order of its text."""
    document = parse(source, templates=settings.templates != "off")
    return lint_document(document, judge(document), settings, plan)


def lint_document(document: Document, xml: Any, settings: LintSettings, plan: Plan) -> FileResult:
    """Like ``lint_source``, for a document that was parsed already; ``xml`` is what ``judge`` returned."""
    directives = None
    if "twimllint" in document.source.text:
        from twimllint.lint.directives import read_directives

        directives = read_directives(document)
    document.channel = find_channel(document, settings, directives)
    check = _Check(Context(document, settings, directives, plan.registry.rules), plan)
    check.run(xml)
    return check.result()


class _Check:
    """The findings of one document while they are gathered."""

    def __init__(self, ctx: Context, plan: Plan) -> None:
        self.ctx = ctx
        self.plan = plan
        self.found: list[Diagnostic] = []
        self.failures: dict[str, Failure] = {}
        self.crashed: dict[str, Exception] = {}
        self.collected: dict[str, Any] = {}

    def run(self, xml: Any) -> None:
        document, plan = self.ctx.document, self.plan
        accepted = xml is not None and plan.schema_backed and self._accepts(xml)
        for problem in document.problems:
            self._call(plan.on("#problem:" + problem.kind), (problem,))
        self._call(plan.on("#document"), (document,))
        for comment in document.comments:
            self._call_texts(plan.on("#comment"), comment, comment.text)
        for tag in document.tags:
            self._call_texts(plan.on("#tag"), tag, tag.text)
        if not document.broken:
            self._walk(full=not accepted)
            if xml is not None:
                self._call(plan.on("#xml"), (xml,))
                self._net(xml, accepted)
        self._collect()
        if self.ctx.directives is not None:
            self._call(plan.on("#directive"), self.ctx.directives.troubles)
            self._call(plan.on("#directive"), self.ctx.directives.settings)
            self._call(plan.on("#directive"), self.ctx.directives.suppressions)

    def _walk(self, full: bool) -> None:
        plan, grammar = self.plan, None
        ctx = self.ctx
        for node in ctx.document.nodes:
            slots = plan.nodes(node.name, full)
            if slots:
                self._call(slots, (node,))
            if node.attrs or node.texts:
                grammar = grammar or ctx.grammar
            for attr in node.attrs:
                slots = plan.attributes(node, attr.name, grammar, full)
                if slots:
                    self._call_texts(slots, attr, attr.raw)
            for text in node.texts:
                slots = plan.texts(node, grammar, full)
                if slots:
                    self._call_texts(slots, text, text.raw)

    def _call(self, slots: Slots, items: Iterable[Any]) -> None:
        for item in items:
            for slot in slots:
                if not self.ctx.document.broken or slot.info.broken:
                    self._check(slot, item)

    def _call_texts(self, slots: Slots, item: Any, text: str) -> None:
        for slot in slots:
            if (not slot.needs or slot.wants(text)) and (not self.ctx.document.broken or slot.info.broken):
                self._check(slot, item)

    def _check(self, slot: Any, item: Any) -> None:
        try:
            self.found.extend(slot.rule.check(item, self.ctx))
        except WorkError as error:
            self.failures[error.path] = Failure(error.path, error.message)
        except Exception as error:
            self.crashed.setdefault(slot.info.name, error)

    def _accepts(self, xml: Any) -> bool:
        from twimllint.grammar.net import verdict

        return verdict(xml, self.ctx.channel)

    def _net(self, xml: Any, accepted: bool) -> None:
        """Ask the XSD processor to explain what it rejects, where no rule has; and the user's own schema."""
        slots = self.plan.on("#schema")
        own = self.ctx.settings.schema
        if not slots or (accepted and own is None):
            return
        unexplained = not accepted and not self.ctx.document.tags and self.plan.schema_backed
        if unexplained and any(self.plan.registry.rules[d.name].schema_backed for d in self.found):
            unexplained = False
        if unexplained or own is not None:
            from twimllint.lint.net import objections

            try:
                self._call(slots, objections(self.ctx, xml, unexplained, self.found))
            except WorkError as error:
                self.failures[error.path] = Failure(error.path, error.message)

    def _collect(self) -> None:
        for rule in self.plan.project_rules(self.ctx.source.text) if not self.ctx.document.broken else ():
            try:
                found = rule.collect(self.ctx.document, self.ctx)
            except Exception as error:
                self.crashed.setdefault(rule.name, error)
                continue
            if found is not None:
                self.collected[rule.name] = found

    def result(self) -> FileResult:
        from twimllint.lint.finish import finish

        source = self.ctx.source
        for name, error in self.crashed.items():
            self.failures[f"{source.path}:{name}"] = Failure(
                source.path, f'internal error in rule "{name}": {type(error).__name__}: {error}'
            )
        if not self.found and self.ctx.directives is None and not self.crashed:
            return FileResult(source.path, source, (), 0, 0, tuple(self.failures.values()), self.collected)
        found, suppressed = finish(self.found, self.crashed, self.ctx, self.plan)
        return FileResult(
            source.path, source, tuple(found), suppressed, 0, tuple(self.failures.values()), self.collected
        )


