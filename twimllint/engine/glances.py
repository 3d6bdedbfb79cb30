"""Quick looks: whether a rule may have anything to say about a thing, told without importing the rule.

Most documents hold verbs that some rules look at and nothing that these rules report. A rule listed here is imported
and called only where its glance says yes. A glance may say yes too often and never no too often; a test runs all
examples and cases with and without them. Rules that are not listed need none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from twimllint.schema.quick import is_voice, waiting

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.source.tree import Attr, Document, Node, Text

Glance = Callable[[Any, "Context"], bool]

#: No voice takes less than this many characters, and no smaller document is too large.
_SHORT = 2000


def _no_xml(document: Document, ctx: Context) -> bool:
    root = document.root
    return root is None or root.name != "Response" or not ctx.source.text.lstrip("\ufeff \t\r\n").startswith("<")


def _region_told(_document: Document, ctx: Context) -> bool:
    return ctx.settings.region is not None or ctx.directives is not None or "twil" in ctx.source.text.lower()


def _channel_told(_node: Node, ctx: Context) -> bool:
    if ctx.settings.channel is not None or ctx.directives is not None:
        return True
    path = ctx.path.lower()
    return any(word in path for word in (("voice", "call") if ctx.channel == "messaging" else ("sms", "mms", "messag")))


def _may_lead_back(item: Text | Attr, ctx: Context) -> bool:
    if ctx.document.comments or ctx.settings.base_url or ctx.settings.url_map:
        return True  # any of these may tell where the document is served
    return ctx.path.replace("\\", "/").rpartition("/")[2] in item.value


def _straight_to_redirect(document: Document, _ctx: Context) -> bool:
    """Whether the first verb that ends the document or waits for the caller may be a Redirect."""
    for verb in document.root.children if document.root is not None else ():
        if verb.name == "Redirect":
            return True
        if verb.name in waiting():
            return False
    return False


def _odd_number(node: Node, _ctx: Context) -> bool:
    """Whether an element holds anything but a number of the commonest form, ``+14155550100``."""
    text = node.text.strip()
    common = len(text) == 12 and text.startswith("+1") and text[2:].isdecimal() and text.isascii() and text[2] > "1"
    return not node.children and not common


def _blank(node: Node, _ctx: Context) -> bool:
    return not node.children and not node.text.strip()


GLANCES: Mapping[str, Glance] = {
    "channel-mismatch": _channel_told,
    "conference-mixed-with-targets": lambda node, _ctx: len(node.children) > 1,
    "connect-several-nouns": lambda node, _ctx: len(node.children) > 1,
    "dial-empty": lambda node, _ctx: not (node.text.isascii() and node.text.strip()),
    "dial-text-and-nouns": lambda node, _ctx: bool(node.children),
    "document-too-large": lambda _document, ctx: len(ctx.source.raw) > _SHORT,
    "element-not-in-region": _region_told,
    "attribute-not-in-region": _region_told,
    "limited-in-region": _region_told,
    "empty-document": lambda document, _ctx: document.root is None,
    "empty-say": lambda node, _ctx: not node.text.strip(),
    "encoding-mismatch": lambda _document, ctx: ctx.source.mismatch is not None,
    "gather-key-settings-unused": lambda attr, _ctx: attr.parent.attr("input") is not None,
    "gather-no-action": lambda node, _ctx: node.attr("action") is None,
    "gather-no-fallthrough": lambda node, _ctx: not node.after,
    "not-xml-body": _no_xml,
    "number-invalid": _odd_number,
    "number-not-e164": _odd_number,
    "redirect-cycle": _straight_to_redirect,
    "redirect-empty": lambda node, _ctx: not node.text.strip(),
    "redirect-to-self": _may_lead_back,
    "say-too-long": lambda node, _ctx: node.end - node.start > _SHORT,
    "text-required": _blank,
    "too-many-targets": lambda node, _ctx: len(node.children) > 1,
    "unknown-voice": lambda attr, _ctx: not is_voice(attr.value.strip()),
    "unreachable-instruction": lambda node, _ctx: bool(node.after),
}
