"""One document through the pipeline: parse, check that it is well-formed, rules, schema, suppressions.

A pure function of the source and the settings: ``lint_source``. Findings are collected, never stored in rules; a rule
that raises becomes a finding of its own and the rest goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twimllint.engine.channel import find_channel
from twimllint.engine.collector import LIMIT, Findings
from twimllint.engine.context import Context, RuleInputError
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.plans import BoundRule, BoundRules, Kind, Plan, Tables, meets
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.settings import LintSettings
from twimllint.schema.namespaces import declares_template
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Document, Node, StartTag, Text
from twimllint.source.wellformed import Xml, check_well_formed

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.directives import Directives
    from twimllint.engine.events import RuleCrashed
    from twimllint.source.tree import Reading

#: No element has so many attributes; where one does, those beyond are not looked at.
_MAX_ATTRIBUTES = 1000


def lint_source(source: Source, settings: LintSettings, dispatcher: Dispatcher) -> FileResult:
    """All findings about one document, in the order of its text."""
    document = parse(source, templates=settings.templates != "off")
    return lint_document(document, check_well_formed(document), settings, dispatcher)


def lint_document(
    document: Document,
    xml: Xml | None,
    settings: LintSettings,
    dispatcher: Dispatcher,
    *,
    limit: int | None = LIMIT,
    implied: bool = True,
) -> FileResult:
    """Like ``lint_source``, for a document that was parsed already; ``xml`` is what ``check_well_formed`` returned.

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

    def run(self, xml: Xml | None) -> None:
        """Call every rule for everything that it looks at."""
        document, on = self.ctx.document, self.dispatcher.on
        self.schema_valid = xml is not None and self.dispatcher.has_schema_rules and self.ctx.schema_valid
        for error in document.errors:
            self._call_all(on("#error:" + error.kind), error)
        tables = self.dispatcher.tables(self.ctx)
        self._call_all(tables.document_rules.for_document(document.source.text, document.lower), document)
        for comment in document.comments:
            self._call_all(on("#comment").for_text(comment.text), comment)
        for tag in document.tags:
            self._call_all(on("#tag").for_text(tag.text), tag)
        if not document.malformed:
            self._walk(tables)
            if xml is not None:
                rules_of_tree = on("#xml")
                if rules_of_tree:
                    self._call_all(rules_of_tree, xml.root)
                self._check_schema(xml)
        self._collect()
        if self.ctx.directives is not None:
            self._check_directives(self.ctx.directives)

    def _walk(self, tables: Tables) -> None:
        """Call the rules for the elements, attributes and texts."""
        ctx = self.ctx
        # rules that report only what the schema rejects are not called for elements that it accepts
        rejected = ctx.rejected if self.implied and self.dispatcher.has_schema_rules else None
        types = ctx.types
        if types is None or rejected is None or (rejected and ctx.placement.is_foreign):
            types = dict.fromkeys(ctx.document.nodes)
        for node, kind in types.items():
            everything = rejected is None or node in rejected
            if kind is None or (everything and node.parent is None):
                plan = self._plan_of_misplaced(tables, node, everything)
            else:
                plan = tables.by_rejected_type[kind] if everything else tables.by_type[kind]
            reading = node.reading
            if reading not in plan.silent:
                self._ask(plan, node, reading)

    def _ask(self, plan: Plan, node: Node, reading: Reading | None) -> None:
        """Call the rules for an element, its attributes and its texts, those left out that are known to be quiet."""
        if plan.element_rules:
            self._ask_element(plan, node, reading)
        if node.tag is None:
            self._ask_attributes(plan, node)
        else:
            remaining = plan.tags.get(node.tag)
            if remaining is None or remaining:
                self._ask_tag(plan, node, node.tag)
        for text in node.texts:
            asked = plan.texts.get(text.raw)
            if asked is None or asked:
                self._ask_text(plan, text)
        if node.tag is not None and reading is not None:
            plan.note_silence(node.tag, reading, node.texts)

    def _plan_of_misplaced(self, tables: Tables, node: Node, everything: bool) -> Plan:
        """The plan for an element that has no type at its place, or of which nothing certain can be said."""
        placement = self.ctx.placement
        kind, relation = placement.type_of(node), placement.relation(node).value
        is_known = placement.all_allowed or kind is not None
        in_its_place = relation == "allowed" and kind is not None and kind is self.ctx.grammar.element(node)
        return tables.by_kind[Kind(node.name, kind, relation, is_known, everything, in_its_place)]

    def _ask_element(self, plan: Plan, node: Node, reading: Reading | None) -> None:
        if reading is None:
            self._call(plan.element_rules, node, node.templated or node.templated_attrs)
            return
        asked = plan.elements.get(reading, plan.element_rules)
        if asked:
            silent_rules = self._call(asked, node, is_alone=not node.children and len(node.texts) < 2)
            if silent_rules:
                plan.forget_element(reading, asked, silent_rules)

    def _ask_tag(self, plan: Plan, node: Node, tag: StartTag) -> None:
        attrs = node.attrs if len(tag.attributes) <= _MAX_ATTRIBUTES else self._first_attributes(node)
        for index, asked in plan.rules_for_tag(tag):
            if index >= len(attrs):
                break
            silent_rules = self._call(asked, attrs[index])
            if silent_rules:
                plan.forget_attribute(tag, index, silent_rules)

    def _ask_attributes(self, plan: Plan, node: Node) -> None:
        for attr in node.attrs if len(node.attrs) <= _MAX_ATTRIBUTES else self._first_attributes(node):
            asked = plan.rules_for_attribute(attr.name, attr.raw, attr.value)
            if asked:
                self._call(asked, attr, attr.templated)

    def _ask_text(self, plan: Plan, text: Text) -> None:
        asked = plan.rules_for_text(text.raw, text.value)
        silent_rules = self._call(asked, text, text.templated)
        if silent_rules and not text.templated:
            plan.forget_text(text.raw, asked, silent_rules)

    def _first_attributes(self, node: Node) -> list[Attr]:
        path = self.ctx.source.path
        message = f"<{node.name}> has {len(node.attrs):,} attributes; only the first {_MAX_ATTRIBUTES:,} were checked"
        line = self.ctx.source.position(node.span.start)[0]
        self.failures.setdefault(f"{path}:attributes", Failure(path, message, line))
        return node.attrs[:_MAX_ATTRIBUTES]

    def _call_all(self, rules: BoundRules, item: Any) -> None:
        """Call the rules for a thing outside the tree."""
        if rules and self.ctx.document.malformed:
            rules = tuple([rule for rule in rules if rule.runs_on_malformed])
        if rules:
            self._call(rules, item)

    def _call(self, rules: BoundRules, item: Any, templated: bool = False, *, is_alone: bool = True) -> list[BoundRule]:
        """Call rules for a thing; those that would have nothing to say either about another one that reads the same.

        ``is_alone`` is false for elements that hold others, for which ``local`` promises nothing.
        """
        ctx, findings = self.ctx, self.findings
        silent_rules: list[BoundRule] = []
        for rule in rules:
            if (templated and not rule.templated) or (findings.limited and rule.name in findings.limited):
                continue
            if rule.part_conditions and not meets(rule.part_conditions, item, ctx):
                silent_rules.append(rule)
                continue
            if rule.conditions and not meets(rule.conditions, item, ctx):
                continue
            silent = rule.local and is_alone
            try:
                for diagnostic in rule.check(item, ctx):
                    silent = False
                    if not findings.add(rule.name, diagnostic):
                        break
            except RuleInputError as error:
                silent = False
                self.failures[error.path] = Failure(error.path, error.message)
            except (MemoryError, KeyboardInterrupt):
                raise  # no rule is at fault
            except BaseException as error:  # sys.exit() in a plugin must not end the run with its exit code
                silent = False
                self._crash(rule.name, error, item)
            if silent:
                silent_rules.append(rule)
        return silent_rules

    def _crash(self, rule: str, error: BaseException, item: Any) -> None:
        from twimllint.engine.events import RuleCrashed
        from twimllint.engine.rule import place_or_start

        self.crashes.setdefault(rule, RuleCrashed(rule, error, place_or_start(item)))

    def _check_directives(self, directives: Directives) -> None:
        rules = self.dispatcher.on("#directive")
        for item in (*directives.errors, *directives.settings, *directives.suppressions):
            self._call_all(rules, item)

    def _check_schema(self, xml: Xml) -> None:
        """Report what an XSD processor rejects and no rule has reported; and what the user's own schema rejects."""
        ctx, findings = self.ctx, self.findings.all
        if self.schema_valid and ctx.settings.schema is None:
            return
        rules = self.dispatcher.on("#schema-objection")
        # a rule that stopped at its limit would have explained the rest
        check_builtin = self.dispatcher.has_schema_rules and not self.schema_valid and not ctx.document.tags
        check_builtin = check_builtin and not self.findings.limited and not declares_template(ctx.document)
        if not rules or not (check_builtin or ctx.settings.schema is not None):
            return
        from twimllint.engine.schema_net import objections, users_objections

        try:
            for objection in objections(ctx, xml, findings) if check_builtin else ():
                self._call_all(rules, objection)
            for objection in users_objections(ctx, xml, ctx.settings.schema, findings) if ctx.settings.schema else ():
                self._call_all(rules, objection)
        except RuleInputError as error:
            self.failures[error.path] = Failure(error.path, error.message)

    def _collect(self) -> None:
        if self.ctx.document.malformed:
            return
        for rule in self.dispatcher.project_rules(self.ctx):
            try:
                facts = rule.collect(self.ctx.document, self.ctx)
            except (MemoryError, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._crash(rule.name, error, None)
                continue
            if facts is not None:
                self.collected[rule.name] = facts

    def _found_in(self, document: Document) -> list[Diagnostic]:
        """What the rules find in another document, written like this one."""
        document.channel = self.ctx.document.channel
        ctx = Context(document, self.ctx.settings, self.ctx.directives, self.dispatcher.registry.rules)
        check = _Check(ctx, self.dispatcher, LIMIT, self.implied)
        check.run(check_well_formed(document))
        return check.findings.all

    def result(self) -> FileResult:
        """What was found, in the order of the text."""
        source, findings = self.ctx.source, self.findings
        for crash in self.crashes.values():
            line = source.position(crash.span.start)[0]
            message = f'internal error in rule "{crash.rule}": {crash.reason}'
            self.failures[f"{source.path}:{crash.rule}"] = Failure(source.path, message, line)
        failures = tuple(self.failures.values())
        if not findings.all and self.ctx.directives is None and not self.crashes:
            return FileResult(source.path, source, (), 0, 0, failures, self.collected)
        from twimllint.engine.finish import finish, renamed_rules

        found = findings.all
        if self.ctx.document.tags and not self.ctx.document.malformed:
            from twimllint.engine.ways import written_on_a_way

            found = written_on_a_way(found, self.ctx.document, self._found_in)
        kept, suppressed = finish(found, self.crashes.values(), self.ctx, self.dispatcher)
        renamed = tuple(renamed_rules(self.ctx, self.dispatcher))
        return FileResult(
            source.path,
            source,
            tuple(kept),
            suppressed,
            0,
            failures,
            self.collected,
            tuple(findings.limited),
            renamed,
        )
