"""Is this file TwiML? pre-commit hands over every XML file, and most of them are something else.

``looks_like_twiml`` looks at the bytes and is quick; ``is_twiml`` looks at the parsed document. A file of another
provider, an API response that happens to be called Response, a Maven project: all of these are skipped silently.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from twimllint.schema.grammar import load, only_twiml

if TYPE_CHECKING:
    from twimllint.source.tree import Document, Node

_FIRST_ELEMENT = (
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\])?+[^>]*+>)*+<([A-Za-z_][\w:.-]*+)"
)
_HEAD_BYTES = 1 << 20
#: Whether an element may be a tag of a template language: ``<cfcontent>``, ``<c:choose>``, ``<TMPL_IF>``.
_TEMPLATE_ELEMENT = rb"(?i:cf[a-z]|tmpl_|[a-z]++:)"
_VERB_TAG = rb"<(?:Say|Gather|Dial|Hangup|Enqueue|Sms|Play|Redirect|Record|Reject|Connect|Start)[\s/>]"

#: Verbs and nouns that hardly anything else has below a Response; enough on their own.
_STRONG_EVIDENCE = frozenset(
    {
        "say", "gather", "dial", "hangup", "enqueue", "sms", "conference", "refer", "siprec", "conversationrelay",
        "virtualagent", "whatsapp", "pay", "sip", "autopilot", "transcription", "echo", "leave",
    }
)  # fmt: skip
#: Attributes that only other providers have: two of them and no verb of Twilio's, and the file is theirs.
FOREIGN_ATTRIBUTES = frozenset({
    "bidirectional", "callIdsToCoach", "callbackMethod", "callbackUrl", "conferenceEventMethod", "conferenceEventUrl",
    "confirmKey", "confirmSound", "dialMusic", "digitsMatch", "enterSound", "exitSound", "extraHeaders", "fileFormat",
    "gatherMethod", "gatherUrl", "keepCallAlive", "phoneNumbers", "recordCompleteMethod", "recordCompleteUrl",
    "recordSession", "ringbackTone", "sendOnPreanswer", "sipHeaders", "startOnDialAnswer", "stayAlone",
    "streamTimeout", "waitSound",
})  # fmt: skip
_VERB_ROOTS = frozenset({"Say", "Gather", "Dial", "Hangup", "Enqueue", "Sms", "Play", "Redirect", "Record", "Reject"})

_WORDS_FOR_RESPONSE = frozenset(
    {"xml", "twiml", "twilio", "root", "voice", "verbs", "voiceresponse", "messagingresponse"}
)

_NAME_HINT = (
    r"twi(?:ml|lio)|(?<![a-z])(?:ivr|voice|voicemail|sms|mms|calls?|gather|dial|greeting|hold-?music|phone)(?![a-z])"
)


def is_candidate_name(name: str) -> bool:
    """Whether a walk looks at files of this name: ``.xml``, ``.twiml``, templates of them, and other templates."""
    if name.endswith((".xml", ".twiml")):
        return True
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    if suffix not in _template_suffixes():
        return suffix in ("xml", "twiml")
    if suffix in _lone_suffixes():
        return True
    return _stem_suffix(name) in ("xml", "twiml")


def has_twiml_suffix(path: str) -> bool:
    """Whether the name is enough to say TwiML: ``.twiml``, a template of it, or standard input (``-``)."""
    if path == "-" or path.endswith(".twiml"):
        return True
    return "twiml" in path.lower() and _stem_suffix(path) == "twiml"


def _stem_suffix(path: str) -> str:
    """The suffix that is left without those of template languages: ``xml`` for ``voice.xml.erb``."""
    suffixes = path.replace("\\", "/").rpartition("/")[2].lower().split(".")[1:]
    while suffixes and suffixes[-1] in _template_suffixes():
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


@cache
def _lone_suffixes() -> frozenset[str]:
    from twimllint.source.templates.languages import search_suffixes

    return frozenset(search_suffixes("alone"))


@cache
def _template_suffixes() -> frozenset[str]:
    from twimllint.source.templates.languages import search_suffixes

    return _lone_suffixes().union(search_suffixes("after-xml"))


def name_suggests_twiml(path: str) -> bool:
    """Whether the name of the file or of the two folders around it mentions TwiML, Twilio, calls or messages."""
    last_parts = "/".join(re.split(r"[\\/]", path)[-3:])
    # incomingCall mentions a call, callback does not
    hyphenated = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", last_parts)
    hint = _pattern(_NAME_HINT)
    return hint.search(last_parts.lower()) is not None or hint.search(hyphenated.lower()) is not None


def name_says_twilio(path: str) -> bool:
    """Whether the name of the file or of the two folders around it says TwiML or Twilio."""
    return _pattern("twi(?:ml|lio)").search("/".join(re.split(r"[\\/]", path)[-3:]).lower()) is not None


def _basename(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def looks_like_twiml(raw: bytes, path: str) -> bool:
    """Whether the bytes are worth parsing: false only for what ``is_twiml`` would turn down."""
    # the usual beginnings need no expression
    start = raw.find(b"?>") + 2 if raw.startswith(b"<?xml") else 0
    if raw[start : start + 256].lstrip().startswith(b"<Response") or has_twiml_suffix(path):
        return True
    head = raw[:_HEAD_BYTES]
    if b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:]
    first = re.compile(_FIRST_ELEMENT, re.DOTALL).match(head)
    if first is not None:
        name = first[1]
        if name.lower() == b"response" or name.decode("latin-1") in _VERB_ROOTS or name_suggests_twiml(path):
            return True
        if re.match(_TEMPLATE_ELEMENT, name) is None:
            return False
    return b"<response" in head.lower() or name_suggests_twiml(path) or _holds_verb(head)


def _holds_verb(head: bytes) -> bool:
    """Whether a template without a root has the start tag of a verb: it may be a child or a part of another one."""
    return (b"{" in head or b"<%" in head or b"<?" in head) and re.search(_VERB_TAG, head) is not None


def is_twiml(document: Document, path: str) -> bool:
    """Whether a parsed document is TwiML, by its elements and, where they leave it open, by its name."""
    if _has_only_twiml_names(document) or has_twiml_suffix(path):
        return True
    root = document.root
    if root is None:
        # no XML at all, under a name that says TwiML: a program's error message, say, saved as voice.xml
        return not document.tags and name_suggests_twiml(_basename(path))
    if ":" in root.name:
        return False
    if _is_part_of_template(document, path):
        return True
    counts = _Count(document)
    if root.name.lower() != "response":
        return _rootless(root, counts, path)
    if (counts.other and not counts.only) or _has_foreign_attributes(document, counts, path):
        return False
    if root.name != "Response":
        return bool(counts.strong) or (counts.known > 0 and name_suggests_twiml(path))
    if counts.strong:
        return True
    if counts.known:
        # many an interface answers with a <Message> beside its <Code>
        of_twilio = counts.direct_known > counts.direct_foreign or name_says_twilio(path)
        return of_twilio or _has_misspelt_verbs(root, cut=document.malformed or bool(document.errors))
    if not counts.foreign:
        return document.malformed or bool(document.errors or document.tags) or name_suggests_twiml(path)
    return name_suggests_twiml(path) or _has_misspelt_verbs(root, cut=document.malformed or bool(document.errors))


def provider_of(document: Document) -> str | None:
    """The provider whose XML a document is that is not TwiML, by most of what only other providers have."""
    from twimllint.schema.data import data

    if document.root is None or document.root.name.lower() != "response":
        return None
    dialects = data("dialects")
    places = [("elements", node.name) for node in document.nodes if node is not document.root]
    places += [("attributes", f"{node.name}@{attr.name}") for node in document.nodes for attr in node.attrs]
    providers = Counter(
        provider for table, key in places if key in dialects[table] for provider in dialects[table][key]["of"]
    )
    return providers.most_common(1)[0][0] if providers else None


def has_response_line(raw: bytes) -> bool:
    """Whether a line of a template that is not XML writes the root of TwiML: ``%Response`` or ``Response``."""
    return re.search(rb"^[ \t]*+%?Response\b", raw, re.MULTILINE) is not None


def _has_only_twiml_names(document: Document) -> bool:
    """Whether a glance is enough: no name but those of TwiML as they are written, one of them nobody else's."""
    names = {node.name for node in document.nodes}
    return (
        document.root is not None
        and document.root.name == "Response"
        and not names.isdisjoint(_unmistakable_names())
        and names <= _element_names()
        and "phoneNumbers" not in document.source.text
    )


