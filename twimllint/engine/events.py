"""What happens to the linter itself while it works, for the rules that report it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from twimllint.engine.result import error_text
from twimllint.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.directives import Selector, Suppression
    from twimllint.source.tree import Attr, Node


class Event:
    """Base of all events; ``trigger`` is what the rules that report it look at, without its ``#``."""

    __slots__ = ()
    trigger: ClassVar[str]


class RuleCrashed(Event):
    """A rule raised ``error``, or returned something that is no finding, while it looked at ``span``."""

    __slots__ = ("error", "rule", "span")
    trigger = "rule-crashed"

    def __init__(self, rule: str, error: BaseException, span: Span) -> None:
        self.rule = rule
        self.error = error
        self.span = span

    @property
    def reason(self) -> str:
        """The error in one line."""
        return error_text(self.error)


class UnusedSuppression(Event):
    """A suppression of which the selectors ``unused`` match no finding."""

    __slots__ = ("suppression", "unused")
    trigger = "unused-suppression"

    def __init__(self, suppression: Suppression, unused: Sequence[Selector]) -> None:
        self.suppression = suppression
        self.unused = unused


class FixDropped(Event):
    """The fix of ``diagnostic`` was not applied: the document would no longer parse, or the finding would remain."""

    __slots__ = ("diagnostic",)
    trigger = "fix-dropped"

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class DocumentTooLarge(Event):
    """A document of which only the beginning was read; ``read`` is the number of bytes that it surely has."""

    __slots__ = ("read",)
    trigger = "document-too-large"

    def __init__(self, read: int) -> None:
        self.read = read


class SchemaObjection(Event):
    """An XSD processor objects to something; ``schema`` is the path of the user's schema, ``None`` for our own."""

    __slots__ = ("reason", "schema", "where")
    trigger = "schema-objection"

    def __init__(self, where: Node | Attr | Span, reason: str, schema: str | None) -> None:
        self.where = where
        self.reason = reason
        self.schema = schema


class CallProblem(Event):
    """Something wrong with a call in program text, whatever document comes of it.

    ``span`` is the exact place in the program, ``values`` what a message needs.
    """

    __slots__ = ("span", "values")
    trigger = "call-problem"

    def __init__(self, span: Span, values: Mapping[str, Any]) -> None:
        self.span = span
        self.values = values


class OptionsDropped(CallProblem):
    """An options object in a place where the helper library ignores it: ``method`` and ``element``.

    ``text_first`` says that it is where the text belongs, ``keywords`` that its entries should be keywords.
    """

    __slots__ = ()
    trigger = "options-dropped"


class KeywordMissing(CallProblem):
    """A call lacks the keyword that the helper library requires: ``method``, ``keyword``."""

    __slots__ = ()
    trigger = "keyword-missing"


class ArgumentMissing(CallProblem):
    """A call lacks arguments that the ``library`` requires: ``method``, and the names that are ``lacking``."""

    __slots__ = ()
    trigger = "argument-missing"


class ListValue(CallProblem):
    """A list of ``items`` is given for ``attribute``; the library writes it as ``written``, not with ``separator``."""

    __slots__ = ()
    trigger = "list-value"


class UnknownMethod(CallProblem):
    """A builder object has no such ``method``: ``element``, its ``methods``, and the elements ``elsewhere`` that do.

    ``last`` is the last version of the ``library`` that had it; ``later`` says that only later ones have it.
    """

    __slots__ = ()
    trigger = "unknown-method"


class UnescapedValue(CallProblem):
    """A value goes into a literal of TwiML unescaped: ``expression``; ``request`` says that it is the caller's.

    ``within`` has the places of the documents that it goes into.
    """

    __slots__ = ()
    trigger = "unescaped-value"


EVENTS: tuple[type[Event], ...] = (
    RuleCrashed, UnusedSuppression, FixDropped, DocumentTooLarge, SchemaObjection, OptionsDropped, KeywordMissing,
    ArgumentMissing, ListValue, UnknownMethod, UnescapedValue,
)  # fmt: skip
