"""Rules declared in the configuration, without Python: an XPath and a message.

    [[tool.twimllint.rule]]
    name = "hold-music-host"
    code = "ACME001"
    match = "//Play[starts-with(., 'http:')]"
    message = "<{name}> plays {text} from a host that is not ours"

An XPath may select elements, attributes (``//Say/@voice``) or texts (``//Play/text()``); its place is that of any
finding. ``{name}`` is the name of what was found, ``{@attr}`` an attribute of the element, ``{text}`` its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, ClassVar

from twimllint.engine.context import RuleInputError
from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.engine.rule import Rule
from twimllint.source.tree import Attr, Node, Text

if TYPE_CHECKING:
    from twimllint.engine.context import Context

_PLACEHOLDER = re.compile(r"\{(name|text|@[\w:.-]+)\}")
_MAX_VALUE_CHARACTERS = 80
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_CALL = re.compile(r"(?<![\w$@:-])([A-Za-z_][\w.:-]*)\s*\(")
#: XPath 1.0's functions, node tests, and operators that a bracket may follow.
_CALLABLE = frozenset(
    """
    last position count id local-name namespace-uri name string concat starts-with contains substring-before
    substring-after substring string-length normalize-space translate boolean not true false lang number sum floor
    ceiling round text node comment processing-instruction and or div mod
    """.split()  # noqa: SIM905 - a list of strings takes a screen
)
#: What makes an expression slow: a predicate, asked of many elements, and a step that looks through many.
_QUADRATIC = re.compile(
    r"[\[\]]|(/?\s*)\b(?:(?:ancestor|descendant)(?:-or-self)?|(?:following|preceding)(?:-sibling)?)\s*::|//"
)
_MAX_LENGTH = 4000
#: So many elements may be looked at for one document, which takes a second or two.
_MAX_STEPS = 50_000_000


class DeclaredError(ValueError):
    """A declared rule that cannot be used; ``key`` is the key of its table that is at fault."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(message)
        self.key = key


class DeclaredRule(Rule):
    """Base of the rules that a configuration declares."""

    on: ClassVar[tuple[str, ...]] = ("#xml",)
    since = "0.1"
    match: ClassVar[Any]
    costs: ClassVar[tuple[float, ...]]
    message: ClassVar[str]
    help: ClassVar[str | None]
    page: ClassVar[str | None]
    files: ClassVar[tuple[str, ...]]

    def check(self, item: Any, ctx: Context) -> Iterator[Diagnostic]:
        """Yield a finding for each thing that the XPath selects in the tree ``item``."""
        if self.files and not any(fnmatchcase(ctx.path, pattern) for pattern in self.files):
            return
        size = len(ctx.document.nodes)
        if sum([size**cost for cost in self.costs]) > _MAX_STEPS:
            message = f'rule "{self.name}" was not run: its XPath is too slow for a document of {size:,} elements'
            raise RuleInputError(ctx.path, message)
        nodes: Mapping[Any, Node] = ctx.shared("nodes-by-element", lambda: _nodes(item, ctx))
        texts: dict[int, dict[str, Text]] = ctx.shared("texts-by-value", dict)
        selected = self.match(item)
        if selected is True:
            selected = [item]
        for result in selected if isinstance(selected, list) else ():
            where = _place(result, nodes, texts)
            if where is not None:
                yield self._finding(where)

    def _finding(self, where: Node | Attr | Text) -> Diagnostic:
        node = where if isinstance(where, Node) else where.parent
        message = _PLACEHOLDER.sub(lambda hole: _value(hole[1], where, node), self.message)
        return self.report(where, message, help=self.help)._replace(url=self.page)


def _nodes(xml: Any, ctx: Context) -> Mapping[Any, Node]:
    """Our nodes by the XML processor's elements: both list them in the order of the document."""
    elements = [element for element in xml.iter() if isinstance(element.tag, str)]
    return dict(zip(elements, ctx.document.nodes, strict=False))


