"""PHP's strings and twilio-php's habits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import ClassVar

from twimllint.host.callers import CALLERS, ONLY_TWILIOS
from twimllint.host.dialect import BOTH, LEFT, RIGHT, Bound, Dialect, Given, Set, Signature, stripped
from twimllint.host.form import Expression, Member, Name
from twimllint.host.library import MARKUP, classes
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.text_methods import Positions, filled, join_list, place_of, remade, replaced
from twimllint.host.texts import fill
from twimllint.host.values import Content, Dictionary, Library, Listed, Text, Unsure, Value, among
from twimllint.source.span import Span

_CLASS = re.compile(r"\\?Twilio\.TwiML\.((Voice|Messaging|Fax)Response)\Z")
_PART = re.compile(r"\\?Twilio\.TwiML\.(Voice|Messaging|Fax)\.(\w+)\Z")
#: The class of twilio-php 5, which writes whatever it gets, and that of the versions before.
_FORMER = re.compile(r"\\?(?:Twilio\.Twiml|Services_Twilio_Twiml)\Z")
_SPACE = re.compile(r"\\?Twilio(?:\.TwiML(?:\.(?:Voice|Messaging|Fax))?)?\Z")
_PERCENT = re.compile(r"%(?:(\d+)\$)?([+\- 0']*\d*(?:\.\d+)?)([bcdeEfFgGosuxX%])")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_PLACEHOLDER = re.compile(r"\{\{\s*[\w.]+\s*\}\}|%(?:\d+\$)?[sd](?![\w%])|\{\w+\}|:\w+\b(?=[<\"])")
#: What may put values in place of ``$name``: functions that replace, names of variables in quotes.
_FILLS = re.compile(r"replace|strtr|\beval|render|compile|template|'\$|\\\$", re.IGNORECASE)
#: What ``echo`` and ``print`` write to.
_OUTPUT = "print()"
#: Functions of PHP itself that are called for what they do, and write nothing to it.
_SILENT = re.compile(
    r"(?:array|str|mb|json|date|file|mysql|mysqli|pg|sqlite|curl|session|set|ini|error|preg|ereg|mt|spl|stream|socket|"
    r"openssl|gz|register|ftp|ldap|imap|image|posix|odbc|oci|apc|http)_\w+|f(?:open|write|puts|close|flush|lock|gets|read)|"
    r"header(?:_remove)?|set(?:cookie|locale|type)|mail|u?sleep|unset|define|unlink|mkdir|rmdir|chmod|rename|copy|touch|"
    r"syslog|openlog|flush|ob_(?:flush|end_flush|implicit_flush)|u?[ak]?r?sort|shuffle|reset|next|end|assert|exec|"
    r"shell_exec|putenv|m?t?_?srand|extract|list|is_\w+|trim|explode|implode|sprintf|dispatch|event|logger|info|report|"
    r"config|app|cache|session|request|now|auth",
    re.IGNORECASE,
)
#: What methods are called that write something.
_PRINTING = re.compile(r"print|echo|output|render|display|show|send|respond|write|emit|dump|run|handle", re.IGNORECASE)
#: What holds the fields of a request, and what is asked for one by its name.
_FIELDS = re.compile(r"\$_(?:REQUEST|POST|GET)\Z|(?:\A|[.$])(?:request|input|params)(?:\(\))?\Z", re.IGNORECASE)
_GETTERS = re.compile(
    r"(?:\A|[.$])(?:request|input)(?:\(\))?(?:\.(?:request|query))?"
    r"(?:\.(?:input|get|post|query|string|getPost|getParam|getVar))?\Z|filter_input\Z",
    re.IGNORECASE,
)
#: Functions that give a text as it is but for white space, case and length.
_KEEPING = frozenset({
    "trim", "ltrim", "rtrim", "strtolower", "strtoupper", "ucfirst", "ucwords", "substr", "strval", "nl2br",
    "stripslashes", "mb_substr", "mb_strtolower", "mb_strtoupper",
})  # fmt: skip
#: Functions and methods whose second argument is what they give where there is nothing else.
_WITH_DEFAULT = frozenset({"env", "config", "get", "input", "query", "post", "get_option", "get_theme_mod"})
#: Functions and methods that only look at a field.
_LOOKING = re.compile(r"(?:is|has|exists|filled|missing)(?![a-z])|isset\Z|empty\Z")


class PhpDialect(Dialect):
    """PHP and twilio-php."""

    name = "php"
    library = "php"
    renders = frozenset({"asXML", "__toString"})
    appends = frozenset({"append", "nest", "addText"})
    appends_to_self = frozenset({"append", "addText"})
    harmless = frozenset({
        "print", "print_r", "response", "make", "view", "header", "strval", "withHeaders", "Response", "setContent",
        "error_log", "var_dump", "write", "info", "debug", "error", "create", "printf", "xml", "withBody", "Content",
    })  # fmt: skip
    strips: ClassVar = {"trim": BOTH, "ltrim": LEFT, "rtrim": RIGHT, "chop": RIGHT}
    formats = frozenset({"sprintf", "printf", "vsprintf"})
    known_members = frozenset({
        "append", "nest", "asXML", "__toString", "setAttribute", "addChild", "addText", "comment",
    })  # fmt: skip
    selves = frozenset({"$this", "self", "static"})
    outputs = (_OUTPUT,)
    captures = frozenset({"ob_start"})
    prints = frozenset({"echo", "print", "printf", "vprintf"})

    # -- the helper library

    def imported(self, module: str, member: str) -> Value | None:
        """``use Twilio\\TwiML\\VoiceResponse``."""  # noqa: D301
        path = module.replace("\\", ".") + (f".{member}" if member else "")
        return Library(path) if _SPACE.match(path) or self._class(path) else None

    def known_name(self, name: str, span: Span) -> Value | None:
        """A name that is written out from its first namespace."""
        return Library(name) if name in ("Twilio", "\\Twilio") or _FORMER.match(name) else None

    def member(self, path: str, name: str) -> Value | None:
        """A namespace in a namespace, a class in a namespace."""
        whole = f"{path}.{name}"
        return Library(whole) if _SPACE.match(whole) or self._class(whole) else None

    def _class(self, path: str) -> str | None:
        if _FORMER.match(path):
            return f"{MARKUP}.Response"
        match = _CLASS.match(path)
        part = _PART.match(path) if match is None else None
        name = f"{match[2].lower()}.{match[1]}" if match else f"{part[1].lower()}.{part[2]}" if part else ""
        return name if name in classes(self.library) else None

    def constructs(self, path: str, new: bool) -> str | None:
        """``new VoiceResponse()`` makes a ``voice.VoiceResponse``."""
        return self._class(path) if new else None

    def typed(self, annotation: str) -> str | None:
        """``VoiceResponse``, ``?VoiceResponse``, ``\\Twilio\\TwiML\\VoiceResponse``."""  # noqa: D301
        written = annotation.strip().lstrip("?").replace("\\", ".")
        if _FORMER.match(written):
            return f"{MARKUP}.Response"
        name = written.rpartition(".")[2]
        channel = name.removesuffix("Response").lower()
        whole = f"{channel}.{name}"
        return whole if name.endswith("Response") and whole in classes(self.library) else None

    def bind(self, signature: Signature, given: tuple[Given, ...]) -> Bound:
        """Text first, then the attributes; an array where the text belongs is an error in PHP."""
        if signature.cls.startswith(MARKUP):
            return self._as_written(given)
        bound = super().bind(signature, given)
        problems: list[tuple[str, Span, dict[str, object]]] = []
        for value, span in bound.texts:
            if isinstance(value, Dictionary) and value.entries:
                text = next((argument.span for argument in given if isinstance(argument.value, Text)), None)
                problems.append(("options-dropped", span, {"text": text, "text_first": True}))
        if any(isinstance(value, Dictionary | Listed) for value, _ in bound.texts):
            unknown = tuple([(Unsure(span), span) for _, span in bound.texts])
            return bound._replace(texts=unknown, open_attributes=True, problems=tuple(problems))
        return bound

    def _as_written(self, given: tuple[Given, ...]) -> Bound:
        """The arguments of a builder that writes any element: a text and attributes, or one of them."""
        if not given or any(argument.spread for argument in given):
            return Bound((), tuple([(argument.value, argument.span) for argument in given]), bool(given))
        first, *others = given
        attributes: list[Set] = []
        if isinstance(first.value, Dictionary | Listed):
            complete = self._mapping(first.value, attributes)
            return Bound(tuple(attributes), (), not complete)
        complete = all(self._mapping(argument.value, attributes) for argument in others[:1])
        # a variable may hold the attributes
        alone = not others and isinstance(first.value, Unsure)
        return Bound(tuple(attributes), ((_decoded(first.value), first.span),), alone or not complete)

    def method(self, name: str, methods: Mapping[str, Signature]) -> Signature | None:
        """Names of methods are the same in any case; ``say`` of a builder that writes any element writes ``Say``."""
        signature = methods.get(name)
        if signature is not None and signature.cls.startswith(MARKUP):
            return methods.get(name[:1].upper() + name[1:])
        if signature is None:
            low = name.lower()
            signature = next((methods[candidate] for candidate in methods if candidate.lower() == low), None)
        return signature

    def setter(self, name: str) -> str | None:
        """``setNumDigits`` sets ``numDigits``."""
        return name[3].lower() + name[4:] if re.match(r"set[A-Z]", name) and name != "setAttribute" else None

    # -- strings

    def function_of_text(self, name: str, given: tuple[Given, ...], span: Span) -> Value | None:
        """``trim``, ``sprintf``, ``implode``, ``str_replace`` and the like."""
        values = [argument.value for argument in given]
        if name in ("implode", "join") and len(values) == 2:
            values.sort(key=lambda value: isinstance(value, Listed))  # either order will do
            if isinstance(values[0], Text) and isinstance(values[1], Listed):
                return join_list(values[0].content, values[1], span)
        if not values or not isinstance(text := values[0], Text):
            return None
        if name in self.strips and len(values) == 1:
            return stripped(text, span, *self.strips[name])
        if name == "str_replace" and len(values) == 3 and isinstance(values[2], Text):
            return replaced(values[2], text, values[1], span)
        if name == "strval":
            return remade(text, text.content, span)
        return _formatted(text, values[1:], span) if name in ("sprintf", "printf") else None

    def placeholders(self, text: str) -> list[Span]:
        """``{{name}}``, ``%s``, ``{name}``."""
        return [Span(*match.span()) for match in _PLACEHOLDER.finditer(text)]

    def leaves(self, placeholder: str, program: str) -> bool:
        """``'$name'``: single quotes fill nothing in, and the program replaces nothing in texts."""
        return placeholder.startswith("$") and "{" not in placeholder and _FILLS.search(program) is None

    # -- what is written

    def output(self, written: Expression, name: str) -> str:
        """``echo``, ``print``, ``printf`` and the text around the code."""
        return _OUTPUT if isinstance(written, Name) and name in ("print", "printf") else ""

    def may_print(self, called: Expression) -> bool:
        """A function of another file may write verbs; most of PHP's own, and most methods, write nothing."""
        if isinstance(called, Name):
            return _SILENT.fullmatch(called.id) is None
        inherited = isinstance(called, Member) and isinstance(called.value, Name) and called.value.id in self.selves
        return inherited or (isinstance(called, Member) and _PRINTING.search(called.name) is not None)

    # -- where values come from

    def risk(self, path: str, key: str | None, owner: str) -> str:
        """``$_REQUEST['SpeechResult']`` is text of the caller's."""
        return "request" if key in ONLY_TWILIOS or (key in CALLERS and _FIELDS.search(path)) else owner

    def called(self, path: str, function: Value, given: tuple[Given, ...], span: Span) -> Value:
        """``$request->input('Body')`` is text of the caller's, and so is ``trim($_POST['Body'])``."""
        name = path.rpartition(".")[2]
        first = given[0].value if given else None
        keys = [argument.value.plain() for argument in given[:2] if isinstance(argument.value, Text)]
        risk = ""
        if any(key in ONLY_TWILIOS or (key in CALLERS and _GETTERS.search(path)) for key in keys[:1]):
            risk = "" if _LOOKING.match(name) else "request"
        elif name in _KEEPING and isinstance(first, Unsure):
            risk = first.risk
        default = among([argument.value for argument in given[1:2]]) if name in _WITH_DEFAULT else ()
        return Unsure(span, risk, f"{path}()", among=default)


def _decoded(value: Value) -> Value:
    """A text as the first builders write it: they resolve its references, and escape the characters then."""
    if not isinstance(value, Text) or not any(isinstance(item, Mapped) and "&" in item.text for item in value.content):
        return value

    def character(match: re.Match[str]) -> Content | None:
        written, resolved = match[0], unescape(match[0])
        where = place_of(value, match)
        return None if written == resolved else (Mapped((Piece(resolved, where.start, where.end),)),)

    return remade(value, fill(value.content, _REFERENCE, character), value.span)


def _formatted(text: Text, values: list[Value], span: Span) -> Text:
    positions = Positions(values)

    def value(match: re.Match[str]) -> Value | str | None:
        if match[3] == "%":
            return "%"
        item = positions.next(text.span, int(match[1]) - 1 if match[1] else None)
        return item if match[3] == "s" and not match[2] else Unsure(text.span)

    return filled(text, _PERCENT, value, span)
