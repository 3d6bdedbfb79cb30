"""Conditions under which a rule may have something to report, as data: they are checked without importing the rule.

A rule may declare some in ``when``; it is imported and called only for things that meet all of them. They are an
optimisation and never part of the decision: a test lints all test material with and without them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any

from twimllint.engine.basics import Condition
from twimllint.schema.grammar import is_voice, load
from twimllint.source.tree import strip_white_space

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from twimllint.engine.context import Context
    from twimllint.source.tree import Attr, Document, Node, Text


#: An element without children.
no_children = Condition("no children")
#: An element with children.
children = Condition("children")
#: An element with two children or more.
several_children = Condition("several children")
#: An element that is followed by another one.
followed = Condition("followed")
#: An element that is the last one of its parent.
last = Condition("last")
#: An element with no text of its own besides white space.
no_text = Condition("no text")
#: An element with text of its own besides white space.
own_text = Condition("own text")
#: A template tag that nothing closes.
unclosed = Condition("unclosed")
#: A document with template tags that begin, end or divide a block.
template_blocks = Condition("template blocks")
#: A document without a root element.
no_root = Condition("no root")
#: A document that begins with something other than markup, or has another root than the schema's.
no_markup = Condition("no markup")
#: A document whose bytes are not in the encoding that it declares.
encoding_differs = Condition("encoding differs")
#: A document whose Region may be known: the settings, a directive, a Twilio host.
region_known = Condition("region known")
#: A document whose channel may be known from more than its verbs: the settings, a directive, its path.
channel_declared = Condition("channel declared")
#: A document in which the type of a room may be known: the settings, a directive.
room_type_known = Condition("room type known")
#: A value that a template writes, at least in part.
templated_value = Condition("templated value")
#: An attribute whose value the schema rejects.
value_rejected = Condition("value rejected")
#: An element that lacks an attribute that the schema requires.
lacks_attribute = Condition("lacks attribute")
#: An element without children that must have some.
lacks_children = Condition("lacks children")
#: A text in an element that takes none.
text_rejected = Condition("text rejected")
#: A value that may lead back to the document it is in.
may_point_to_self = Condition("may point to self")


def reaches(element: str) -> Condition:
    """A document whose first verb that ends it or waits for the caller may be that element."""
    return Condition("reaches", element)


def longer_than(characters: int) -> Condition:
    """An element or document of more characters of source."""
    return Condition("longer than", characters)


def more_text_than(characters: int) -> Condition:
    """An element with more characters of text of its own, or with children, which may have more."""
    return Condition("more text than", characters)


def more_children_than(count: int) -> Condition:
    """An element with more children."""
    return Condition("more children than", count)


def without_attribute(attribute: str) -> Condition:
    """An element that lacks an attribute."""
    return Condition("without attribute", attribute)


def with_attribute(attribute: str) -> Condition:
    """An attribute whose element has another one as well."""
    return Condition("with attribute", attribute)


def text_not_matching(pattern: str) -> Condition:
    """An element whose own text, white space around it left out, does not match a regular expression."""
    return Condition("text not matching", pattern)


def not_in(list: str) -> Condition:
    """A value that is not in one of the schema's lists: ``voices``."""
    return Condition("not in", list)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _no_markup(document: Document, ctx: Context, _argument: Any) -> bool:
    root = document.root
    return root is None or root.name != "Response" or not ctx.source.text.lstrip("\ufeff \t\r\n").startswith("<")


def _longer(item: Node | Document, ctx: Context, characters: int) -> bool:
    start, end = getattr(item, "start", 0), getattr(item, "end", len(ctx.source.text))
    return end - start > characters


def _region(_item: Any, ctx: Context, _argument: Any) -> bool:
    if ctx.directives is not None and ctx.directives.setting("region") is not None:
        return True
    return ctx.settings.region is not None or "twil" in ctx.document.lower


def _room_type(_item: Any, ctx: Context, _argument: Any) -> bool:
    settings = ctx.settings
    return bool(ctx.directives or settings.room_type or settings.rooms or settings.rooms_manifest)


def _channel(_item: Any, ctx: Context, _argument: Any) -> bool:
    if ctx.settings.channel is not None or ctx.directives is not None:
        return True
    path = ctx.source.path.lower()
    return "voice" in path or "call" in path or "sms" in path or "mms" in path or "messag" in path


def _may_point_to_self(item: Text | Attr, ctx: Context, _argument: Any) -> bool:
    if ctx.document.comments or ctx.settings.base_url or ctx.settings.url_map:
        return True  # any of these may say where the document is served
    return ctx.path.replace("\\", "/").rpartition("/")[2] in item.value


def _reaches(document: Document, _ctx: Context, element: str) -> bool:
    for verb in document.root.children if document.root is not None else ():
        if verb.name == element:
            return True
        if verb.name in load("voice").waiting:
            return False
    return False


