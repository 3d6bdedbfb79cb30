"""Documents as text, drawn from the grammar: trees that a mutation can change freely, and a writer for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from support.grammar_documents import values
from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import ElementType, SimpleType

CHANNELS = ("voice", "messaging")

#: What to draw for an attribute (``Gather@input``), a text (``Redirect/text``) or a kind of value.
Table = dict[str, st.SearchStrategy[str]]


def many(
    number: int, suppress: tuple[HealthCheck, ...] = (HealthCheck.too_slow, HealthCheck.data_too_large)
) -> settings:
    """Settings for a proof with this many examples; more or fewer with another profile (``--hypothesis-profile``)."""
    examples = max(1, number * settings.default.max_examples // 100)
    return settings(max_examples=examples, deadline=None, suppress_health_check=suppress)


@dataclass(eq=False)
class El:
    """An element, any names and content allowed, also those that XML forbids."""

    name: str
    attrs: list[tuple[str, str]] = field(default_factory=list)
    items: list[El | str | Raw] = field(default_factory=list)

    def walk(self) -> Iterator[El]:
        yield self
        for item in self.items:
            if isinstance(item, El):
                yield from item.walk()

    @property
    def children(self) -> list[El]:
        return [item for item in self.items if isinstance(item, El)]

    def __repr__(self) -> str:
        return written(self)


@dataclass(eq=False)
class Raw:
    """Something written as it is: a comment, a CDATA section, a template tag."""

    text: str


# -- drawing


#: The child that says what the element's text would: one of the others by itself says too little.
IN_PLACE_OF_TEXT = {"Client": "Identity", "Sip": "Uri", "Application": "ApplicationSid"}


@st.composite
def elements(draw: st.DrawFn, grammar: Grammar, kind: ElementType, table: Table, depth: int = 3, most: int = 3) -> El:
    """An element of a type, with all that it needs and some of what it may have."""
    element = El(kind.name)
    optional = [name for name in kind.attributes if name not in kind.required]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=3, unique=True)) if optional else []
    for name in (*kind.required, *chosen):
        element.attrs.append((name, draw(value(f"{kind.name}@{name}", kind.attributes[name].type, table))))
    if kind.children:
        names = [name for name in kind.children if f"-{name}" not in table]
        upper = max(most if depth else 0, kind.min_children)
        upper = upper if kind.max_children is None else min(upper, kind.max_children)
        drawn = draw(st.lists(st.sampled_from(names), min_size=kind.min_children, max_size=upper))
        said_by = IN_PLACE_OF_TEXT.get(kind.name)
        if said_by is not None and drawn and said_by not in drawn:
            drawn[0] = said_by
        for name in drawn:
            child = grammar.child(kind, name)
            assert child is not None
            if kind.text in ("mixed", "any"):
                element.items.append(draw(st.sampled_from(["", "one ", " two"])))
            element.items.append(draw(elements(grammar, child, table, max(depth - 1, 0))))
    wordy = kind.text == "required" or (kind.text in ("optional", "mixed") and not element.children)
    if kind.text_type is not None and not element.children and (wordy or draw(st.booleans())):
        element.items.append(draw(value(f"{kind.name}/text", kind.text_type, table)))
    return element


def value(place: str, kind: SimpleType, table: Table) -> st.SearchStrategy[str]:
    """Values for a place: by the table, else anything that the type takes."""
    if place in table:
        return table[place]
    return table[kind.kind].filter(kind.accepts) if kind.kind in table else values(kind)


def documents(channel: str, table: Table | None = None) -> st.SearchStrategy[El]:
    """Right documents of a channel."""
    grammar = load(channel)
    return elements(grammar, grammar.root, table or {})


# -- writing


def escaped(text: str, quote: str = "") -> str:
    """Text as it is in XML, blanks other than spaces kept through attribute normalisation."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")
    if quote:
        text = text.replace(quote, "&quot;" if quote == '"' else "&apos;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text.replace("]]>", "]]&gt;")


def written(root: El, escape: Callable[[str, str], str] = escaped) -> str:
    """The element in plain style: double quotes, no white space added, empty elements closed in their start tag."""
    parts: list[str] = []
    _write(root, parts, escape)
    return "".join(parts)


def _write(item: El | str | Raw, parts: list[str], escape: Callable[[str, str], str]) -> None:
    if isinstance(item, Raw):
        parts.append(item.text)
    elif isinstance(item, str):
        parts.append(escape(item, ""))
    else:
        attributes = "".join([f' {name}="{escape(value, chr(34))}"' for name, value in item.attrs])
        parts.append(f"<{item.name}{attributes}")
        if not any(item.items):
            parts.append("/>")
            return
        parts.append(">")
        for inner in item.items:
            _write(inner, parts, escape)
        parts.append(f"</{item.name}>")


@st.composite
def styled(draw: st.DrawFn, root: El) -> str:
    """The document written in some style: declaration, mark, quotes, indents, line ends, CDATA, comments."""
    quote = draw(st.sampled_from(['"', "'"]))
    cdata, comments = draw(st.booleans()), draw(st.booleans())
    end = draw(st.sampled_from(["", "\n", "\r\n"]))
    parts: list[str] = [draw(st.sampled_from(["", '<?xml version="1.0" encoding="UTF-8"?>', "\ufeff"])), end]
    if parts[0] == "\ufeff" and end:
        parts[1] = ""

    def write(element: El, margin: str) -> None:
        between = draw(st.sampled_from([" ", end + margin + "    "])) if end else " "
        parts.append(f"<{element.name}")
        for name, value in element.attrs:
            parts.append(f"{between}{name}={quote}{escaped(value, quote)}{quote}")
        if not any(element.items):
            parts.append(draw(st.sampled_from(["/>", " />", f"></{element.name}>"])))
            return
        parts.append(">")
        airy = end and not any(isinstance(item, str) and item for item in element.items)
        for item in element.items:
            if isinstance(item, El):
                if airy:
                    parts.append(end + margin + "  ")
                write(item, margin + "  ")
            elif isinstance(item, Raw):
                parts.append(item.text)
            elif cdata and "]]>" not in item and "\r" not in item:
                parts.append(f"<![CDATA[{item}]]>")
            else:
                parts.append(escaped(item))
        if airy:
            parts.append((end + margin + "<!-- a note -->" if comments else "") + end + margin)
        parts.append(f"</{element.name}>")

    write(root, "")
    return "".join(parts)
