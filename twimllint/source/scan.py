"""The scanner: the careful path from text to tree, for everything that the fast one (``parse.py``) cannot read.

``read_markup`` reads one construct, each kind by a function of its own, in the order of this page: the state of
reading; prolog; start tag; attributes; end tag; text; comments and other markup; and what only the end of the file
decides.

Nothing here raises or looks further than it must: whatever a file holds, each character is read a bounded number of
times. What breaks XML's rules becomes a ``ParseError`` and is read as it was most likely meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from twimllint.source.cursor import (
    ATTRIBUTE,
    TAG,
    Cursor,
    attach,
    declaration_end,
    is_printable,
    read_start_tag,
)
from twimllint.source.element_names import KNOWN_ELEMENT_NAMES
from twimllint.source.errors import RECOVERABLE, ParseError
from twimllint.source.references import References
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, WHITE_SPACE, Attr, Comment, Node, Text
from twimllint.source.unescape import NAME_CHAR, name_end, unescape, unescape_attribute

if TYPE_CHECKING:
    from twimllint.source.errors import TemplateTag

#: What may be outside the root element without being content.
ALLOWED_OUTSIDE_ROOT = WHITE_SPACE + OUTPUT_MASK + TAG_MASK
_MASKS = re.compile(f"[{OUTPUT_MASK}{TAG_MASK}]+")
_QUOTES = ('"', "'", "`")

# -- the state of reading


class Scan:
    """A document that is being read: how far, what is open, and what was found.

    ``suppress_mismatches`` says that control tags or names from a template make it unknowable which tags belong
    together. ``has_structure_error`` says that the tree cannot be trusted from here on, and that what follows is not
    worth a second error. ``outside`` are the texts before the root element, ``after`` is the text that follows it.
    ``hidden`` are the places that the XML processor must not see, each with the character to put there.
    ``filling_tags`` are where template tags begin that are in a start tag and write what its element holds.
    """

    __slots__ = (
        "_end_names", "_references", "after", "cursor", "document", "filling_tags", "glued", "has_structure_error",
        "has_templated_names", "hidden", "left_open",
        "outside", "restarts", "suppress_mismatches", "template_comments", "text",
    )  # fmt: skip

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.document = cursor.document
        self.text = cursor.text
        self.hidden: list[tuple[Span, str]] = []
        self.outside: list[Span] = []
        self.after: Span | None = None
        self.has_structure_error = False
        self.has_templated_names = False
        self.restarts = 0
        tags = [tag for tag in self.document.tags if tag.closed]
        self.suppress_mismatches = any(tag.kind == "control" for tag in tags)
        #: names of the elements that a branch of a template leaves open
        self.left_open: dict[Span, tuple[str, ...]] = {}
        self.filling_tags = [tag.span.start for tag in tags if tag.fills_element]
        self.template_comments = [tag for tag in reversed(tags) if tag.kind == "comment"]
        #: whether what a template writes right after a name are attributes, by the name
        self.glued: dict[str, bool] = {}
        self._end_names: frozenset[str] | None = None
        self._references: References | None = None

    def error(self, kind: str, span: Span, related: Span | None = None, **parts: str) -> None:
        """Note an error."""
        self.add_errors([ParseError(kind, span, related, **parts)])

    def add_errors(self, errors: list[ParseError]) -> None:
        """Note several errors; of those that make the tree untrustworthy only the first, as others follow from it."""
        for error in errors:
            if error.kind not in RECOVERABLE:
                if self.has_structure_error:
                    continue
                self.has_structure_error = self.document.malformed = True
            self.document.errors.append(error)

    def leave_names_to_template(self) -> None:
        """A template writes the names of tags: which of them belong together is unknown from here on."""
        self.has_templated_names = self.suppress_mismatches = self.document.malformed = True

    def hide_masks(self, start: int, end: int, character: str = " ") -> None:
        """Have the XML processor see a character where the text has masks of template tags."""
        self.hidden.extend([(Span(*match.span()), character) for match in _MASKS.finditer(self.text, start, end)])

    @property
    def references(self) -> References:
        """The check of characters and references, made when first needed."""
        if self._references is None:
            self._references = References(self.document.source.mismatch is not None)
        return self._references

    def add_reference_errors(self) -> None:
        """Take over what the check of characters and references has found."""
        references = self.references
        if references.errors:
            self.add_errors(references.errors)
            references.errors = []
        if references.hidden:
            self.hidden.extend([(span, OUTPUT_MASK) for span in references.hidden])
            references.hidden = []

    @property
    def end_names(self) -> frozenset[str]:
        """The names of all end tags in the text."""
        if self._end_names is None:
            self._end_names = frozenset(_END_NAME.findall(self.text))
        return self._end_names


#: What begins with ``<`` and may be markup other than a start tag.
_MARKUP = re.compile(rf"<(?:[{OUTPUT_MASK}/]|!--|!\[CDATA\[|![A-Za-z]|\?|\Z)")


#: A tag that would be one without the white space after its ``<``.
_SPACED_TAG = re.compile(r"<[ \t\r\n]++(/?+)[ \t\r\n]*+([A-Za-z][\w.:-]*+)(?=\s*+/?>|\s++[\w.:-]++\s*+=)", re.ASCII)


def read_markup(scan: Scan, start: int) -> None:
    """Read whatever begins with the ``<`` at ``start``."""
    cursor, text = scan.cursor, scan.text
    regular = TAG.match(text, start)
    if regular is not None:
        read_regular_tag(scan, regular)
        return
    follows = text[start + 1 : start + 2]
    if _MARKUP.match(text, start) is None and name_end(text, start + 1) == start + 1:
        cursor.position = start + 1
        if follows == TAG_MASK:
            scan.leave_names_to_template()
        elif cursor.open_element is not None:
            _add_stray_bracket(scan, start)
    elif follows == "!":
        read_declaration(scan, start)
    elif follows == "?":
        read_instruction(scan, start)
    elif follows == "/":
        read_irregular_end_tag(scan, start)
    elif follows:
        read_irregular_start_tag(scan, start)
    else:
        cursor.position = start + 1
        if cursor.open_element is not None:
            scan.error("cut-off", Span(start, start + 1), construct="tag")


def _add_stray_bracket(scan: Scan, start: int) -> None:
    """Add the error of a ``<`` that begins no markup, perhaps since white space follows it."""
    match = _SPACED_TAG.match(scan.text, start)
    if match is None or match[2].lower() not in KNOWN_ELEMENT_NAMES:
        scan.error("unescaped-angle-bracket", Span(start, start + 1))
    else:
        scan.error("tag-spaced", Span(start, match.end(2)), tag=f"<{match[1]}{match[2]}")


def read_regular_tag(scan: Scan, match: re.Match[str]) -> None:
    """Read a start or end tag in which nothing is wrong but, perhaps, its attributes or its place."""
    cursor = scan.cursor
    start, end = match.span()
    ended, name, inside, slash = match.groups()
    store_text(scan, start, end)
    cursor.position = end
    if name is None:
        close_element(scan, ended, start, start + 2, end)
        return
    if scan.suppress_mismatches:
        end_alternatives(scan, name, start)
    tag = read_start_tag(match[0])
    node = Node(name, start, end, cursor.open_element, tag)
    attach(scan.document, node)
    if inside and tag is None:
        first = start + 1 + len(name)
        for attribute in ATTRIBUTE.finditer(scan.text, first, first + len(inside)):
            key, double, single = attribute.groups()
            raw, quote = (double, '"') if single is None else (single, "'")
            begin, last = attribute.span()
            node.attrs.append(Attr(key, begin, raw, last - 1 - len(raw), quote, node))
        decode_values(scan, node)
    if not slash:
        cursor.open_element = node


# -- prolog

#: How an XML declaration begins, whether or not the rest is right.
_DECLARATION_START = re.compile(r"<\?xml(?=[ \t\r\n?])")
#: An XML declaration whose closing question mark is missing.
_UNCLOSED_DECLARATION = re.compile(r"<\?xml[ \t\r\n][^<>]*+(?<!\?)>")
_VERSION = re.compile(r"version\s*+=\s*+[\"']1\.[0-9]++[\"']")
_TRIMMING_TAG = re.compile(r"\{[{%]-|\{\{~|<%[-_]")
_DOCTYPE = re.compile(r"\"[^\"]*+\"|'[^']*+'|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|[\[\]>]", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY[ \t\r\n]++([^\s<>&%;\"']++)")


def read_xml_declaration(scan: Scan, start: int, end: int) -> None:
    """Read the XML declaration from ``start`` to ``end``, wherever it is."""
    document, text = scan.document, scan.text
    if document.root is not None or document.declaration is not None:
        store_text(scan, start, end)
        if scan.suppress_mismatches:
            scan.hidden.append((Span(start, end), " "))
        else:
            scan.error("duplicate-xml-declaration", Span(start, end), document.declaration)
        return
    document.declaration = Span(start, end)
    first = 1 if text.startswith("\ufeff") else 0
    before = text[first:start]
    if before.strip() in _QUOTES:  # the whole document is a string
        store_text(scan, start, end)
        return
    if before:
        scan.hidden.append((Span(start, end), " "))
        check_before_declaration(scan, first, before)
    scan.cursor.text_start = end
    if declaration_end(text, start) == end:
        return
    if OUTPUT_MASK in text[start:end] or TAG_MASK in text[start:end]:
        scan.hidden.append((Span(start, end), " "))
    else:
        scan.error(_declaration_error(text[start:end]), Span(start, end))


def check_before_declaration(scan: Scan, first: int, before: str) -> None:
    """Check the text at ``first``, which is all that is before the XML declaration."""
    content = before.strip(ALLOWED_OUTSIDE_ROOT)
    end = first + len(before)
    if not content and (OUTPUT_MASK in before or TAG_MASK in before):
        # A tag may remove the white space around it; what is before the first tag mostly remains.
        scan.hide_masks(first, end)
        space = len(before) - len(before.lstrip())
        if space and not _TRIMMING_TAG.match(scan.document.source.text, first + space):
            scan.error("content-before-prolog", Span(first, first + space), content="white space")
        return
    scan.outside.clear()
    if not content:
        kind = "white space"
    elif not content.strip("\ufeff" + WHITE_SPACE):
        kind = "byte order mark"
    else:
        kind = "comment" if content.startswith("<!--") and content.endswith("-->") else "text"
    scan.error("content-before-prolog", Span(first, end), content=kind)


def _declaration_error(text: str) -> str:
    """The kind of what is wrong with an XML declaration."""
    if "version" not in text:
        return "xml-declaration-without-version"
    if not _VERSION.search(text):
        return "xml-declaration-version"
    if text.find("version") > text.find("encoding") >= 0:
        return "xml-declaration-order"
    return "xml-declaration-malformed"


def read_doctype(scan: Scan, start: int) -> None:
    """Read a document type declaration: its extent, and the entities that it declares."""
    document, text = scan.document, scan.text
    keyword = Span(start, start + len("<!DOCTYPE"))
    end = _doctype_end(text, start)
    store_text(scan, start, end if end >= 0 else len(text))
    scan.cursor.position = scan.cursor.text_start
    if end < 0:
        scan.error("cut-off", keyword, construct="DOCTYPE")
        return
    # Nothing is declared for the XML processor: no entity to expand, none to fetch.
    scan.hidden.append((Span(start, end), " "))
    if document.doctype is not None:
        scan.error("doctype-repeated", keyword)
        return
    document.doctype = Span(start, end)
    if not text.startswith("<!DOCTYPE", start):
        scan.error("doctype-case", keyword)
    subset = text[start:end]
    external = subset.partition("[")[0]
    is_external = "SYSTEM" in external or "PUBLIC" in external
    scan.references.entities = None if is_external else frozenset(_ENTITY.findall(subset))


def _doctype_end(text: str, start: int) -> int:
    """Where the document type declaration ends that begins at ``start``; -1 if it never does."""
    inside = False
    for match in _DOCTYPE.finditer(text, start):
        part = match[0]
        if part in "[]":
            inside = part == "["
        elif part == ">" and not inside:
            return match.end()
    return -1


# -- start tag

_SPACE = re.compile(rf"[ \t\r\n{OUTPUT_MASK}{TAG_MASK}]*+")
_MASKED_NAME = re.compile(rf"[\w:.\-{OUTPUT_MASK}]*+", re.ASCII)
_PLACEHOLDER = re.compile(r"<[^<>=\"'\r\n]{1,200}+>")
#: What plain text is blamed for that is read as attributes.
_ERRORS_OF_TEXT = frozenset(("attribute-without-value", "comma-between-attributes", "stray-in-tag"))
#: How often text with a ``<`` before the root element is read again from the next one, after what looked like a start
#: tag has turned out to run to the end of the file.
_MAX_RESTARTS = 16


class RawAttribute(NamedTuple):
    """An attribute as it is written: its name, where that begins, and where its value begins and ends."""

    name: str
    start: int
    value_start: int
    value_end: int
    quote: str


class StartTag:
    """A start tag that is read letter by letter.

    ``end`` lies after the tag; it is the end of the text for a tag that is ``cut_off``. ``hidden`` are places that an
    XML processor must see as white space. ``templated`` says that a template writes some of the attributes.
    """

    __slots__ = ("attributes", "cut_off", "end", "errors", "hidden", "is_empty", "name", "start", "templated")

    def __init__(self, name: str, start: int, end: int) -> None:
        self.name = name
        self.start = start
        self.end = end
        self.attributes: list[RawAttribute] = []
        self.errors: list[ParseError] = []
        self.hidden: list[Span] = []
        self.is_empty = False
        self.templated = False
        self.cut_off = False

    def error(self, kind: str, start: int, end: int, **parts: str) -> None:
        """Note an error in the tag."""
        self.errors.append(ParseError(kind, Span(start, end), None, **parts))

    def forget_text(self) -> None:
        """Drop the errors at the end of a tag that has no end: what was read as attributes is the text after it."""
        while self.errors and self.errors[-1].kind in _ERRORS_OF_TEXT:
            self.errors.pop()
        while (
            self.attributes
            and self.attributes[-1].value_start == self.attributes[-1].value_end
            and not self.attributes[-1].quote
        ):
            self.attributes.pop()

    def leave_to_template(self, start: int, end: int) -> None:
        """Take a part of the tag for something that a template writes."""
        self.templated = True
        self.hidden.append(Span(start, end))


def read_irregular_start_tag(scan: Scan, start: int) -> None:
    """Read a start tag that the regular expression for tags does not match, letter by letter."""
    cursor, text = scan.cursor, scan.text
    name_ends = _masked_name_end(text, start + 1)
    name = text[start + 1 : name_ends]
    if OUTPUT_MASK in name and _has_glued_attributes(scan, name):
        name_ends = text.find(OUTPUT_MASK, start)
        name = text[start + 1 : name_ends]
    placeholder = _placeholder_end(scan, name, start)
    if placeholder:
        if cursor.open_element is None:
            cursor.position = start + 1
        else:
            scan.error("unescaped-angle-bracket", Span(start, placeholder))
            cursor.position = placeholder
        return
    tag = StartTag(name, start, name_ends)
    read_inside_of_tag(text, tag)
    if tag.cut_off and cursor.open_element is None and _has_text_before(scan, start):
        # plain text with a < in it
        scan.restarts += 1
        cursor.position = start + 1 if scan.restarts < _MAX_RESTARTS else len(text)
        return
    store_text(scan, start, tag.end)
    cursor.position = tag.end
    if scan.suppress_mismatches:
        end_alternatives(scan, name, start)
    node = Node(name, start, tag.end, cursor.open_element)
    node.templated_attrs = tag.templated
    if scan.filling_tags and tag.templated:
        index = bisect_left(scan.filling_tags, start)
        node.templated = index < len(scan.filling_tags) and scan.filling_tags[index] < tag.end
    attach(scan.document, node)
    if not tag.is_empty:
        cursor.open_element = node
    scan.add_errors(tag.errors)
    scan.hidden.extend([(span, " ") for span in tag.hidden])
    for key, begin, first, last, quote in tag.attributes:
        node.attrs.append(Attr(key, begin, text[first:last], first, quote, node))
    decode_values(scan, node)
    if OUTPUT_MASK in name:
        scan.leave_names_to_template()


def read_inside_of_tag(text: str, tag: StartTag) -> None:
    """Read what follows the name in a start tag, up to its end or to where it must have ended."""
    position = tag.end
    while True:
        space = _SPACE.match(text, position)
        begin, position = position, space.end() if space else position
        if position > begin and not text[begin:position].isspace():
            tag.leave_to_template(begin, position)
        character = text[position : position + 1]
        if character == ">":
            tag.end = position + 1
            return
        if character == "/" and text.startswith(">", position + 1):
            tag.is_empty = True
            tag.end = position + 2
            return
        if not character or character == "<":
            tag.end = position
            after_name = tag.start + 1 + len(tag.name)
            if character:
                tag.forget_text()
                tag.error("start-tag-unclosed", tag.start + 1, after_name, element=tag.name)
            else:
                tag.cut_off = True
                tag.error("cut-off", tag.start, after_name, construct="tag")
            return
        position = read_attribute(text, tag, position, spaced=position > begin)


def _masked_name_end(text: str, start: int) -> int:
    """Where a name ends of which a template may write a part."""
    match = _MASKED_NAME.match(text, start)
    end = start if match is None else match.end()
    if text[end : end + 1] > "\x7f":  # more letters than ASCII has: the whole classes are needed
        match = _full_masked_name().match(text, start)
    return start if match is None else match.end()


def _has_glued_attributes(scan: Scan, name: str) -> bool:
    """Whether what a template writes right after the name of a start tag are its attributes: ``<Say<%= a %>>``.

    An end tag has the name without it, or none begins with that name; else it is a part of the name.
    """
    written = name.rstrip(OUTPUT_MASK)
    if written.lower() not in KNOWN_ELEMENT_NAMES:
        return False
    if written not in scan.glued:
        similar = [end for end in scan.end_names if end.lower().startswith(written.lower())]
        scan.glued[written] = all(end == written for end in similar)
    return scan.glued[written]


@cache
def _full_masked_name() -> re.Pattern[str]:
    return re.compile(rf"[{NAME_CHAR}{OUTPUT_MASK}]*+")


def _placeholder_end(scan: Scan, name: str, start: int) -> int:
    """Where text in angle brackets ends that is surely no element, such as ``<YOUR URL>``; 0 if it may be one."""
    if OUTPUT_MASK in name or name in scan.end_names or name.lower() in KNOWN_ELEMENT_NAMES:
        return 0
    match = _PLACEHOLDER.match(scan.text, start)
    if match is None:
        return 0
    rest = scan.text[start + 1 + len(name) : match.end() - 1]
    if OUTPUT_MASK in rest or TAG_MASK in rest or rest.rstrip().endswith("/") or rest.startswith(","):
        return 0
    return match.end()


def _has_text_before(scan: Scan, start: int) -> bool:
    return bool(scan.outside or scan.text[scan.cursor.text_start : start].strip("\ufeff" + ALLOWED_OUTSIDE_ROOT))


# -- attributes

_BARE_VALUE = re.compile(r"(?:[^\s<>\"'/]|/(?!>))++")
_CURLY_VALUE = re.compile(r"[“”„][^“”„<>]*+[“”]|[‘’‚][^‘’‚<>]*+[‘’]")
#: A value as it is written in a string of a program or in JSON.
_ESCAPED_VALUE = re.compile(r"\\([\"'])((?:(?!\\\1)[^<>\r\n])*+)\\\1")
_STRAY = re.compile(r"[\"']|[^\s<>/=\"',]++|.", re.DOTALL)
_NEXT_TAG = re.compile(r"[^<>]*+/?>[^<>]*+<[A-Za-z/!?]")
_QUOTED_PLACEHOLDER = re.compile(r"<[^<>\r\n]{1,200}?>")


def read_attribute(text: str, tag: StartTag, start: int, *, spaced: bool) -> int:
    """Read one attribute, or whatever is written in its place; where to read on, always further than ``start``."""
    end = name_end(text, start)
    if end == start:
        return read_stray(text, tag, start)
    name = text[start:end]
    if not spaced and tag.attributes:
        tag.error("attribute-unspaced", start, end, before=tag.attributes[-1].name, attribute=name)
    if text.startswith(OUTPUT_MASK, end):  # part of the name comes from a template
        end = _masked_name_end(text, end)
        name = ""
    space = _SPACE.match(text, end)
    equals = space.end() if space else end
    if text.startswith("=", equals):
        return read_value(text, tag, name, start, equals + 1)
    if name.endswith(":") and text[equals : equals + 1] in tuple("\"'“”‘’"):
        tag.error("colon-for-equals", end - 1, end, attribute=name[:-1])
        return read_value(text, tag, name[:-1], start, equals)
    if name:
        tag.error("attribute-without-value", start, end, attribute=name)
        tag.attributes.append(RawAttribute(name, start, end, end, ""))
    else:
        tag.leave_to_template(start, end)
    return end


def read_value(text: str, tag: StartTag, name: str, start: int, position: int) -> int:
    """Read the value after the equals sign of the attribute whose name begins at ``start``; where to read on."""
    while text[position : position + 1] and text[position] in WHITE_SPACE:
        position += 1
    quote = text[position : position + 1]
    escaped = _ESCAPED_VALUE.match(text, position) if quote == "\\" else None
    if escaped is not None:
        first, last = escaped.span(2)
        position, quote = escaped.end(), escaped[1]
        tag.error("escaped-quotes", escaped.start(), position, attribute=name, quoted=f"{quote}{escaped[2]}{quote}")
    elif quote and quote in "\"'":
        first = position + 1
        last = _value_end(text, tag, name, quote, position)
        closed = text.startswith(quote, last)
        position = last + closed
        quote = quote if closed else ""
    else:
        match = _CURLY_VALUE.match(text, position) or _BARE_VALUE.match(text, position)
        first = position
        position = last = match.end() if match else position
        quote = ""
        if match is None:
            tag.error("attribute-without-value", start, start + len(name), attribute=name)
        elif OUTPUT_MASK in match[0] or TAG_MASK in match[0]:
            tag.leave_to_template(start, last)  # the template may write the quotes too
        else:
            tag.error("unquoted-attribute", first, last, attribute=name, value=match[0].strip("“”„‘’‚"))
    if name:
        tag.attributes.append(RawAttribute(name, start, first, last, quote))
    else:
        tag.leave_to_template(start, position)
    return position


def _value_end(text: str, tag: StartTag, name: str, quote: str, start: int) -> int:
    """Where the value ends that opens with the quote at ``start``: at its quote, or where one was forgotten."""
    close = text.find(quote, start + 1)
    bracket = text.find("<", start + 1, close if close >= 0 else len(text))
    if close >= 0 and bracket < 0:
        return close
    next_tag = _NEXT_TAG.match(text, start + 1)
    lacks_quote = next_tag is not None and (close < 0 or next_tag.end() <= close)
    if lacks_quote or (close < 0 and bracket < 0 and text.find(">", start + 1) >= 0):
        end = text.index(">", start + 1)
        end -= text[end - 1] == "/"
        tag.error("value-unclosed", start, end, attribute=name, quote=quote)
        return end
    if close < 0:
        return len(text)
    while 0 <= bracket < close:
        match = _QUOTED_PLACEHOLDER.match(text, bracket, close)
        end = match.end() if match else bracket + 1
        tag.error("unescaped-angle-bracket", bracket, end)
        bracket = text.find("<", end, close)
    return close


def read_stray(text: str, tag: StartTag, start: int) -> int:
    """Read a character that begins no attribute; where to read on."""
    if text[start] == "=" and tag.templated:  # the attribute's name comes from a template
        return read_value(text, tag, "", start, start + 1)
    if text[start] == ",":
        before = tag.attributes[-1].name if tag.attributes else ""
        tag.error("comma-between-attributes", start, start + 1, before=before)
        return start + 1
    match = _STRAY.match(text, start)
    end = match.end() if match else start + 1
    tag.error("stray-in-tag", start, end, found=text[start:end], element=tag.name)
    return end


def decode_values(scan: Scan, node: Node) -> None:
    """Work out the values of attributes that are more than they look like, and look for attributes given twice."""
    first: dict[str, Attr] = {}
    for attr in node.attrs:
        raw = attr.raw
        if "&" in raw or not raw.isprintable():
            raw = attr.raw = raw.replace(TAG_MASK, OUTPUT_MASK)
            has_own_entities = scan.references.check(raw, attr.value_start, is_text=False)
            scan.add_reference_errors()
            attr.value = unescape_attribute(raw)
            attr.templated = has_own_entities or OUTPUT_MASK in raw
            if attr.templated and attr.name.startswith("xmlns"):
                scan.hide_masks(*attr.value_span, "a")
        earlier = first.setdefault(attr.name, attr)
        if earlier is attr:
            continue
        if scan.suppress_mismatches or node.templated_attrs:  # a template may choose between the two
            scan.hidden.append((attr.span, " "))
        else:
            scan.error("duplicate-attribute", attr.name_span, earlier.name_span, attribute=attr.name)


# -- end tag

_END_NAME = re.compile(r"</[ \t\r\n]*+([^ \t\r\n<>/]++)")
_END_TAG = re.compile(rf"</([^\s<>/{TAG_MASK}]*+)([^<>]*+)(>?)")
#: How far up an end tag is looked for among the open elements, once the tags are known not to match.
_MAX_LEVELS = 32


def read_irregular_end_tag(scan: Scan, start: int) -> None:
    """Read what begins with ``</`` and is no regular end tag."""
    cursor, text = scan.cursor, scan.text
    match = _END_TAG.match(text, start)
    if match is None:
        cursor.position = start + 1
        return
    name, rest, close = match.groups()
    begin, end = start + 2, match.end()
    if not close and end == len(text):
        cursor.position = end
        if cursor.open_element is not None:
            store_text(scan, start, end)
            scan.error("cut-off", Span(start, begin + len(name)), construct="end tag")
        return
    inside = rest.strip(ALLOWED_OUTSIDE_ROOT)
    if not name and not inside.isalnum():
        cursor.position = start + 1
        if cursor.open_element is not None:
            scan.error("unescaped-angle-bracket", Span(start, start + 1))
        return
    if not name:
        name = inside
        begin += rest.index(name)
        scan.error("end-tag-spaced", Span(begin, begin + len(name)), element=name)
    elif inside:
        place = begin + len(name) + rest.index(inside)
        scan.error("end-tag-content", Span(place, place + len(inside)), element=name)
    elif not close:
        scan.error("end-tag-unclosed", Span(begin, begin + len(name)), element=name)
    store_text(scan, start, end)
    cursor.position = end
    scan.hide_masks(begin + len(name), end)
    if OUTPUT_MASK not in name:
        close_element(scan, name, start, begin, end)
        return
    scan.leave_names_to_template()
    if cursor.open_element is not None and OUTPUT_MASK in cursor.open_element.name:
        _close(scan, cursor.open_element, start, end)


def close_element(scan: Scan, name: str, start: int, begin: int, end: int) -> None:
    """Close the element that belongs to the end tag from ``start`` to ``end``, whose name begins at ``begin``."""
    node = scan.cursor.open_element
    if node is None:
        if not scan.cursor.is_part():  # what closes an element of the template around it is none of its own
            scan.outside.append(Span(start, end))
        return
    if node.name == name:
        _close(scan, node, start, end)
        return
    if scan.suppress_mismatches and _is_ended_by_each_branch(scan, node, name, start):
        scan.hidden.append((Span(start, end), " "))
        return
    place = Span(begin, begin + len(name))
    opened = _innermost(scan, name)
    if opened is None:
        if node.name.lower() == name.lower() or node.name not in scan.end_names:
            _report_mismatched_end_tag(scan, name, place, node)
            _close(scan, node, start, end)
        else:
            _report_mismatch(scan, "end-tag-unmatched", place, element=name)
        return
    while node is not None and node is not opened:
        if _is_placeholder(scan, node):
            scan.error("unescaped-angle-bracket", node.tag_span)
        else:
            _report_mismatched_end_tag(scan, name, place, node)
        node.end = start
        node = node.parent
    _close(scan, opened, start, end)


#: What control tags of a template leave of the text around them.
_MASKED_SPACE = WHITE_SPACE + TAG_MASK


def end_alternatives(scan: Scan, name: str, start: int) -> None:
    """End what another branch of a template has opened in place of the start tag at ``start``.

    ``{% if a %}<Say voice="x">{% else %}<Say>{% endif %}Hello</Say>``: the first tag has no end tag of its own, and
    what follows is the content of the second one as well. Verbs may be before it, as in ``<Pause/><Say>``.
    """
    document, node = scan.document, scan.cursor.open_element
    branches = document.branches
    if node is None or not branches.is_certain:
        return
    opened: list[Node] = []
    while node is not None and len(opened) < _MAX_LEVELS and branches.exclusive(node.start, start):
        opened.append(node)
        node = node.parent
    if not opened:
        return
    if opened[-1].name != name and not _opens_the_same(scan, opened, start):
        return
    for node in opened:
        node.end, node.templated = start, True
    scan.hidden.append((Span(opened[-1].start, start), " "))
    scan.cursor.open_element = opened[-1].parent


def _opens_the_same(scan: Scan, opened: list[Node], start: int) -> bool:
    """Whether the branch around ``start`` leaves elements of the same names open as another branch has."""
    extent = scan.document.branches.extent(start)
    if extent is None:
        return False
    names = scan.left_open.get(extent)
    if names is None:
        names = scan.left_open[extent] = _names_left_open(scan.text, extent)
    return names == tuple([node.name for node in reversed(opened)])


def _names_left_open(text: str, extent: Span) -> tuple[str, ...]:
    """The names of the elements that begin in a part of a text and do not end there; none where tags do not match."""
    names: list[str] = []
    for match in TAG.finditer(text, *extent):
        ended, name, _, slash = match.groups()
        if name is not None and not slash:
            names.append(name)
        elif name is None and (not names or names.pop() != ended):
            return ()
    return tuple(names)


def _is_ended_by_each_branch(scan: Scan, node: Node, name: str, start: int) -> bool:
    """Whether another branch of a template has ended the element that the end tag at ``start`` is for."""
    last = node.children[-1] if node.children else None
    if last is None or last.name != name or last.close < 0 or scan.text[last.end : start].strip(_MASKED_SPACE):
        return False
    branches = scan.document.branches
    return branches.is_certain and branches.exclusive(last.close, start)


def _innermost(scan: Scan, name: str) -> Node | None:
    """The innermost open element of that name; not looked for far once the tags are known not to match."""
    node, levels = scan.cursor.open_element, 0
    limit = _MAX_LEVELS if scan.document.malformed else None
    while node is not None and node.name != name:
        node, levels = node.parent, levels + 1
        if limit is not None and levels > limit:
            return None
    return node


def _report_mismatch(scan: Scan, kind: str, place: Span, element: str) -> None:
    """Note that tags do not match, unless a template decides which of them there are."""
    if scan.suppress_mismatches:
        scan.document.malformed = True
    else:
        scan.error(kind, place, element=element)


def _report_mismatched_end_tag(scan: Scan, name: str, place: Span, node: Node) -> None:
    """Note that an end tag does not match the innermost open element; sure where a template writes both or neither."""
    if scan.has_templated_names or (
        scan.suppress_mismatches and not scan.document.branches.in_same_run(node.start, place.start)
    ):
        scan.document.malformed = True
    else:
        scan.error("mismatched-end-tag", place, node.name_span, ended=name, opened=node.name)


def _is_placeholder(scan: Scan, node: Node) -> bool:
    """Whether an element that is never closed looks like a word in angle brackets in the middle of a text."""
    return (
        not node.attrs
        and not node.children
        and node.parent is not None
        and node.parent.parent is not None
        and node.name.lower() not in KNOWN_ELEMENT_NAMES
        and node.name not in scan.end_names
    )


def _close(scan: Scan, node: Node, start: int, end: int) -> None:
    """Close an element by the end tag from ``start`` to ``end``."""
    node.close, node.end = start, end
    scan.cursor.open_element = node.parent


# -- text


def store_text(scan: Scan, start: int, end: int) -> None:
    """Store the text that has come before the markup at ``start``; the next text begins at ``end``."""
    cursor = scan.cursor
    begin, cursor.text_start = cursor.text_start, end
    if begin >= start:
        return
    parent = cursor.open_element
    if parent is None:
        store_text_outside_root(scan, begin, start)
        return
    comments = scan.template_comments
    while comments and comments[-1].span.start < start:
        tag = comments.pop()
        if tag.span.start < begin:
            add_template_comment(scan, tag, None)
            continue
        add_text(scan, parent, begin, tag.span.start)
        add_template_comment(scan, tag, parent)
        begin = tag.span.end
    add_text(scan, parent, begin, start)


def add_text(scan: Scan, parent: Node, start: int, end: int) -> None:
    """Store one run of text in an element."""
    raw = scan.text[start:end]
    if not raw:
        return
    if is_printable(raw) and "&" not in raw and "]]>" not in raw and "<" not in raw:
        item = Text(raw, raw, start, parent)
    else:
        has_own_entities = scan.references.check(raw, start, is_text=True)
        scan.add_reference_errors()
        has_tag = TAG_MASK in raw
        if has_tag:
            raw = raw.replace(TAG_MASK, " ")
        item = Text(unescape(raw), raw, start, parent)
        if has_tag or item.templated:
            parent.templated = True
            item.templated = item.templated or not item.blank
        item.templated = item.templated or has_own_entities
    parent.texts.append(item)


def add_template_comment(scan: Scan, tag: TemplateTag, parent: Node | None) -> None:
    """Store a comment of a template language."""
    from twimllint.source.templates.find import comment_text

    comment = Comment(comment_text(tag), tag.span, parent, template=True)
    scan.document.comments.append(comment)
    if parent is not None:
        parent.add_comment(comment)


def store_text_outside_root(scan: Scan, start: int, end: int) -> None:
    """Remember text before the root element, where no text may be."""
    raw = scan.text[start:end]
    if start == 0 and raw.startswith("\ufeff"):
        start, raw = 1, raw[1:]
    scan.hide_masks(start, end)
    stripped = raw.strip(ALLOWED_OUTSIDE_ROOT)
    if stripped and not scan.cursor.is_part():
        first = start + raw.index(stripped)
        scan.outside.append(Span(first, first + len(stripped)))


# -- comments and other markup


def read_declaration(scan: Scan, start: int) -> None:
    """Read a comment, a CDATA section, a document type or other markup that begins with ``<!``."""
    cursor, text = scan.cursor, scan.text
    if text.startswith("<!--", start):
        read_comment(scan, start)
    elif text.startswith("<![CDATA[", start):
        read_cdata(scan, start)
    elif text[start + 2 : start + 9].upper() == "DOCTYPE" and scan.document.root is None:
        read_doctype(scan, start)
    elif cursor.open_element is None:
        cursor.position = start + 1
    else:
        scan.error("declaration-in-element", Span(start, start + 2))
        cursor.position = start + 2


def read_comment(scan: Scan, start: int) -> None:
    """Read the comment that begins at ``start``."""
    cursor, text = scan.cursor, scan.text
    close = text.find("-->", start + 4)
    end = close + 3 if close >= 0 else len(text)
    store_text(scan, start, end)
    cursor.position = end
    if close < 0:
        scan.error("cut-off", Span(start, start + 4), construct="comment")
    else:
        add_comment(scan, start, end, cursor.open_element)


def add_comment(scan: Scan, start: int, end: int, parent: Node | None) -> None:
    """Store the comment from ``start`` to ``end``."""
    text = scan.document.source.text[start + 4 : end - 3]
    double = text.find("--")
    if double >= 0 or text.endswith("-"):
        place = start + 4 + (double if double >= 0 else len(text) - 1)
        scan.error("comment-hyphens", Span(place, place + 2))
    if not text.isprintable():
        scan.references.check_characters(text, start + 4)
        scan.add_reference_errors()
    comment = Comment(text, Span(start, end), parent)
    scan.document.comments.append(comment)
    if parent is not None:
        parent.add_comment(comment)


def read_cdata(scan: Scan, start: int) -> None:
    """Read the CDATA section that begins at ``start``; it is a part of the text around it."""
    cursor = scan.cursor
    if cursor.open_element is None:
        cursor.position = start + 1
        return
    close = scan.text.find("]]>", start + 9)
    cursor.position = close + 3 if close >= 0 else len(scan.text)
    if close < 0:
        scan.error("cut-off", Span(start, start + 9), construct="CDATA section")


def read_instruction(scan: Scan, start: int) -> None:
    """Read an XML declaration or another processing instruction."""
    cursor, text = scan.cursor, scan.text
    unclosed = _UNCLOSED_DECLARATION.match(text, start)
    if unclosed is not None and scan.document.root is None:
        cursor.position = unclosed.end()
        store_text(scan, start, cursor.position)
        scan.error("xml-declaration-unclosed", Span(cursor.position - 1, cursor.position))
        return
    close = text.find("?>", start + 2)
    cursor.position = end = close + 2 if close >= 0 else len(text)
    if close >= 0 and _DECLARATION_START.match(text, start):
        read_xml_declaration(scan, start, end)
        return
    store_text(scan, start, end)
    name_ends = name_end(text, start + 2)
    name = text[start + 2 : name_ends]
    if close < 0:
        scan.error("cut-off", Span(start, name_ends), construct="processing instruction")
    elif not name or name.lower() == "xml":
        scan.error("instruction-name", Span(start, name_ends), name=name)
    elif name_ends < close and text[name_ends] not in " \t\r\n":
        scan.error("instruction-unspaced", Span(name_ends, name_ends + 1), name=name)
    else:
        scan.references.check_characters(text[start:end], start)
        scan.add_reference_errors()


# -- the end of the file

#: What may follow the root element; a comment or an instruction that is never closed runs to the end.
_ALLOWED_AFTER_ROOT = re.compile(r"<!--(.*?)(?:-->|\Z)|<\?(?!xml[ \t\r\n?]).*?(?:\?>|\Z)", re.DOTALL)
#: A tag that begins another branch, in whatever language.
_ELSE = re.compile(r"\W*+(?:php\b)?+\W*+(?:else|elseif|elsif|elif|otherwise|when|default)(?![\w-])", re.IGNORECASE)


def read_end(scan: Scan) -> None:
    """Settle everything that only the end of the file decides."""
    document, cursor = scan.document, scan.cursor
    end = len(scan.text)
    if document.root is None:
        store_text_outside_root(scan, cursor.text_start, end)
    elif cursor.open_element is not None:
        end_open_elements(scan, end)
    elif cursor.is_part():
        # an XML processor reads one root
        scan.hidden.append((Span(document.root.end, end), " "))
    elif scan.text[cursor.text_start :].strip(WHITE_SPACE):
        read_after_root(scan, cursor.text_start)
    for tag in reversed(scan.template_comments):
        add_template_comment(scan, tag, None)
    if document.root is None:
        _finish_without_root(scan)
    elif scan.outside:
        _check_text_before_root(scan)
    if document.tags:
        document.comments.sort(key=lambda comment: comment.span)
        if TAG_MASK in scan.text and not document.malformed and _is_opened_by_each_branch(scan):
            document.malformed = True
    if len(document.errors) > 1:
        document.errors.sort(key=lambda error: error.span)
    if scan.hidden or document.tags:
        document.masked = _text_for_processor(scan)


def end_open_elements(scan: Scan, end: int) -> None:
    """The file ends while elements are open: the innermost one is where its author stopped."""
    node = scan.cursor.open_element
    store_text(scan, end, end)
    if node is not None:
        _report_mismatch(scan, "unclosed-element", node.name_span, element=node.name)
    while node is not None:
        node.end = end
        node = node.parent


def read_after_root(scan: Scan, start: int) -> None:
    """Read what follows the root element: comments and instructions are allowed there, and nothing else."""
    text = scan.text
    first = last = -1
    position = start
    for match in [*_ALLOWED_AFTER_ROOT.finditer(text, start), None]:
        piece = text[position : match.start() if match else len(text)]
        stripped = piece.strip(ALLOWED_OUTSIDE_ROOT)
        if stripped:
            begin = position + piece.index(stripped)
            first = begin if first < 0 else first
            last = begin + len(stripped)
        if match is not None:
            position = match.end()
            _read_comment_after_root(scan, *match.span())
    scan.hide_masks(start, len(text))
    if first < 0:
        return
    scan.after = Span(first, last)
    if scan.suppress_mismatches:  # each branch of a template may write a root of its own
        scan.hidden.append((scan.after, " "))
    elif not scan.has_structure_error:
        scan.error("content-after-root", scan.after)


def _read_comment_after_root(scan: Scan, start: int, end: int) -> None:
    """Read a comment or an instruction that follows the root element."""
    text = scan.text
    if not text.startswith("<!--", start):
        if not text.startswith("?>", end - 2) or end - start < 4:
            scan.error("cut-off", Span(start, start + 2), construct="processing instruction")
    elif not text.startswith("-->", end - 3) or end - start < 7:
        scan.error("cut-off", Span(start, start + 4), construct="comment")
    else:
        add_comment(scan, start, end, None)


def _finish_without_root(scan: Scan) -> None:
    """A file without an element is no XML at all: one construct that ends it early is an error, and nothing else."""
    document = scan.document
    document.errors = [] if scan.outside else [error for error in document.errors if error.kind == "cut-off"]
    document.malformed = bool(document.errors)


def _check_text_before_root(scan: Scan) -> None:
    """There is text before the root element, and no XML declaration follows it."""
    document, text = scan.document, scan.text
    first, last = scan.outside[0].start, scan.outside[-1].end
    before = text[first:last]
    if before in _QUOTES and scan.after is not None and text.startswith(before, scan.after.start):
        # The whole document is a string of some program: all else follows from that.
        if any(error.kind != "content-after-root" for error in document.errors):
            document.malformed = True
        document.errors.clear()
    scan.error("text-before-root", Span(first, last))


def _is_opened_by_each_branch(scan: Scan) -> bool:
    """Whether an element seems to be inside one that another branch of a condition opens."""
    tags, branches = scan.document.tags, scan.document.branches
    for node in scan.document.nodes:
        if node.parent is None:
            continue
        if branches.is_certain:
            if branches.exclusive(node.parent.start, node.start):
                return True
            continue
        if node.index:
            continue
        start, end = node.parent.tag_end, node.start
        if scan.text.find(TAG_MASK, start, end) >= 0:
            inside = tags[bisect_left(tags, start, key=_start) : bisect_left(tags, end, key=_start)]
            first = next((tag for tag in inside if tag.kind == "control"), None)
            if first is not None and _ELSE.match(first.text):
                return True
    return False


def _start(tag: TemplateTag) -> int:
    return tag.span.start


def _text_for_processor(scan: Scan) -> str:
    """The text as the XML processor is to see it: values of templates stay, everything else of them is white space."""
    from twimllint.source.templates.walk import fill_spans

    text = scan.text.replace(TAG_MASK, " ") if scan.document.tags else scan.text
    spans: list[tuple[Span, str]] = []
    read_to = 0
    for span, character in sorted(scan.hidden, key=lambda item: (item[0].start, -item[0].end)):
        if span.start >= read_to:
            spans.append((span, character))
            read_to = span.end
    return fill_spans(text, spans)
