"""What each element is in its place, as rules ask for it, and what follows for messages and channels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from twimllint.renamed import renamed_names
from twimllint.schema import placement
from twimllint.schema.data import data
from twimllint.schema.grammar import load, of_other_channel
from twimllint.schema.names import fold
from twimllint.schema.placement import Relation as Relation
from twimllint.schema.placement import foreign_element as foreign_element
from twimllint.schema.placement import html_element as html_element
from twimllint.schema.placement import in_speech as in_speech
from twimllint.schema.placement import is_foreign
from twimllint.schema.placement import ssml_element as ssml_element
from twimllint.source.tree import WHITE_SPACE
from twimllint.source.tree import strip_white_space as strip_white_space

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.schema.grammar import Grammar
    from twimllint.schema.model import ElementType
    from twimllint.source.tree import Node, Text


_Part = TypeVar("_Part")

#: What may be in a file beside elements; one that is never closed runs to the end and counts as text.
_PROLOG = re.compile(
    r"<!--(?:.*?-->|(?P<comment>.*\Z))|<\?(?:.*?\?>|(?P<instruction>.*\Z))"
    r"|<!DOCTYPE[^<>\[]*+(?:\[(?:[^\]]*+\]|(?P<doctype>.*\Z))\s*+)?+>?",
    re.DOTALL,
)
#: Numbers with a mark or without, each at the start of a line.
_LINE_NUMBERS = re.compile(r"(?:\s*\n[ \t]*+[0-9]{1,5}[.:|)\]]?)+\s*+", re.ASCII)


def relation(node: Node, ctx: Context) -> Relation:
    """How an element relates to its parent."""
    return ctx.placement.relation(node)


def type_of(node: Node, ctx: Context) -> ElementType | None:
    """The type that the parts of an element are checked by; ``None`` where nothing certain can be said."""
    return ctx.placement.type_of(node)


def canonical_name(name: str, ctx: Context) -> str | None:
    """The name as TwiML writes it, whatever the case of its letters; ``None`` for one that no channel knows."""
    return ctx.grammar.folded(name) or _other(ctx).folded(name)


def allowed_parents(name: str, ctx: Context) -> tuple[str, ...]:
    """The elements that take a child of this name, verbs first."""
    grammar = ctx.grammar if name in ctx.grammar.names else _other(ctx)
    parents, verbs = grammar.parents(name), grammar.verbs
    return tuple(sorted(parents, key=lambda parent: (parent not in verbs, parents.index(parent))))


def foreign_elements(ctx: Context) -> tuple[str, dict[Node, None]]:
    """The provider that most of the outermost foreign elements belong to, and these, where they are more than one."""
    return ctx.shared("elements of another provider", lambda: _foreign_elements(ctx))


def _foreign_elements(ctx: Context) -> tuple[str, dict[Node, None]]:
    nodes = [node for node in ctx.document.nodes if relation(node, ctx) is Relation.FOREIGN]
    return most_common_provider((node, (foreign_element(node.name) or {})["of"]) for node in nodes)


def most_common_provider(parts: Iterable[tuple[_Part, Iterable[str]]]) -> tuple[str, dict[_Part, None]]:
    """Of parts with the providers that have them: the provider with most, and its parts, where they are several."""
    by_provider: dict[str, list[_Part]] = {}
    for part, providers in parts:
        for provider in providers:
            by_provider.setdefault(provider, []).append(part)
    provider, its_parts = max(by_provider.items(), key=lambda item: len(item[1]), default=("", []))
    return provider, dict.fromkeys(its_parts) if len(its_parts) > 1 else {}


def is_foreign_file(ctx: Context) -> bool:
    """Whether the file is simply another provider's: only such a file is silent, never one that is surely TwiML."""
    return ctx.shared("foreign file", lambda: is_foreign(ctx.document))


def _other(ctx: Context) -> Grammar:
    return of_other_channel(ctx.channel)


def is_known(name: str, ctx: Context) -> bool:
    """Whether a channel has an element of that name."""
    return name in ctx.grammar.names or name in _other(ctx).names