def _is_part_of_template(document: Document, path: str) -> bool:
    """Whether it is a template without a root of its own, which holds elements of TwiML and slips in their names."""
    from twimllint.source.templates.languages import is_template_path

    names = {node.name for node in document.nodes}
    if "Response" in names or not (document.tags or is_template_path(path)):
        return False
    known = names & _element_names()
    slips = names - known
    if len(slips) > len(known) or not all(_is_slip(name) for name in slips):
        return False
    return not _STRONG_EVIDENCE.isdisjoint(name.lower() for name in known) or _connects_something(document)


def _connects_something(document: Document) -> bool:
    """Whether a noun is in the verb for it: ``<Connect><Room>``, ``<Start><Stream>``."""
    grammar = load("voice")
    verbs = {name: grammar.named(name) for name in ("Connect", "Start")}
    return any(
        node.parent is not None and (kind := verbs.get(node.parent.name)) is not None and node.name in kind.children
        for node in document.nodes
    )


def _is_slip(name: str) -> bool:
    """Whether a name is one of TwiML's but for a letter or the case of its letters."""
    from twimllint.schema.names import nearest

    if name.lower() in _twiml_names():
        return True
    return len(name) >= 4 and name[:1].isupper() and nearest(name, sorted(_element_names()), limit=1) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compiled when first needed: most runs need none of them."""
    return re.compile(text)


class _Count:
    """What is below the root: names of TwiML, of other providers' dialects, of neither."""

    __slots__ = ("direct_foreign", "direct_known", "foreign", "known", "only", "other", "strong")

    def __init__(self, document: Document) -> None:
        twiml = _twiml_names()
        root = document.root
        below = [node for node in document.nodes if node is not root]
        unknown = [node for node in below if node.name.lower() not in twiml]
        directly = 0 if root is None else len(root.children)
        names = {node.name for node in below}
        self.foreign = len(unknown)
        self.known = len(below) - len(unknown)
        self.direct_foreign = sum([node.parent is root for node in unknown])
        self.direct_known = directly - self.direct_foreign
        self.strong = not _STRONG_EVIDENCE.isdisjoint([name.lower() for name in names])
        self.only = not names.isdisjoint(only_twiml())
        self.other = bool(unknown) and not _other_names().isdisjoint([node.name for node in unknown])


