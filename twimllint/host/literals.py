"""String literals that hold TwiML: whole documents, fragments of them, or neither.

A whole document is one root from its first character to its last; all rules look at it. A fragment is one or several
balanced elements; it is looked at inside an invented frame that more may be added to. Pieces whose tags do not match
and prose that mentions TwiML are nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twimllint.host.dialect import stripped
from twimllint.host.documents import Kind, VirtualDocument
from twimllint.host.frames import frame, frame_of, path_to
from twimllint.host.mapped import Mapped
from twimllint.host.run import WORD, Run
from twimllint.host.texts import HOLE, cut, joined, place, shown
from twimllint.host.values import Content, Fork, Gap, More, Text, alternatives
from twimllint.host.write import Writer, may_vary
from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates.find import fill_spans as mask
from twimllint.source.templates.find import find_tags
from twimllint.source.tree import OUTPUT_MASK, Channel

_OUTSIDE = rf"(?:[\s{HOLE}]|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*"
_WHOLE = re.compile(rf"{_OUTSIDE}<Response\b(?:[^<>]*/>|.*</Response\s*>){_OUTSIDE}\Z", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(/?)Response\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")
_VALUE = re.compile(r"=\s*[\"']")
#: What is before an attribute's value: the names of the element and of the attribute, and the quote.
_BEFORE_VALUE = re.compile(r"<([A-Z]\w*)(?:\s[^<>]*?)?\s([\w:-]+)=([\"'])\Z")
#: What is before something in a start tag that is no value.
_IN_START_TAG = re.compile(r"<([A-Z]\w*)\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+\Z")
#: Start tags of more characters are not looked at for it.
_MOST_OF_TAG = 2000
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: What is before a value that is markup itself: ``<Response>${verbs}</Response>``, ``<Gather ${attributes}>``.
_IS_MARKUP = re.compile(r"<Response\b[^<>]*>[^<>]*\Z|<\w++(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+\Z")
#: What looks like a placeholder: a name in marks, or a whole value in capitals.
_PLACEHOLDER = re.compile(
    r"@@?([\w-]+)@@?|%(\w+)%|__(\w+?)__|\[\[?\s*([\w -]+?)\s*\]\]?|#\{?([A-Za-z_]\w*)\}?#?|\$\{?([A-Za-z_]\w*)\}?"
    r"|\{\{?\s*([A-Za-z_][\w-]*)\s*\}\}?|(?<=[>\"'])([A-Z][A-Z0-9_]{2,})(?=[<\"'])"
)
_CODE = re.compile(r"<\?(?:php\b|=).*?\?>", re.DOTALL)
#: Tags of template languages that look like placeholders: they belong to a tag before.
_ENDS = frozenset({"end", "else"})
#: Values in capitals that are no placeholders.
_METHODS = frozenset({"GET", "POST"})
_MARKUP = re.compile(r"<(?:[A-Z][A-Za-z]*|break|emphasis|prosody|response)\b")


def literal_documents(run: Run, excerpts: list[VirtualDocument], *, fragments: bool) -> list[VirtualDocument]:
    """The documents in string literals, and excerpts from them; fragments only where the file mentions TwiML."""
    candidates = [
        (span, text, shown(text.content))
        for span, texts in run.texts.items()
        if span not in run.filled
        for text in texts
    ]
    candidates = [(span, text, plain) for span, text, plain in candidates if _MARKUP.search(plain)]
    wholes = [(span, text) for span, text, plain in candidates if is_whole(plain)]
    within = {origin for _, text in wholes for origin in text.origins}
    documents: list[VirtualDocument] = []
    seen: set[tuple[Span, str]] = set()
    for span, text, plain in sorted(candidates, key=lambda one: one[0]):
        document = None
        if is_whole(plain):
            if span not in within:
                document = _whole(run, text)
        elif fragments and span not in run.used and span not in within and (channel := fragment_channel(plain)):
            document = _fragment(run, text, channel, plain)
        if document is not None and (span, document.mapped.text) not in seen:
            seen.add((span, document.mapped.text))
            documents.append(document)
            excerpts += _excerpts(run, text, plain)
    return documents


def is_whole(plain: str) -> bool:
    """Whether a text is one TwiML document and nothing else."""
    if ("esponse" not in plain and "ESPONSE" not in plain) or _WHOLE.match(plain) is None:
        return False
    roots = [match[1] for match in _ROOT.finditer(plain)]
    return roots in (["", "/"], [""])


def fragment_channel(plain: str) -> str:
    """The channel of a text that is balanced elements and nothing else; empty for anything else."""
    depth, names, end = 0, [], 0
    for match in _TAG.finditer(plain):
        if plain[end : match.start()].strip().strip(HOLE) and ("<" in plain[end : match.start()] or not depth):
            return ""
        end = match.end()
        if not depth and not match[1]:
            names.append(match[2])
        depth += -1 if match[1] else 0 if match[4] else 1
        if depth < 0:
            return ""
    if depth or not names or plain[end:].strip().strip(HOLE):
        return ""
    if any(not name[0].isupper() for name in names):
        return ""
    for channel in ("voice", "messaging"):
        paths = [path_to(name, channel) for name in names]
        if paths[0] is not None and all(path == paths[0] for path in paths):
            return channel
    return ""


def _whole(run: Run, text: Text) -> VirtualDocument:
    writer = Writer(escaped=False)
    if text.span in run.cleaned:
        text = stripped(text, text.span)
    doubtful = _written(writer, _content(run, text))
    tags = _all_tags(writer)
    _note_risks(run, writer, text.span)
    kind: Kind = "fence" if text.span in run.listings else "string"
    return VirtualDocument(kind, run.dialect.name, writer.mapped(), text.span, tags, not writer.open, doubtful=doubtful)


def _fragment(run: Run, text: Text, channel: str, plain: str) -> VirtualDocument:
    match = _TAG.search(plain)
    names = frozenset(_ATTRIBUTE.findall(match[3])) if match else frozenset[str]()
    before, after = frame_of(match[2] if match else "Say", channel, names)
    writer = Writer(escaped=False)
    writer.framed(before, before=True)
    head = writer.length
    doubtful = _written(writer, _content(run, text))
    tail = writer.length
    writer.framed(after, before=False)
    _note_risks(run, writer, text.span)
    return VirtualDocument(
        "string", run.dialect.name, writer.mapped(), text.span, _all_tags(writer), False,
        "messaging" if channel == "messaging" else "voice", (head, writer.length - tail), doubtful=doubtful,
    )  # fmt: skip


def _written(writer: Writer, content: Content) -> tuple[Span, ...]:
    """Write a text; the places in it of attributes that are not there on all ways through the program."""
    places: list[Span] = []
    plain = shown(content)
    offset = 0
    for item in content:
        start = writer.length
        writer.content((item,))
        if isinstance(item, Fork) and _IN_START_TAG.search(plain, max(offset - _MOST_OF_TAG, 0), offset):
            places.append(Span(start, writer.length))
        offset += len(item) if isinstance(item, Mapped) else 1
    return tuple(places)


def _excerpts(run: Run, text: Text, plain: str) -> Iterator[VirtualDocument]:
    """The attributes that elements have, and the values that these have, on some ways through the program.

    Each is looked at by itself; attributes that come together are together.
    """
    offset = 0
    for item in text.content:
        where, offset = offset, offset + (len(item) if isinstance(item, Mapped) else 1)
        if not isinstance(item, Fork):
            continue
        first = max(where - _MOST_OF_TAG, 0)
        tag = _IN_START_TAG.search(plain, first, where)
        for branch in item.branches if tag is not None else ():
            around = _around(plain[: tag.start()]) or _only_way_to(tag[1]) if tag is not None else []
            if tag is not None and branch and around and around[0] == "Response":
                yield _excerpt(run, text, tag, (Mapped.invented(" "), *branch), around)
        before = _BEFORE_VALUE.search(plain, first, where)
        if before is None or plain[offset : offset + 1] != before[3]:
            continue
        for literal in alternatives((item,)):
            around = _around(plain[: before.start()]) or _only_way_to(before[1])
            vary = may_vary("".join([part.text for part in literal if isinstance(part, Mapped)]))
            if vary and around and around[0] == "Response":
                quote = Mapped.invented(before[3])
                name = cut(text.content, *before.span(2))
                yield _excerpt(run, text, before, (*name, Mapped.invented("="), quote, *literal, quote), around)


def _only_way_to(element: str) -> list[str]:
    """The elements around one that is at the top of a fragment, if it is nowhere else."""
    path = path_to(element, "voice")
    return ["Response"] if path == ["Response"] else []


def _around(plain: str) -> list[str]:
    """The elements that a text leaves open at its end."""
    names: list[str] = []
    for match in _TAG.finditer(plain):
        if match[1]:
            names = names[:-1]
        elif not match[4]:
            names.append(match[2])
    return names


def _excerpt(
    run: Run, text: Text, before: re.Match[str], attributes: Content, around: Sequence[str]
) -> VirtualDocument:
    channel: Channel = "voice" if path_to(before[1], "voice") is not None else "messaging"
    opening, closing = frame(around)
    writer = Writer(escaped=False)
    writer.framed(opening, before=True)
    head = writer.length
    writer.invented("<")
    writer.content(cut(text.content, *before.span(1)))
    writer.invented(" ")
    start = writer.length
    writer.content(attributes)
    part = Span(start, writer.length)
    writer.invented(" ")
    writer.tag("output", "{{ ... }}")
    writer.invented(">")
    writer.more("...")
    writer.invented(f"</{before[1]}>")
    tail = writer.length
    writer.framed(closing, before=False)
    return VirtualDocument(
        "string", run.dialect.name, writer.mapped(), text.span, tuple(writer.tags), False, channel,
        (head, writer.length - tail), part=part,
    )  # fmt: skip


def _note_risks(run: Run, writer: Writer, document: Span) -> None:
    """Note values that go into the text of a document as they are, markup and all."""
    text = writer.mapped().text
    for offset, gap in writer.risky:
        start = text.rfind("<", 0, offset)
        if text.startswith("<![CDATA[", start) or text.startswith("<!--", start):
            continue
        if gap.risk != "request" and _IS_MARKUP.match(text, start, offset):
            continue
        place = gap.into or gap.span
        run.unescaped(place, gap.source, document, request=gap.risk == "request")


def _content(run: Run, text: Text) -> Content:
    """What is in a text, with all that may change in it before it is sent."""
    content = _with_placeholders(run, text)
    return _changeable(content, text.span) if run.is_parsed(text) else content


def _changeable(content: Content, span: Span) -> Content:
    """Markup that is parsed: elements may get more attributes and children, and values other ones."""
    plain = shown(content)
    parts: list[Content] = []
    offset = 0

    def upto(end: int, *added: Mapped | Gap | More) -> None:
        nonlocal offset
        parts.extend((cut(content, offset, end), added))
        offset = end

    for match in _TAG.finditer(plain):
        if match[1]:
            upto(match.start(), More("..."))
            continue
        for value in _VALUE.finditer(plain, *match.span(3)):
            upto(value.end(), Gap(span, "..."))
        upto(match.start(4), Mapped.invented(" "), Gap(span, "..."))
        if match[4]:  # an element that is written as empty may be filled
            offset += len(match[4])
            upto(match.end(), More("..."), Mapped.invented("</"))
            parts.extend((cut(content, *match.span(2)), (Mapped.invented(">"),)))
    upto(len(plain))
    return joined(parts, most=None)


def _with_placeholders(run: Run, text: Text) -> Content:
    """What other code may fill in is dynamic, unless this code has done so already."""
    content = text.content
    plain = shown(content)
    spans = [] if text.origins & run.filled else run.dialect.placeholders(plain)
    spans = [span for span in spans if plain[slice(*span)].strip("{} ") not in _ENDS]
    spans += _filled_elsewhere(run, plain)
    if "<?" in plain:  # a page of PHP that is kept in a literal
        spans += [Span(*match.span()) for match in _CODE.finditer(plain)]
    if not spans:
        return content
    parts: list[Content] = []
    offset = 0
    for start, end in sorted(set(spans)):
        if start >= offset:
            placeholder = cut(content, start, end)
            gap = Gap(place(placeholder) or text.span, plain[start:end].strip("{}$%()"))
            parts += [cut(content, offset, start), (gap,)]
            offset = end
    parts.append(cut(content, offset, len(plain)))
    return joined(parts, most=None)


def _filled_elsewhere(run: Run, plain: str) -> list[Span]:
    """What looks like a placeholder and is named elsewhere in the program: something fills it in there."""
    spans = []
    for match in _PLACEHOLDER.finditer(plain):
        name = match[match.lastindex or 0]
        words = WORD.findall(name)
        if name in _METHODS or not run.words_besides.issuperset(words):
            continue
        if words == [name] or re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", run.besides):
            spans.append(Span(*match.span()))
    return spans


def _all_tags(writer: Writer) -> tuple[TemplateTag, ...]:
    """The tags that were written, and those of template languages that are in the literals."""
    text = mask(writer.mapped().text, [(tag.span, OUTPUT_MASK) for tag in writer.tags])
    others = [tag for tag in find_tags(text) if OUTPUT_MASK not in tag.text and tag.closed]
    return tuple(sorted([*writer.tags, *others], key=lambda tag: tag.span))