def _place(result: Any, nodes: Mapping[Any, Node], texts: dict[int, dict[str, Text]]) -> Node | Attr | Text | None:
    if not hasattr(result, "getparent"):
        return None
    if not hasattr(result, "is_attribute"):
        return nodes.get(result)
    node = nodes.get(result.getparent())
    if node is None:
        return None
    if result.is_attribute:
        return node.attr(result.attrname) or node
    owner = node if result.is_text else node.parent
    if owner is None:
        return node
    if id(owner) not in texts:
        texts[id(owner)] = {text.value: text for text in reversed(owner.texts)}
    return texts[id(owner)].get(str(result), node)


def _value(hole: str, where: Node | Attr | Text, node: Node | None) -> str:
    if hole == "name":
        return where.name if isinstance(where, (Node, Attr)) else node.name if node else ""
    if node is None:
        return ""
    value = node.value(hole[1:]) if hole.startswith("@") else " ".join(node.text.split())
    return value if len(value) <= _MAX_VALUE_CHARACTERS else value[: _MAX_VALUE_CHARACTERS - 1] + "…"


def _costs(text: str) -> tuple[float, ...]:
    """For each costly part of an expression, the power of the number of elements that it costs at worst."""
    depth = 0
    costs: list[float] = [1]
    for part in _QUADRATIC.finditer(_STRING.sub("", text)):
        depth += (part[0] == "[") - (part[0] == "]")
        if part[0] == "[":
            costs.append(depth)
        elif part[0] != "]":
            # what an axis finds from several elements is put together, which takes far longer than finding it
            costs.append(depth + (2.5 if part[1] and part[1].startswith("/") else 1))
    return tuple(costs)


def _compiled(text: str) -> Any:
    from lxml import etree

    if len(text) > _MAX_LENGTH:
        raise DeclaredError("match", f"match has over {_MAX_LENGTH:,} characters")
    problem = f'match = "{text}" is not an XPath expression'
    # libxml2 reports an unknown function only when it calls it, which may be in no document or in one of many
    unknown = next((call for call in _CALL.findall(_STRING.sub("", text)) if call not in _CALLABLE), None)
    if unknown is not None:
        from twimllint.schema.names import nearest

        suggestion = nearest(unknown, _CALLABLE)
        hint = f'; did you mean "{suggestion}()"?' if suggestion else ""
        raise DeclaredError("match", f'{problem}: XPath 1.0 has no function "{unknown}()"{hint}')
    try:
        match = etree.XPath(text)
        # an unknown prefix shows only when the expression runs
        result = match(etree.Element("Response"))
    except (etree.XPathError, ValueError) as error:
        raise DeclaredError("match", f"{problem}: {error}") from error
    if isinstance(result, str | float):
        kind = "text" if isinstance(result, str) else "a number"
        raise DeclaredError("match", f'match = "{text}" gives {kind}; it must select something, or be true or false')
    return match


def declare(table: Mapping[str, Any]) -> type[Rule]:
    """The rule class for one ``[[rule]]`` table. Raises ``DeclaredError`` for a bad XPath, message, code or name."""
    match = _compiled(str(table["match"]))
    message = str(table["message"])
    stray = next((hole for hole in re.findall(r"\{[^{}]*\}", message) if not _PLACEHOLDER.fullmatch(hole)), None)
    if stray is not None:
        raise DeclaredError("message", f"message has {stray}; {{name}}, {{@attribute}} and {{text}} are filled in")
    code = str(table["code"])
    if code.upper().startswith("TW") and code[2:].isdigit():
        raise DeclaredError("code", f'code "{code}" begins with TW, which is twimllint\'s own; use letters of your own')
    files = table.get("files", ())
    name = str(table["name"])
    members: dict[str, Any] = {
        "__doc__": str(table.get("help") or message),
        "__module__": "twimllint.engine.declared",
        "code": code,
        "name": name,
        "source": str(table.get("url") or "declared in the configuration"),
        "severity": Severity(table.get("severity", "warning")),
        "match": match,
        "costs": _costs(str(table["match"])),
        "message": message,
        "help": table.get("help"),
        "page": table.get("url"),
        "files": (files,) if isinstance(files, str) else tuple(files),
    }
    title = "".join(part.capitalize() for part in name.split("-"))
    return type(title, (DeclaredRule,), members)
