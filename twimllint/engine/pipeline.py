"""One document through the pipeline: read, judge, rules, schema net, suppressions.

A pure function of the source and the settings: ``lint_source``. Findings are gathered, never stored in rules; a rule
that raises becomes a finding of its own and the rest goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twimllint.engine.context import Context, WorkError
from twimllint.engine.plan import Plan, Slot, Slots
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.settings import LintSettings
from twimllint.schema.quick import accepts
from twimllint.source.build import parse
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Document, Node
from twimllint.source.wellformed import judge
from twimllint.twiml.channel import find_channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.directives import Directives

#: Documents of more elements go to the XSD processor at once: it is as fast, and needs less memory.
_FEW = 500
#: No element has so many attributes; where one does, those beyond are not looked at, neither by an XSD processor.
_MANY = 1000
#: In a document of more bytes, a rule is done when it has found so much.
_BIG, _ENOUGH = 1 << 20, 10_000


def lint_source(source: Source, settings: LintSettings, plan: Plan) -> FileResult:
    """All findings about one document, in the order of its text."""
    document = parse(source, templates=settings.templates != "off")
    return lint_document(document, judge(document), settings, plan)


def lint_document(document: Document, xml: Any, settings: LintSettings, plan: Plan) -> FileResult:
    """Like ``lint_source``, for a document that was parsed already; ``xml`` is what ``judge`` returned."""
    directives = None
    if "twimllint" in document.source.text:
        from twimllint.engine.directives import read_directives

        directives = read_directives(document)
    document.channel = find_channel(document, settings, directives)
    kind = _Check if len(document.source.raw) <= _BIG else _BoundedCheck
    check = kind(Context(document, settings, directives, plan.registry.rules), plan)
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
        accepted = self.ctx.accepted = xml is not None and plan.schema_backed and self._accepts(xml)
        for error in document.errors:
            self._call(plan.on("#problem:" + error.kind), error)
        self._call(plan.on("#document"), document, document.source.text)
        for comment in document.comments:
            self._call(plan.on("#comment"), comment, comment.text)
        for tag in document.tags:
            self._call(plan.on("#tag"), tag, tag.text)
        if not document.malformed:
            self._walk(full=not accepted)
            if xml is not None:
                self._call(plan.on("#xml"), xml)
                self._net(xml, accepted)
        self._collect()
        if self.ctx.directives is not None:
            self._directives(self.ctx.directives)

    def _walk(self, full: bool) -> None:
        ctx, call = self.ctx, self._call
        view = self.plan.view(ctx.document.channel, full)
        for node in ctx.document.nodes:
            name = node.name
            slots = view.nodes[name]
            if slots.groups:
                call(slots, node)
            for attr in node.attrs if len(node.attrs) <= _MANY else self._some(node):
                call(view.attributes[name, attr.name], attr, attr.raw)
            for text in node.texts:
                call(view.texts[name], text, text.raw)

    def _some(self, node: Node) -> Iterable[Attr]:
        path = self.ctx.source.path
        message = f"<{node.name}> has {len(node.attrs):,} attributes; only the first {_MANY:,} were looked at"
        self.failures.setdefault(
            f"{path}:attributes", Failure(path, message, self.ctx.source.position(node.span.start)[0])
        )
        return node.attrs[:_MANY]

    def _call(self, slots: Slots, item: Any, text: str = "") -> None:
        """Call the rules for a thing; most are silent about a document whose tree cannot be trusted."""
        malformed, ctx = self.ctx.document.malformed, self.ctx
        for glance, group in slots.groups:
            if glance is None or glance(item, ctx):
                for slot in group:
                    if slot.runs_on_malformed or not malformed:
                        self._check(slot, item)
        if slots.needs is not None:
            for slot in slots.needs.find(text):
                if slot.runs_on_malformed or not malformed:
                    self._check(slot, item)

    def _check(self, slot: Slot, item: Any) -> None:
        try:
            self.found.extend(slot.check(item, self.ctx))
        except WorkError as error:
            self.failures[error.path] = Failure(error.path, error.message)
        except MemoryError:
            raise  # it is no rule's fault
        except Exception as error:
            self.crashed.setdefault(slot.info.name, error)

    def _directives(self, directives: Directives) -> None:
        slots = self.plan.on("#directive")
        for item in (*directives.troubles, *directives.settings, *directives.suppressions):
            self._call(slots, item)

    def _accepts(self, xml: Any) -> bool:
        document = self.ctx.document
        if len(document.nodes) <= _FEW and accepts(document, document.channel):
            return True
        if len(document.source.raw) > _BIG and any(len(node.attrs) > _MANY for node in document.nodes):
            return False  # libxml2 would keep a message for every one of them
        from twimllint.schema.net import verdict

        return verdict(xml, document.channel)

    def _net(self, xml: Any, accepted: bool) -> None:
        """Ask the XSD processor to explain what it rejects, where no rule has; and the user's own schema."""
        slots = self.plan.on("#schema")
        own = self.ctx.settings.schema
        if not slots.groups or (accepted and own is None):
            return
        unexplained = not accepted and not self.ctx.document.tags and self.plan.schema_backed
        if unexplained and any(self.plan.registry.rules[d.name].schema_backed for d in self.found):
            unexplained = False
        if unexplained or own is not None:
            from twimllint.engine.schema_net import objections

            try:
                for objection in objections(self.ctx, xml, unexplained, self.found):
                    self._call(slots, objection)
            except WorkError as error:
                self.failures[error.path] = Failure(error.path, error.message)

    def _collect(self) -> None:
        if self.ctx.document.malformed or not self.plan.across:
            return
        for rule in self.plan.project_rules(self.ctx):
            try:
                found = rule.collect(self.ctx.document, self.ctx)
            except Exception as error:
                self.crashed.setdefault(rule.name, error)
                continue
            if found is not None:
                self.collected[rule.name] = found

    def result(self) -> FileResult:
        source = self.ctx.source
        for name, error in self.crashed.items():
            self.failures[f"{source.path}:{name}"] = Failure(
                source.path, f'internal error in rule "{name}": {type(error).__name__}: {error}'
            )
        if not self.found and self.ctx.directives is None and not self.crashed:
            return FileResult(source.path, source, (), 0, 0, tuple(self.failures.values()), self.collected)
        from twimllint.engine.finish import finish

        found, suppressed = finish(self.found, self.crashed, self.ctx, self.plan)
        return FileResult(
            source.path, source, tuple(found), suppressed, 0, tuple(self.failures.values()), self.collected
        )


class _BoundedCheck(_Check):
    """The findings of a document of many megabytes, of which no rule may have so many that memory runs out."""

    def __init__(self, ctx: Context, plan: Plan) -> None:
        super().__init__(ctx, plan)
        self.counts: dict[str, int] = {}

    def _check(self, slot: Slot, item: Any) -> None:
        name = slot.info.name
        if self.counts.get(name, 0) >= _ENOUGH:
            path = self.ctx.source.path
            message = f"{name} has {_ENOUGH:,} findings here and was stopped; there may be more"
            self.failures.setdefault(f"{path}:{name}", Failure(path, message))
            return
        before = len(self.found)
        super()._check(slot, item)
        self.counts[name] = self.counts.get(name, 0) + len(self.found) - before
