"""The interface of a rule, and what a rule is given to look at.

A rule is a class with a docstring, a few attributes and one generator. It yields findings and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from twimllint.engine.basics import DOCS, Condition, Tier
from twimllint.engine.basics import RuleInfo as RuleInfo
from twimllint.engine.diagnostic import Diagnostic, Fix, Related, Severity, Span
from twimllint.engine.message import LABEL, TITLE, Message, fill, fill_help
from twimllint.source.errors import ParseError, TemplateTag
from twimllint.source.tree import Attr, Comment, Document, Node, Text

if TYPE_CHECKING:
    from twimllint.engine.context import Context

Item = Node | Attr | Text | Comment | ParseError | TemplateTag | Document
Place = Node | Attr | Text | Comment | ParseError | TemplateTag | Span


class Rule:
    """Base class of every rule.

    Subclasses set the class attributes and write ``check``. The first line of the docstring is the summary; the rest
    says why it matters at Twilio and holds the examples that are documentation and test at once (see
    ``twimllint.testing``).

    ``on`` lists what the rule looks at, as values of ``twimllint.triggers`` or in their text form; ``check`` is called
    once for each such thing. ``known`` and ``templated`` are asked before: by default a rule is called only for what
    the schema knows where it is (the element, the attribute, the element around a text), and not for what a template
    writes.

    ``implied_by_schema`` promises that the rule reports only what the XSD rejects too, at the thing itself, its parent
    or its children, so that the engine may skip it for elements that the XSD accepts; a property test holds every rule
    to it. ``runs_on_malformed`` says that the rule also looks at documents whose tree cannot be trusted. ``needs`` and
    ``when`` spare calls and imports and never decide: the rule is called for an attribute, a text or a comment only
    where one of the strings in ``needs`` occurs in it (one in lower case: in any letter case), and only for things
    that meet all conditions in ``when`` (``twimllint.conditions``).

    ``local`` promises that whether the rule has something to say follows from the part itself, the settings and the
    schema: for an attribute from the start tag that it is in, for a text from the text, for an element without
    children from its start tag and its text; in each case with the type and the relation of the element, and neither
    with what is around it nor with directives. The engine then does not ask again about a part that reads the same.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    on: ClassVar[tuple[str, ...]]
    #: whether only what the schema knows is looked at
    known: ClassVar[bool] = True
    #: whether what a template writes is looked at too
    templated: ClassVar[bool] = False
    severity: ClassVar[Severity] = Severity.ERROR
    default: ClassVar[bool] = True
    #: whether the rule is still being tried out: it runs only where the setting ``preview`` is on, even if selected
    preview: ClassVar[bool] = False
    #: codes and names that the rule had in earlier releases, or those of rules that it replaces; they still select it
    aliases: ClassVar[tuple[str, ...]] = ()
    twilio_code: ClassVar[int | None] = None
    #: what the rule can say, by the ids that ``report`` is called with
    messages: ClassVar[Mapping[str, Message]] = {}
    source: ClassVar[str]
    since: ClassVar[str] = "0.1"
    #: "safe", "unsafe" or None: the best fix that the rule ever offers
    fixable: ClassVar[str | None] = None
    #: of findings on overlapping places, those of lower tiers are dropped
    tier: ClassVar[Tier] = Tier.VALUE
    #: names of more general rules of the same tier that are dropped where this one reports
    supersedes: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()
    when: ClassVar[tuple[Condition, ...]] = ()
    implied_by_schema: ClassVar[bool] = False
    local: ClassVar[bool] = False
    runs_on_malformed: ClassVar[bool] = False
    #: how editors show the code: "unnecessary" (it never runs: faded), "deprecated" (struck through)
    tag: ClassVar[Literal["unnecessary", "deprecated"] | None] = None
    #: a frozen dataclass of options with defaults, filled from ``[tool.twimllint.rules.NAME]``
    Options: ClassVar[type[Any] | None] = None

    def __init__(self, options: Any = None) -> None:
        self.options = options if options is not None else self.Options() if self.Options else None

    def check(self, item: Any, ctx: Context) -> Iterable[Diagnostic]:
        """Yield the findings about ``item``, one of the things named in ``on``."""
        raise NotImplementedError

    def report(
        self,
        where: Place,
        message: str,
        *,
        fix: Fix | None = None,
        related: Iterable[Related] = (),
        covers: Iterable[Place] = (),
        severity: Severity | None = None,
        twilio_code: int | None = None,
        help: str | None = None,
        **values: Any,
    ) -> Diagnostic:
        """A finding of this rule at ``where``.

        ``message`` is a key of ``messages``, and ``values`` fill its placeholders; a rule without ``messages`` gives
        the text of the title itself. ``severity`` and ``twilio_code`` win over those of the message and the rule.

        An element is shown by its name in the start tag, an attribute by its name, a text without the white space
        around it; any other place is given as a ``Span`` (``attr.value_span``, ``attr.part(2, 5)``). ``covers`` lists
        further places that this finding covers, so that more general rules are silent there too.

        Raises ``KeyError`` for an unknown message, or for a placeholder without a value.
        """
        entry = self.messages[message] if self.messages else Message(message)
        if twilio_code is None:
            twilio_code = self.twilio_code if entry.twilio_code is None else entry.twilio_code
        return Diagnostic(
            code=self.code,
            name=self.name,
            severity=severity or entry.severity or self.severity,
            span=place(where),
            title=fill(entry.title, values, TITLE) if values else entry.title,
            label=fill(entry.label, values, LABEL) if values else entry.label,
            help=help or fill_help(entry.help, values, twilio_code),
            id=message if self.messages else "",
            fix=fix,
            related=tuple(related),
            url=DOCS + self.name + "/",
            twilio_code=twilio_code or None,
            covers=tuple(map(place, covers)),
        )


class ProjectRule(Rule):
    """A rule over all documents of one run, such as a ring of redirects.

    ``collect`` is called once for each document and returns something small that can be pickled, or ``None``;
    ``check_project`` sees what was collected, by path, after the last document.
    """

    on: ClassVar[tuple[str, ...]] = ("#project",)

    def collect(self, document: Document, ctx: Context) -> Any:
        """What ``check_project`` needs to know about one document, or ``None``."""
        raise NotImplementedError

    def check_project(self, collected: Mapping[str, Any], ctx: Context) -> Iterator[tuple[str, Diagnostic]]:
        """Yield findings, each with the path of the document it belongs to."""
        raise NotImplementedError


def place(where: Place) -> Span:
    """The span that stands for a thing in a report."""
    if isinstance(where, (Node, Attr)):
        return where.name_span
    if isinstance(where, Text):
        return where.trimmed
    if isinstance(where, (Comment, ParseError, TemplateTag)):
        return where.span
    return where


def place_or_start(item: Any) -> Span:
    """The span that stands for anything a rule may look at; the start of the document where it has none."""
    if isinstance(item, (Node, Attr, Text, Comment, ParseError, TemplateTag, Span)):
        return place(item)
    span = getattr(item, "span", None)
    return span if isinstance(span, Span) else Span(0, 0)
