"""String literals that hold TwiML: whole documents, fragments of them, or neither.

A whole document is one root from its first character to its last; all rules look at it. A fragment is one or several
balanced elements; it is looked at inside an invented frame that more may be added to. Pieces whose tags do not match
and prose that mentions TwiML are left out.
"""

from __future__ import annotations

import re

from twimllint.host.dialect import stripped
from twimllint.host.documents import Kind, VirtualDocument
from twimllint.host.excerpts import TAG, Excerpts, start_tag_before
from twimllint.host.frames import frame_of, path_to
from twimllint.host.mapped import Mapped
from twimllint.host.run import WORD, Run
from twimllint.host.texts import HOLE, cut, joined, place, shown
from twimllint.host.values import Content, Fork, Gap, More, Text
from twimllint.host.write import Writer
from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates.find import fill_spans as mask
from twimllint.source.templates.find import find_tags
from twimllint.source.templates.php import code_spans
from twimllint.source.tree import OUTPUT_MASK

#: What is before and after the root, each part read in one way only; ``?`` may be forgotten in a declaration.
_OUTSIDE = rf"(?>[\s{HOLE}]+|<\?xml\b[^<>?]*>|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)*+"
#: Typing errors that a whole document may have at its end: the end tag misspelt or without its slash.
_END, _AFTER = r"(?:</Respo\w*\s*>|<Response\s*/?>)", "[;.,]?"
_WHOLE = re.compile(rf"{_OUTSIDE}<Response\b(?:[^<>]*/>|.*{_END}){_OUTSIDE}{_AFTER}\Z", re.DOTALL | re.IGNORECASE)
_WITHOUT_SLASH = re.compile(rf"<Response\s*/?>[\s{HOLE}]*\Z", re.IGNORECASE)
_ROOT = re.compile(r"<(/?)Response\b", re.IGNORECASE)
_VALUE = re.compile(r"=\s*[\"']")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: What is before a value that is markup itself: ``<Response>${verbs}</Response>``, ``<Gather ${attributes}>``.
_IS_MARKUP = re.compile(r"<Response\b[^<>]*>[^<>]*\Z|<\w++(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+\Z")
#: What looks like a placeholder: a name in marks, or a whole value in capitals.
_PLACEHOLDER = re.compile(
    r"@@?([\w-]+)@@?|%(\w+)%|__(\w+?)__|\[\[?\s*([\w -]+?)\s*\]\]?|#\{?([A-Za-z_]\w*)\}?#?|\$\{?([A-Za-z_]\w*)\}?"
    r"|\{\{?\s*([A-Za-z_][\w-]*)\s*\}\}?|(?<=[>\"'])([A-Z][A-Z0-9_]{2,})(?=[<\"'])"
)
#: Tags of template languages that look like placeholders: they belong to a tag before.
_ENDS = frozenset({"end", "else"})
#: Values in capitals that are no placeholders.
_METHODS = frozenset({"GET", "POST"})
#: A variable, or a member of one.
_NAMED = re.compile(r"[A-Za-z_$][\w$]*(?:\.\w+)*")
_MARKUP = re.compile(r"<(?:[A-Z][A-Za-z]*|break|emphasis|prosody|response)\b")


def literal_documents(run: Run, excerpts: Excerpts, *, fragments: bool) -> list[VirtualDocument]:
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
            excerpts.of_text(text, plain)
    return documents


def is_whole(plain: str) -> bool:
    """Whether a text is one TwiML document and nothing else."""
    if ("esponse" not in plain and "ESPONSE" not in plain) or _WHOLE.match(plain) is None:
        return False
    roots = [match[1] for match in _ROOT.finditer(plain)]
    return roots in (["", "/"], [""]) or (roots == ["", ""] and _WITHOUT_SLASH.search(plain) is not None)


def fragment_channel(plain: str) -> str:
    """The channel of a text that is balanced elements and nothing else; empty for anything else."""
    depth, names, end = 0, [], 0
    for match in TAG.finditer(plain):
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
    match = TAG.search(plain)
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
        if isinstance(item, Fork) and start_tag_before(plain, offset):
            places.append(Span(start, writer.length))
        offset += len(item) if isinstance(item, Mapped) else 1
    return tuple(places)


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
        run.unescaped(place, _named_at(run.text, gap), document, request=gap.risk == "request")


def _named_at(program: str, gap: Gap) -> str:
    """What a value is called where it goes into markup."""
    written = "" if gap.into is None else program[slice(*gap.into)].strip("{}$#@ ")
    return written if _NAMED.fullmatch(written) else gap.source


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

    for match in TAG.finditer(plain):
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
        spans += code_spans(plain)
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
        if name in _METHODS or not run.words_besides.issuperset(words) or run.dialect.leaves(match[0], run.text):
            continue
        if words == [name] or re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", run.besides):
            spans.append(Span(*match.span()))
    return spans


def _all_tags(writer: Writer) -> tuple[TemplateTag, ...]:
    """The tags that were written, and those of template languages that are in the literals."""
    text = mask(writer.mapped().text, [(tag.span, OUTPUT_MASK) for tag in writer.tags])
    others = [tag for tag in find_tags(text) if OUTPUT_MASK not in tag.text and tag.closed]
    return tuple(sorted([*writer.tags, *others], key=lambda tag: tag.span))