def _rootless(root: Node, counts: _Count, path: str) -> bool:
    """A document whose Response is missing or replaced by something else."""
    if root.name.lower() == "html":
        return name_suggests_twiml(_basename(path))
    if root.attr("xmlns") is None and not counts.foreign:
        if root.name in _VERB_ROOTS and root.name.lower() in _STRONG_EVIDENCE and counts.known > 0:
            return True
        # a noun by itself, or a root that is one letter off
        if (root.name[:1].isupper() and root.name in _element_names()) or _may_mean_response(root.name):
            return name_suggests_twiml(path)
    # letter case counts here: an <sms> in a backup of messages is none of ours
    names = {node.name for node in root.walk() if node is not root and node.name in _element_names()}
    if counts.foreign or _STRONG_EVIDENCE.isdisjoint(name.lower() for name in names) or not name_suggests_twiml(path):
        return False
    return "Response" in names or _may_mean_response(root.name) or name_says_twilio(path)


def _has_foreign_attributes(document: Document, counts: _Count, path: str) -> bool:
    """Whether attributes belong to another provider, though each element might be TwiML's as well."""
    foreign: set[str] = set()
    for node in document.nodes:
        if node.tag is None or not node.tag.names.isdisjoint(FOREIGN_ATTRIBUTES):
            foreign.update([attr.name for attr in node.attrs if attr.name in FOREIGN_ATTRIBUTES])
    # one provider has Say as well, and names whom to dial in an attribute
    if not foreign or not ("phoneNumbers" in foreign or (len(foreign) > 1 and not counts.only)):
        return False
    return not name_says_twilio(path)


def _may_mean_response(root: str) -> bool:
    """Whether the name of a root may well stand for ``Response``: a slip, or a word for the whole."""
    from twimllint.schema.names import nearest

    return root.lower() in _WORDS_FOR_RESPONSE or nearest(root, ("Response",)) is not None


def _has_misspelt_verbs(root: Node, cut: bool) -> bool:
    """Whether each child looks like a slip in writing a verb, ``<Gahter>``, or is one cut off, ``<Gath``."""
    from twimllint.schema.names import nearest

    verbs = sorted(load("voice").verbs | load("messaging").verbs)
    for name in {child.name for child in root.children}:
        if cut and len(name) > 1 and any(verb.startswith(name) for verb in verbs):
            continue
        verb_meant = nearest(name, verbs, limit=1) if len(name) >= 4 and name[:1].isupper() else None
        if verb_meant is None or abs(len(verb_meant) - len(name)) > 1:
            return False
    return True


@cache
def _unmistakable_names() -> frozenset[str]:
    """What only TwiML has and is enough on its own as well."""
    return frozenset([name for name in only_twiml() if name.lower() in _STRONG_EVIDENCE])


@cache
def _element_names() -> frozenset[str]:
    return load("voice").offered | load("messaging").offered


@cache
def _twiml_names() -> frozenset[str]:
    return frozenset([name.lower() for name in _element_names()])


@cache
def _other_names() -> frozenset[str]:
    from twimllint.schema.data import data

    return frozenset(data("dialects")["elements"])