def _not_listed(item: Attr, _ctx: Context, _list: str) -> bool:
    return not is_voice(item.value.strip())


def _rejects_value(attr: Attr, ctx: Context, _argument: Any) -> bool:
    kind = ctx.placement.type_of(attr.parent)
    attribute = None if kind is None else kind.attributes.get(attr.name)
    return attribute is not None and not attribute.type.accepts(attr.value)


def _lacks_attribute(node: Node, ctx: Context, _argument: Any) -> bool:
    kind = ctx.placement.type_of(node)
    return kind is not None and any(node.attr(name) is None for name in kind.required)


def _lacks_children(node: Node, ctx: Context, _argument: Any) -> bool:
    kind = ctx.placement.type_of(node)
    return kind is not None and kind.min_children > len(node.children) == 0


def _rejects_text(text: Text, ctx: Context, _argument: Any) -> bool:
    kind = None if text.parent is None else ctx.placement.type_of(text.parent)
    return kind is not None and kind.text == "none" and strip_white_space(text.value) != ""


CHECKS: Mapping[str, Callable[[Any, Context, Any], bool]] = {
    "no children": lambda node, _ctx, _none: not node.children,
    "children": lambda node, _ctx, _none: bool(node.children),
    "several children": lambda node, _ctx, _none: len(node.children) > 1,
    "followed": lambda node, _ctx, _none: not node.is_last,
    "last": lambda node, _ctx, _none: node.is_last,
    "no text": lambda node, _ctx, _none: not strip_white_space(node.text) or not node.text.isascii(),
    "own text": lambda node, _ctx, _none: node.has_text,
    "more text than": lambda node, _ctx, characters: bool(node.children) or len(node.text) > characters,
    "unclosed": lambda tag, _ctx, _none: not tag.closed,
    "template blocks": lambda document, _ctx, _none: any(tag.kind == "control" for tag in document.tags),
    "room type known": _room_type,
    "no root": lambda document, _ctx, _none: document.root is None,
    "no markup": _no_markup,
    "encoding differs": lambda _document, ctx, _none: ctx.source.mismatch is not None,
    "region known": _region,
    "channel declared": _channel,
    "may point to self": _may_point_to_self,
    "templated value": lambda item, _ctx, _none: item.templated,
    "longer than": _longer,
    "more children than": lambda node, _ctx, count: len(node.children) > count,
    "reaches": _reaches,
    "without attribute": lambda node, _ctx, name: node.attr(name) is None,
    "with attribute": lambda attr, _ctx, name: attr.parent.attr(name) is not None,
    "text not matching": lambda node, _ctx, pattern: _pattern(pattern).fullmatch(node.text.strip()) is None,
    "not in": _not_listed,
    "value rejected": _rejects_value,
    "lacks attribute": _lacks_attribute,
    "lacks children": _lacks_children,
    "text rejected": _rejects_text,
}


#: Conditions that nothing in a document meets unless the document does: they are looked into once for all its parts.
OF_DOCUMENT: Mapping[str, Callable[[Document, Context, Any], bool]] = {
    **{name: CHECKS[name] for name in ("no root", "no markup", "encoding differs", "region known", "channel declared")},
    "longer than": lambda _document, ctx, characters: len(ctx.source.text) > characters,
}


class DocumentConditions:
    """Conditions that only a whole document can meet, and which of them it meets.

    That is one value, its state, so that what depends on it is looked up once for all documents of the same state.
    """

    def __init__(self, conditions: Iterable[Condition]) -> None:
        unique = tuple(dict.fromkeys(conditions))
        #: how long documents must be for some rules, in order
        self._lengths = sorted([condition.argument for condition in unique if condition.name == "longer than"])
        self._others = [condition for condition in unique if condition.name != "longer than"]
        self._checks = [OF_DOCUMENT[condition.name] for condition in self._others]

    def state(self, document: Document, ctx: Context) -> tuple[int, ...]:
        """How many of the lengths it exceeds, and of each other condition whether it meets it."""
        state: list[int] = [bisect_left(self._lengths, len(ctx.source.text))]
        for is_met in self._checks:
            state.append(is_met(document, ctx, None))
        return tuple(state)

    def unmet(self, state: tuple[int, ...]) -> frozenset[Condition]:
        """The conditions that documents of that state do not meet."""
        exceeded, *met = state
        others = [condition for condition, is_met in zip(self._others, met, strict=True) if not is_met]
        return frozenset(others + [longer_than(length) for length in self._lengths[exceeded:]])


def bound(condition: Condition) -> tuple[Callable[[Any, Context, Any], bool], Any]:
    """What decides whether a thing, or the document around it, meets a condition; and its last argument."""
    return CHECKS[condition.name], condition.argument