def is_verb(name: str, ctx: Context) -> bool:
    """Whether an element is directly in ``Response``, in either channel."""
    return name in ctx.grammar.verbs or name in _other(ctx).verbs


def allowed_children(node: Node, ctx: Context) -> tuple[str, ...]:
    """The names of the elements that may be in an element: those of Twilio's present pages, if there are any."""
    kind = type_of(node, ctx)
    if kind is None:
        return ()
    grammar = ctx.grammar
    types = [
        (name, grammar.child(kind, name))
        for name, key in kind.children.items()
        if kind.name != "Response" or key == name
    ]
    current = [name for name, child in types if child is not None and child.about.status in ("current", "new")]
    return tuple(current or [name for name, _ in types])


def synonyms(name: str) -> tuple[str, ...]:
    """What TwiML calls an element that people give this name, in any letter case."""
    return tuple(data("dialects")["synonyms"].get(fold(name), {}).get("twiml", ()))


def known_type(name: str, ctx: Context) -> ElementType | None:
    """The first element of that name in any channel, that of faxes included."""
    return ctx.grammar.named(name) or _other(ctx).named(name) or load("fax").named(name)


def elements_of_other_channel(ctx: Context) -> list[Node]:
    """The outermost elements that belong to the other channel."""
    return ctx.shared("other_channel", lambda: [n for n in ctx.document.nodes if relation(n, ctx) is Relation.CHANNEL])


def channel_verbs(ctx: Context) -> list[Node]:
    """The verbs that only the document's own channel has."""
    own_verbs, other = ctx.grammar.verbs, _other(ctx).verbs
    root = ctx.document.root
    nodes = [] if root is None else root.children
    return [node for node in nodes if node.name in own_verbs and node.name not in other]


def is_only_in_messages(name: str) -> bool:
    """Whether an element belongs only to the response to a message."""
    return name in load("messaging").names and name not in load("voice").names


def is_ssml(name: str) -> bool:
    """Whether an element is one of the SSML tags of ``Say``."""
    return name in load("voice").ssml


def is_only_in_channel(name: str, channel: str) -> bool:
    """Whether a verb belongs only to this channel."""
    other = "messaging" if channel == "voice" else "voice"
    return name in load(channel).verbs and name not in load(other).verbs


def declared_channel(ctx: Context) -> str | None:
    """The channel that a directive or the settings name."""
    from twimllint.engine.channel import declared_channel as declared

    return declared(ctx.settings, ctx.directives)


def line_numbers(ctx: Context) -> dict[Text, None]:
    """The texts beside elements that are the line numbers of a listing, where the first line has none."""
    return ctx.shared("line numbers", lambda: _line_numbers(ctx))


def _line_numbers(ctx: Context) -> dict[Text, None]:
    texts: list[Text] = []
    for node in ctx.document.nodes:
        if node.children:
            texts.extend([text for text in node.texts if _LINE_NUMBERS.fullmatch(text.raw)])
    texts.sort(key=lambda text: text.start)
    numbers = [int(number) for text in texts for number in re.findall("[0-9]+", text.raw)]
    at_top = any(text.parent is ctx.document.root for text in texts)
    return dict.fromkeys(texts) if at_top and len(texts) > 1 and numbers == sorted(set(numbers)) else {}


def strip_prolog(text: str) -> str:
    """What is left of a file without a root element: neither comments nor declarations, nor byte order marks."""
    content = _PROLOG.sub(lambda match: match["comment"] or match["instruction"] or match["doctype"] or "", text)
    return content.strip(WHITE_SPACE + "\ufeff")


def is_partial_template(ctx: Context) -> bool:
    """Whether the document may be a part of another template, by its suffix or by tags around its root."""
    return placement.is_partial_template(ctx.document)


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "Standing": "Relation",
            "standing": "relation",
            "right_case": "canonical_name",
            "takers": "allowed_parents",
            "foreign": "foreign_element",
            "html": "html_element",
            "foreign_file": "is_foreign_file",
            "children": "allowed_children",
            "misfits": "elements_of_other_channel",
            "of_channel": "is_only_in_channel",
            "words": "strip_white_space",
            "bare": "strip_prolog",
            "is_part": "is_partial_template",
        },
    )
