"""The interface of a rule, and what a rule is given to look at.

A rule is a class with a docstring, a few attributes and one generator. It yields findings and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from twimllint.engine.basics import DOCS
from twimllint.engine.basics import RuleInfo as RuleInfo
from twimllint.engine.diagnostic import Diagnostic, Fix, Related, Severity, Span
from twimllint.source.kinds import Problem, TemplateTag
from twimllint.source.tree import Attr, Comment, Document, Node, Text

if TYPE_CHECKING:
    from twimllint.engine.context import Context

Item = Node | Attr | Text | Comment | Problem | TemplateTag | Document
Place = Node | Attr | Text | Comment | Problem | TemplateTag | Span


class Rule:
    """Base class of every rule.

    Subclasses set the class attributes and write ``check``. The first line of the docstring is the summary; the rest
    says why it matters at Twilio and holds the examples that are documentation and test at once (see
    ``twimllint.testing``).

    ``on`` lists what the rule looks at, and ``check`` is called once for each such thing:

    - ``"Room"``: every element of that name; ``"*"``: every element
    - ``"Gather@hints"``: that attribute of that element; ``"@method"``: that attribute of any element; ``"@*"``: all
    - ``"Redirect/text"``: every text directly in that element
    - ``"#document"``: the document, once; ``"#comment"``: every comment; ``"#tag"``: every template tag
    - ``"#problem:unescaped-ampersand"``: every breach of XML of that kind
    - ``"#xml"``: the root element as the XML processor (lxml) has it, where the document is well-formed
    - ``"#url"``: every attribute or text whose type is a URL (called with the ``Attr`` or ``Text``)

    ``schema_backed`` promises that the rule speaks only where the XSD objects too, so that the engine may skip it for
    a document the XSD accepts; a property test holds every rule to it. ``broken`` says that the rule may also look at
    documents whose tree cannot be trusted. ``needs`` spares calls and imports: the rule is called for an attribute, a
    text or a comment only where one of these strings stands in it (exactly so; empty: always).
    """

    code: ClassVar[str]
    name: ClassVar[str]
    on: ClassVar[tuple[str, ...]]
    severity: ClassVar[Severity] = Severity.ERROR
    default: ClassVar[bool] = True
    twilio_code: ClassVar[int | None] = None
    source: ClassVar[str]
    since: ClassVar[str] = "0.1"
    #: "safe", "unsafe" or None: the best fix that the rule ever offers
    fixable: ClassVar[str | None] = None
    #: names of more general rules that stay silent where this one speaks
    supersedes: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()
    schema_backed: ClassVar[bool] = False
    broken: ClassVar[bool] = False
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
        help: str | None = None,
        severity: Severity | None = None,
        covers: Iterable[Place] = (),
        twilio_code: int | None = None,
    ) -> Diagnostic:
        """A finding of this rule at ``where``.

        An element stands for its name in the start tag, an attribute for its name, a text for itself without the white
        space around it; any other place is given as a ``Span`` (``attr.value_span``, ``attr.part(2, 5)``).
        ``covers`` lists further places that this finding speaks for, so that superseded rules are silent there too.
        """
        return Diagnostic(
            self.code,
            self.name,
            severity or self.severity,
            place(where),
            message,
            fix,
            tuple(related),
            help,
            DOCS + self.name + "/",
            self.twilio_code if twilio_code is None else twilio_code,
            tuple([place(other) for other in covers]),
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
    if isinstance(where, (Comment, Problem, TemplateTag)):
        return where.span
    return where
