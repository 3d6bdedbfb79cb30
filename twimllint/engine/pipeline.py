"""One document through the pipeline: read, judge, rules, schema, suppressions.

A pure function of the source and the settings: ``lint_source``. Findings are collected, never stored in rules; a rule
that raises becomes a finding of its own and the rest goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twimllint.engine.channel import find_channel
from twimllint.engine.collector import LIMIT, Findings
from twimllint.engine.context import Context, RuleInputError
from twimllint.engine.dispatcher import Dispatcher, RuleSet
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.settings import LintSettings
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Document, Node, Text
from twimllint.source.wellformed import judge

if TYPE_CHECKING:
    from twimllint.engine.directives import Directives
    from twimllint.engine.events import RuleCrashed

#: No element has so many attributes; where one does, those beyond are not looked at.
_MAX_ATTRIBUTES = 1000


def lint_source(source: Source, settings: LintSettings, dispatcher: Dispatcher) -> FileResult:
    """All findings about one document, in the order of its text."""
    document = parse(source, templates=settings.templates != "off")
    return lint_document(document, judge(document), settings, dispatcher)


def lint_document(
    document: Document,
    xml: Any,
    settings: LintSettings,
    dispatcher: Dispatcher,
    *,
    limit: int | None = LIMIT,
    implied: bool = True,
) -> FileResult:
    """Like ``lint_source``, for a document that was parsed already; ``xml`` is what ``judge`` returned.

    ``limit`` is the most findings of each rule; ``None`` is no limit. With ``implied`` false, rules are called for
    documents that the schema accepts even where they report only what it rejects: slower, and the same findings.
    """
    directives = None
    if document.comments and any("lint" in comment.text.lower() for comment in document.comments):
        from twimllint.engine.directives import read_directives

        directives = read_directives(document)
    document.channel = find_channel(document, settings, directives)
    check = _Check(Context(document, settings, directives, dispatcher.registry.rules), dispatcher, limit, implied)
    check.run(xml)
    return check.result()


class _Check:
    """One document while its rules run."""

    def __init__(self, ctx: Context, dispatcher: Dispatcher, limit: int | None, implied: bool) -> None:
        self.ctx = ctx
        self.dispatcher = dispatcher
        self.implied = implied
        self.schema_valid = False
        self.findings = Findings(len(ctx.source.text), limit)
        self.failures: dict[str, Failure] = {}
        self.crashes: dict[str, RuleCrashed] = {}
        self.collected: dict[str, Any] = {}

    def run(self, xml: Any) -> None:
        """Call every rule for everything that it looks at."""
        document, on = self.ctx.document, self.dispatcher.on
        self.schema_valid = xml is not None and self.dispatcher.has_schema_rules and self.ctx.schema_valid
        for error in document.errors:
            self._call(on("#error:" + error.kind), error)
        self._call(on("#document"), document, document.source.text)
        for comment in document.comments:
            self._call(on("#comment"), comment, comment.text)
        for tag in document.tags:
            self._call(on("#tag"), tag, tag.text)
        if not document.malformed:
            self._walk()
            if xml is not None:
                self._call(on("#xml"), xml)
                self._check_schema(xml)
        self._collect()
        if self.ctx.directives is not None:
            self._check_directives(self.ctx.directives)

    def _walk(self) -> None:
        call, channel = self._call, self.ctx.document.channel
        # rules that report only what the schema rejects are not called for elements that it accepts
        rejected = self.ctx.rejected if self.implied and self.dispatcher.has_schema_rules else None
        everything = self.dispatcher.table(channel, schema_valid=False)
        rest = everything if rejected is None else self.dispatcher.table(channel, schema_valid=True)
        for node in self.ctx.document.nodes:
            name = node.name
            table = everything if rejected and node in rejected else rest
            rules = table["element", name, ""]
            if rules:
                call(rules, node, "", node.templated or node.templated_attrs, node)
            for attr in node.attrs if len(node.attrs) <= _MAX_ATTRIBUTES else self._first_attributes(node):
                rules = table["attribute", name, attr.name]
                if rules:
                    call(rules, attr, _seen(attr), attr.templated, attr)
            for text in node.texts:
                rules = table["text", name, ""]
                if rules:
                    call(rules, text, _seen(text), text.templated, node)

    def _first_attributes(self, node: Node) -> list[Attr]:
        path = self.ctx.source.path
        message = f"<{node.name}> has {len(node.attrs):,} attributes; only the first {_MAX_ATTRIBUTES:,} were checked"
        line = self.ctx.source.position(node.span.start)[0]
        self.failures.setdefault(f"{path}:attributes", Failure(path, message, line))
        return node.attrs[:_MAX_ATTRIBUTES]

    def _call(
        self,
        rules: RuleSet,
        item: Any,
        text: str = "",
        templated: bool = False,
        owner: Node | Attr | None = None,
    ) -> None:
        """Call the rules for a thing; ``owner`` is what the schema must know for rules that ask so."""
        ctx, findings = self.ctx, self.findings
        malformed = ctx.document.malformed
        known: bool | None = None
        for rule in rules.for_text(text):
            if (
                (templated and not rule.templated)
                or (malformed and not rule.runs_on_malformed)
                or (findings.limited and rule.name in findings.limited)
            ):
                continue
            if rule.conditions and not rule.meets_conditions(item, ctx):
                continue
            if rule.known and owner is not None:
                if known is None:
                    known = ctx.knows(owner)
                if not known:
                    continue
            try:
                for diagnostic in rule.check(item, ctx):
                    if not findings.add(rule.name, diagnostic):
                        break
            except RuleInputError as error:
                self.failures[error.path] = Failure(error.path, error.message)
            except (MemoryError, KeyboardInterrupt):
                raise  # no rule is at fault
            except BaseException as error:  # sys.exit() in a plugin must not end the run with its exit code
                self._crash(rule.name, error, item)

    def _crash(self, rule: str, error: BaseException, item: Any) -> None:
        from twimllint.engine.events import RuleCrashed
        from twimllint.engine.rule import place_or_start

        self.crashes.setdefault(rule, RuleCrashed(rule, error, place_or_start(item)))

    def _check_directives(self, directives: Directives) -> None:
        rules = self.dispatcher.on("#directive")
        for item in (*directives.errors, *directives.settings, *directives.suppressions):
            self._call(rules, item)

    def _check_schema(self, xml: Any) -> None:
        """Report what an XSD processor rejects and no rule has reported; and what the user's own schema rejects."""
        ctx, found = self.ctx, self.findings.all
        rules = self.dispatcher.on("#schema-objection")
        # a rule that stopped at its limit would have explained the rest
        net = self.dispatcher.has_schema_rules and not self.schema_valid and not ctx.document.tags
        net = net and not self.findings.limited
        if not rules or not (net or ctx.settings.schema is not None):
            return
        from twimllint.engine.schema_net import objections, users_objections

        try:
            for objection in objections(ctx, xml, found) if net else ():
                self._call(rules, objection)
            for objection in users_objections(ctx, xml, ctx.settings.schema, found) if ctx.settings.schema else ():
                self._call(rules, objection)
        except RuleInputError as error:
            self.failures[error.path] = Failure(error.path, error.message)

    def _collect(self) -> None:
        if self.ctx.document.malformed or not self.dispatcher.project:
            return
        for rule in self.dispatcher.project_rules(self.ctx):
            try:
                found = rule.collect(self.ctx.document, self.ctx)
            except (MemoryError, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._crash(rule.name, error, None)
                continue
            if found is not None:
                self.collected[rule.name] = found

    def result(self) -> FileResult:
        """What was found, in the order of the text."""
        source, found = self.ctx.source, self.findings
        for crash in self.crashes.values():
            line = source.position(crash.span.start)[0]
            message = f'internal error in rule "{crash.rule}": {crash.reason}'
            self.failures[f"{source.path}:{crash.rule}"] = Failure(source.path, message, line)
        failures = tuple(self.failures.values())
        if not found.all and self.ctx.directives is None and not self.crashes:
            return FileResult(source.path, source, (), 0, 0, failures, self.collected)
        from twimllint.engine.finish import finish, renamed_rules

        kept, suppressed = finish(found.all, self.crashes.values(), self.ctx, self.dispatcher)
        renamed = tuple(renamed_rules(self.ctx, self.dispatcher))
        return FileResult(
            source.path,
            source,
            tuple(kept),
            suppressed,
            0,
            failures,
            self.collected,
            tuple(found.limited),
            renamed,
        )


def _seen(item: Attr | Text) -> str:
    """The text that rules may need to see: as it is written, and with its references resolved where it has some."""
    return item.raw if "&" not in item.raw and "<" not in item.raw else f"{item.raw} {item.value}"
