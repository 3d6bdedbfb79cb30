"""Is this file TwiML? pre-commit hands over every XML file, and most of them are something else.

``sniff`` looks at the bytes and is quick; ``judge`` looks at the parsed document. A file of another provider, an API
response that happens to be called Response, a Maven project: all of these are passed over in silence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twimllint.source.tree import Document, Node

#: Suffixes of template languages that stand after ``.xml`` or ``.twiml``.
TEMPLATE_SUFFIXES = (
    "blade", "ctp", "dist", "eex", "ejs", "erb", "eta", "example", "gotmpl", "handlebars", "hbs", "in", "j2", "jinja",
    "jinja2", "jsp", "liquid", "mako", "mst", "mustache", "njk", "nunjucks", "php", "phtml", "rhtml", "sample", "templ",
    "template", "tera", "tmpl", "tpl", "twig",
)  # fmt: skip

_STACK = rf"(?:\.(?:{'|'.join(TEMPLATE_SUFFIXES)})){{0,3}}"
#: Names that a walk looks at.
CANDIDATE = re.compile(rf".*\.(?:xml|twiml){_STACK}\Z", re.IGNORECASE | re.DOTALL)
#: Names that are TwiML whatever they hold.
_ALWAYS = re.compile(rf"(?:-|.*\.twiml{_STACK})\Z", re.IGNORECASE | re.DOTALL)

_FIRST = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\])?+[^>]*+>)*+<([A-Za-z_][\w:.-]*+)",
    re.DOTALL,
)
_HEAD = 1 << 20

#: Verbs and nouns that hardly anything else has below a Response; enough on their own.
_STRONG = frozenset(
    {
        "say", "gather", "dial", "hangup", "enqueue", "sms", "conference", "refer", "siprec", "conversationrelay",
        "virtualagent", "whatsapp", "pay", "sip", "autopilot", "transcription", "echo", "leave",
    }
)  # fmt: skip
#: What no other provider's dialect has: beside these a foreign element is a mistake, not a sign.
_ONLY_TWIML = frozenset({"Say", "Pause", "Connect", "Enqueue", "Sms", "Refer", "Pay", "Start"})
_VERB_ROOTS = frozenset({"Say", "Gather", "Dial", "Hangup", "Enqueue", "Sms", "Play", "Redirect", "Record", "Reject"})

_HINT = re.compile(
    r"twi(?:ml|lio)|(?<![a-z])(?:ivr|voice|voicemail|sms|mms|calls?|gather|dial|greeting|hold-?music|phone)(?![a-z])",
    re.IGNORECASE,
)


def always(path: str) -> bool:
    """Whether the name alone says TwiML: ``.twiml``, a template of it, or standard input (``-``)."""
    return _ALWAYS.match(path) is not None


def hinted(path: str) -> bool:
    """Whether the name of the file or of the two folders around it speaks of TwiML, Twilio, calls or messages."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", "/".join(re.split(r"[\\/]", path)[-3:]))
    return _HINT.search(words) is not None


def sniff(raw: bytes, path: str) -> bool:
    """Whether the bytes are worth parsing: false only for what ``judge`` would turn down."""
    if always(path):
        return True
    head = raw[:_HEAD]
    if b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:]
    first = _FIRST.match(head)
    if first is not None:
        name = first[1]
        return name.lower() == b"response" or name.decode("latin-1") in _VERB_ROOTS or hinted(path)
    return b"<response" in head.lower() or hinted(path)


def judge(document: Document, path: str) -> bool:
    """Whether a parsed document is TwiML, by its elements and, where they leave it open, by its name."""
    if always(path):
        return True
    root = document.root
    if root is None or ":" in root.name:
        return False
    counted = _Count(document)
    if root.name.lower() != "response":
        return _rootless(root, counted, path)
    if counted.other and not counted.only:
        return False
    if root.name != "Response":
        return bool(counted.strong) or (counted.known > 0 and hinted(path))
    if counted.strong:
        return True
    if counted.known:
        return counted.direct_known >= counted.direct_foreign or hinted(path)
    if not counted.foreign:
        return document.broken or bool(document.problems) or hinted(path)
    return hinted(path) or _misspelt(root)


class _Count:
    """What stands below the root: names of TwiML, of other providers' dialects, of neither."""

    __slots__ = ("direct_foreign", "direct_known", "foreign", "known", "only", "other", "strong")

    def __init__(self, document: Document) -> None:
        names = _twiml_names()
        root = document.root
        self.known = self.foreign = self.direct_known = self.direct_foreign = 0
        self.strong = self.only = False
        unknown = set()
        for node in document.nodes:
            if node is root:
                continue
            known = node.name.lower() in names
            self.strong = self.strong or node.name.lower() in _STRONG
            self.only = self.only or node.name in _ONLY_TWIML
            self.known += known
            self.foreign += not known
            if node.parent is root:
                self.direct_known += known
                self.direct_foreign += not known
            if not known:
                unknown.add(node.name)
        self.other = bool(unknown) and not unknown.isdisjoint(_other_names())


def _rootless(root: Node, counted: _Count, path: str) -> bool:
    """A document whose Response is missing or replaced by something else."""
    if root.name in _VERB_ROOTS and root.attr("xmlns") is None and not counted.foreign:
        return hinted(path) or (root.name.lower() in _STRONG and counted.known > 0)
    return hinted(path) and counted.strong and counted.direct_known > 0 and not counted.direct_foreign


def _misspelt(root: Node) -> bool:
    """Whether each child looks like a slip in writing a verb: ``<Gahter>``, ``<Dail>``."""
    from twimllint.grammar.names import nearest
    from twimllint.grammar.read import load

    verbs = sorted(load("voice").verbs | load("messaging").verbs)
    for name in {child.name for child in root.children}:
        near = nearest(name, verbs, limit=1) if len(name) >= 4 and name[:1].isupper() else None
        if near is None or abs(len(near) - len(name)) > 1:
            return False
    return True


@cache
def _twiml_names() -> frozenset[str]:
    from twimllint.grammar.read import load

    return frozenset([name.lower() for name in load("voice").names | load("messaging").names])


@cache
def _other_names() -> frozenset[str]:
    from twimllint.grammar.data import data

    return frozenset(data("dialects")["elements"])
