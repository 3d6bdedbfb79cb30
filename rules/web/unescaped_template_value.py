"""TW812 unescaped-template-value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Document,
    Message,
    Rule,
    Span,
    TemplateTag,
    Text,
    edits,
    templates,
    wording,
)

_RAZOR = re.compile(r"@(?:Html\.)?Raw\(((?:[^()]|\([^()]*\))*)\)")
#: Calls after which nothing is left that XML could take for markup: by the whole name, or by a part of it.
_CALLED = re.compile(r"\b(\w+)\s*\(")
_SAFE_CALLS = frozenset(["h", "e", "int", "float", "intval", "Number", "parseInt", "count", "len", "strlen", "date"])
_SAFE_PART = re.compile(r"escape|esc|encode|entities|specialchars|sanitize|purify|quote", re.IGNORECASE)
_SAFE = re.compile(
    r"\.to_[if]\b|\.(?:length|size|count)\b|\((?:int|float|bool)\)|^(?:escape|urlencode|encodeURI\w*|url)\s+\w"
)
_OFF = re.compile(r"\{%[-+]?\s*autoescape\s+(off|false|none)\b", re.IGNORECASE)
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
#: One literal, or several that are joined: their text is fixed.
_CONSTANT = re.compile(rf"(?:{_LITERAL.pattern})(?:\s*[.+~]\s*(?:{_LITERAL.pattern}))*")
_CALL = re.compile(r"(?:raw|Markup|mark_safe)\s*\((.*)\)|raw\s+(.*)|(.+)\.html_safe(?:\(\))?", re.DOTALL)
_PHP_INPUT = re.compile(r"\$_(?:GET|POST|REQUEST|COOKIE|SERVER)\s*\[")
_PARTIAL = re.compile(r"(?:await\s+)?(?:include|partial|render|yield|body|content|contentFor|block|layout)\b", re.I)
#: Template languages in which ``<%-`` is no output, or an escaped one.
_NOT_EJS = frozenset({"erb", "eex", "heex", "lodash", "jst", "tpl"})


_HELP = "Whoever chooses the value can add verbs, and an ampersand in it makes the document fail."


class UnescapedTemplateValue(Rule):
    """A template value that is not escaped.

    Whoever chooses the value writes TwiML: `</Say><Dial>+1900...</Dial>` in a name places a call at your cost, and an
    single ampersand makes the document fail (12100).

    Flagged:
        <Response><Say>Hello {{{ name }}}</Say></Response>
                             ^^^^^^^^^^^^ unescaped template value: {{{ name }}} can inject TwiML
    Fixed:
        <Response><Say>Hello {{ name }}</Say></Response>
    Flagged:
        <Response><Say>Hello {{ name|title|safe }}</Say></Response>
                             ^^^^^^^^^^^^^^^^^^^^^ unescaped template value: {{ name|title|safe }} can inject TwiML
    Fixed:
        <Response><Say>Hello {{ name|title }}</Say></Response>
    Flagged (call.xml.erb):
        <Response><Say><%== @name %></Say><Redirect><%= raw(@url) %></Redirect></Response>
                       ^^^^^^^^^^^^^ unescaped template value: <%== @name %> can inject TwiML
                                                    ^^^^^^^^^^^^^^^^ unescaped template value: <%= raw(@url) %> can inject TwiML
    Fixed:
        <Response><Say><%= @name %></Say><Redirect><%= @url %></Redirect></Response>
    Flagged (call.ejs):
        <Response><Say><%- name %></Say></Response>
                       ^^^^^^^^^^^ unescaped template value: <%- name %> can inject TwiML
    Fixed:
        <Response><Say><%= name %></Say></Response>
    Flagged (call.blade.php):
        <Response><Say>{!! $name !!}</Say></Response>
                       ^^^^^^^^^^^^^ unescaped template value: {!! $name !!} can inject TwiML
    Fixed:
        <Response><Say>{{ $name }}</Say></Response>
    Flagged:
        {% autoescape off %}<Response><Say>{{ name }}</Say></Response>{% endautoescape %}
        ^^^^^^^^^^^^^^^^^^^^ escaping is switched off: {{ name }} can inject TwiML
    Fixed:
        {% autoescape on %}<Response><Say>{{ name }}</Say></Response>{% endautoescape %}
    Allowed:
        <Response><Say>{{ name }} {{ "a < b"|safe }} {{ notes|escape|safe }}</Say>{{{ verbs }}}</Response>
    Flagged (call.php):
        <Response><Dial><?php echo $_POST['number'] ?></Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unescaped template value: <?php echo $_POST['number'] ?> can inject TwiML
    Fixed:
        <Response><Dial><?php echo htmlspecialchars($_POST['number']) ?></Dial></Response>
    Allowed (call.blade.php):
        {!! '<'.'?xml version="1.0"?>' !!}<Response><Hangup/></Response>
    Allowed (call.ejs):
        <Response><%- include("greeting") %><Say><%= name %></Say></Response>
    Allowed (call.xml.erb):
        <Response><%- if @name -%><Say><%= @name %></Say><%- end -%></Response>
    """

    code, name = "TW812", "unescaped-template-value"
    source = "https://www.twilio.com/docs/voice/twiml"
    fixable = "unsafe"
    on = ("#tag", "*/text", "@*")
    known, templated = False, True
    needs = (
        "{{{", "{{&", "{!!", "<%==", "<%-", "safe", "raw", "autoescape", "no_esc", "Markup(",
        "| n", "|n", "$_", "$:", "[(",
    )  # fmt: skip
    supersedes = ("code-residue",)
    messages = {
        "escaped": Message("unescaped template value", "{written} can inject TwiML", "Write {right}. " + _HELP),
        "off": Message("escaping is switched off", "{written} can inject TwiML", "Leave autoescape on. " + _HELP),
    }

    def check(self, item: TemplateTag | Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if not isinstance(item, TemplateTag):
            yield from self._razor(item, ctx)
        elif item.closed and item.kind != "comment" and not _is_comment_or_markup(item, ctx):
            off = _OFF.match(item.text)
            way = _raw(item, ctx)
            if off is not None:
                yield from self._switched_off(item, off, ctx)
            elif way is not None:
                yield self._report(item.span, way)

    def _razor(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        for call in _RAZOR.finditer(item.value):
            if not _is_safe(call[1]):
                yield self._report(item.part(*call.span()), _Way(call[0], f"@({call[1]})"))

    def _report(self, span: Span, way: _Way) -> Diagnostic:
        written = wording.shortened(way.written)
        right = wording.shortened(way.escaped)
        fix = edits.replace(span, way.escaped, f"write {right}")
        return self.report(span, "escaped", written=written, right=way.by or right, fix=fix)

    def _switched_off(self, tag: TemplateTag, off: re.Match[str], ctx: Context) -> Iterator[Diagnostic]:
        value = next(_unescaped_after(tag, ctx.document), None)
        if value is not None:
            start = tag.span.start + off.start(1)
            right = "on" if off[1].lower() == "off" else "true"
            fix = edits.replace(Span(start, start + len(off[1])), right, "leave autoescape on")
            yield self.report(tag, "off", written=wording.shortened(value.text), fix=fix)


class _Way(NamedTuple):
    """A value that goes in raw: how it is written, how it would be written escaped, where that is sure, and by what."""

    written: str
    escaped: str
    by: str | None = None


def _is_safe(code: str) -> bool:
    """Whether an expression escapes its value, or gives a number."""
    if _SAFE.search(code):
        return True
    return any(name in _SAFE_CALLS or _SAFE_PART.search(name) for name in _CALLED.findall(code))


def _is_comment_or_markup(tag: TemplateTag, ctx: Context) -> bool:
    """Whether a tag is in a comment, or where only elements are allowed, so that it writes markup."""
    document, span = ctx.document, tag.span
    if templates.in_comment(tag, document):
        return True
    node = wording.innermost(document, span)
    if node is None or span.start < node.tag_span.end:
        return False
    element = ctx.grammar.element(node)
    return element is not None and element.text == "none"


def _unescaped_after(tag: TemplateTag, document: Document) -> Iterator[TemplateTag]:
    for other in document.tags:
        if other.span.start > tag.span.start and other.closed:
            if "endautoescape" in other.text:
                return
            if (
                other.kind == "output"
                and not set(templates.filters(templates.expression(other))[1]) & templates.escape_filters()
            ):
                yield other


def _raw(tag: TemplateTag, ctx: Context) -> _Way | None:
    """How a tag puts its value in unescaped, or ``None``."""
    text, code = tag.text, templates.expression(tag)
    if not code or tag.kind != "output" or _is_safe(code) or _CONSTANT.fullmatch(code):
        return None
    if tag.language == "php":
        if not _PHP_INPUT.search(code) or text[:3] == "<%=":
            return None
        return _Way(text, text.replace(code, f"htmlspecialchars({code})", 1), "htmlspecialchars(...)")
    if tag.language == "erb":
        return _erb(tag, code, ctx)
    escaped_form = _escaped_form(tag)
    if escaped_form is not None:
        return escaped_form
    if tag.language == "blade" and text.startswith("{!!"):
        return _Way(text, "{{" + text[3:-3] + "}}")
    if text.startswith("{{{") and code[0] not in "\"'{":
        return _Way(text, text[1:-1])
    if text.startswith("{{&"):
        return _Way(text, "{{" + text[3:])
    return _filtered(tag, code)


def _escaped_form(tag: TemplateTag) -> _Way | None:
    """A form that only one language has: ``@Html.Raw(x)``, ``$:x``, ``[(${x})]``."""
    text = tag.text
    raw = _RAZOR.fullmatch(text) if tag.language == "razor" else None
    if raw is not None:
        return _Way(text, f"@({raw[1]})")
    if tag.language == "templetor" and text.startswith("$:"):
        return _Way(text, "$" + text[2:])
    if tag.language == "thymeleaf" and text.startswith("[("):
        return _Way(text, f"[[{text[2:-2]}]]")
    return None


def _erb(tag: TemplateTag, code: str, ctx: Context) -> _Way | None:
    text = tag.text
    if _PARTIAL.match(code) or (text.startswith("<%=") and not text.startswith("<%==") and not _CALL.fullmatch(code)):
        return None
    if text.startswith("<%=="):
        return _Way(text, "<%=" + text[4:])
    if text.startswith("<%-"):
        other_suffixes = set(templates.suffixes(ctx.path)) & _NOT_EJS
        return None if other_suffixes else _Way(text, "<%=" + text[3:])
    return _called(text, code)


def _filtered(tag: TemplateTag, code: str) -> _Way | None:
    base, names = templates.filters(code)
    if tag.language == "dollar":
        raw = names[-1:] == ["n"] or code.endswith("?no_esc")
    else:
        raw = not (templates.raw_filters() - {"n"}).isdisjoint(names)
    if not raw:
        return _called(tag.text, code) if _CALL.fullmatch(code) else None
    if set(names) & templates.escape_filters() or _LITERAL.fullmatch(base):
        return None
    pattern = r"\s*\|\s*(?:" + "|".join(sorted(templates.raw_filters())) + r")\b|\?no_esc\b"
    return _Way(tag.text, re.sub(pattern, "", tag.text))


def _called(text: str, code: str) -> _Way | None:
    call = _CALL.fullmatch(code)
    inner = next((group for group in call.groups() if group is not None), "") if call else ""
    if not inner or _LITERAL.fullmatch(inner.strip()):
        return None
    return _Way(text, text.replace(code, inner, 1))
