"""TW721 task-attributes-not-json."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from twimllint import Context, Diagnostic, Message, Node, Rule, Text

#: What the JSON reader of the standard library finds wrong, by the ids of our messages.
_IDS = {
    "Expecting property name enclosed in double quotes": "name-expected",
    "Expecting ':' delimiter": "colon-expected",
    "Expecting ',' delimiter": "comma-expected",
    "Expecting value": "value-expected",
    "Unterminated string starting at": "open-string",
    "Invalid control character at": "control-character",
    "Invalid \\escape": "escape",
    "Invalid \\uXXXX escape": "unicode-escape",
    "Extra data": "extra",
    "Illegal trailing comma before end of object": "trailing-comma",
    "Illegal trailing comma before end of array": "trailing-comma",
}
_QUOTES = "'\u2018\u2019\u201c\u201d"
#: Constants of programming languages, and how JSON writes them.
_LITERALS = {"None": "null", "True": "true", "False": "false", "nil": "null", "undefined": "null"}
_TITLE, _HELP = "task attributes are not valid JSON", "Write a JSON object. Twilio does not queue the call ({code})."


class TaskAttributesNotJson(Rule):
    r"""Task whose text is not a JSON object.

    The text of `<Task>` becomes the attributes by which TaskRouter finds a worker. Twilio rejects anything but a JSON
    object, with names and strings in double quotes, and the call is not queued.

    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{'skill':'sales'}</Task></Enqueue></Response>
                                                                                   ^ task attributes are not valid JSON: write double quotes
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": "sales", "level": None}</Task></Enqueue></Response>
                                                                                                              ^^^^ task attributes are not valid JSON: write "null" for "None"
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"sales",}</Task></Enqueue></Response>
                                                                                                  ^ task attributes are not valid JSON: nothing after the comma
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>["sales"]</Task></Enqueue></Response>
                                                                                  ^^^^^^^^^ task attributes must be a JSON object: found an array
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task/></Enqueue></Response>
                                                                             ^^^^ <Task> is empty: expected a JSON object
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{skill: "sales"}</Task></Enqueue></Response>
                                                                                   ^^^^^ task attributes are not valid JSON: expected a name in double quotes
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill" "sales"}</Task></Enqueue></Response>
                                                                                           ^ task attributes are not valid JSON: expected a colon after the name
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"a": 1 "b": 2}</Task></Enqueue></Response>
                                                                                          ^ task attributes are not valid JSON: expected a comma
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": sales}</Task></Enqueue></Response>
                                                                                            ^^^^^ task attributes are not valid JSON: expected a value
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": "sales}</Task></Enqueue></Response>
                                                                                            ^ task attributes are not valid JSON: string without a closing quote
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": "a	b"}</Task></Enqueue></Response>
                                                                                              ^ task attributes are not valid JSON: line break or tab in a string
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"path": "C:\Users"}</Task></Enqueue></Response>
                                                                                              ^ task attributes are not valid JSON: backslash in a string
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": "\u12"}</Task></Enqueue></Response>
                                                                                              ^^^ task attributes are not valid JSON: expected four hexadecimal digits after \u
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": "sales"} {}</Task></Enqueue></Response>
                                                                                                     ^ task attributes are not valid JSON: text after the end of the JSON
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skills": ["sales"]</Task></Enqueue></Response>
                                                                                                     ^ task attributes are not valid JSON: ends before everything is closed
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"level": NaN}</Task></Enqueue></Response>
                                                                                            ^^^ task attributes are not valid JSON: NaN is not a number in JSON
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"sales","languages":["en","fr"],"who":{"id":7}}</Task></Enqueue></Response>
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"{{ skill }}","level":{{ level }}}</Task></Enqueue></Response>
    """

    code, name, twilio_code = "TW721", "task-attributes-not-json", 14221
    source = "https://www.twilio.com/docs/api/errors/14221"
    on = ("Task",)
    templated = True
    supersedes = ("text-required",)
    messages = {
        "empty": Message(
            "<Task> is empty", "expected a JSON object", "Write {{}} at least. Twilio does not queue the call ({code})."
        ),
        "no-object": Message(
            "task attributes must be a JSON object",
            "found {found}",
            'Write an object such as {{"skill": "sales"}}. Twilio does not queue the call ({code}).',
        ),
        "quotes": Message(
            _TITLE,
            "write double quotes",
            "Put names and strings in double quotes. Twilio does not queue the call ({code}).",
        ),
        "literal": Message(_TITLE, 'write "{right}" for "{word}"', _HELP),
        "trailing-comma": Message(
            _TITLE, "nothing after the comma", "Remove the comma. Twilio does not queue the call ({code})."
        ),
        "name-expected": Message(_TITLE, "expected a name in double quotes", _HELP),
        "colon-expected": Message(_TITLE, "expected a colon after the name", _HELP),
        "comma-expected": Message(_TITLE, "expected a comma", _HELP),
        "value-expected": Message(
            _TITLE, "expected a value", "Put strings in double quotes. Twilio does not queue the call ({code})."
        ),
        "open-string": Message(_TITLE, "string without a closing quote", _HELP),
        "control-character": Message(
            _TITLE, "line break or tab in a string", "Write \\n or \\t. Twilio does not queue the call ({code})."
        ),
        "escape": Message(
            _TITLE, "backslash in a string", "Write two backslashes for one. Twilio does not queue the call ({code})."
        ),
        "unicode-escape": Message(_TITLE, "expected four hexadecimal digits after \\u", _HELP),
        "extra": Message(
            _TITLE, "text after the end of the JSON", "Remove it. Twilio does not queue the call ({code})."
        ),
        "end": Message(
            _TITLE,
            "ends before everything is closed",
            "Add the missing brackets. Twilio does not queue the call ({code}).",
        ),
        "constant": Message(_TITLE, "{word} is not a number in JSON", _HELP),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.children:
            return
        if node.is_empty:
            yield self.report(node, "empty")
        texts = [text for text in node.texts if not text.blank]
        # comments cut the text into pieces, and a template may write any of it
        error = _find_error(texts[0], ctx) if len(texts) == 1 else None
        if error is not None:
            whole = texts[0].trimmed
            where = whole if error.end < 0 else texts[0].part(error.start, error.end)
            yield self.report(where, error.id, covers=[whole], **error.values)


class _Error(NamedTuple):
    """What is wrong with a text as JSON, by the id of its message, and where: all of the text for a negative end."""

    id: str
    start: int = -1
    end: int = -1
    values: Mapping[str, Any] = {}


class _ConstantError(Exception):
    """``NaN`` or ``Infinity``, which Python reads and JSON does not have."""


def _refuse(name: str) -> Any:
    raise _ConstantError(name)


def _find_error(text: Text, ctx: Context) -> _Error | None:
    import json

    value = text.value
    try:
        # numbers are not looked at, and Python refuses to convert very long ones
        parsed = json.loads(value, parse_int=len, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return None if _is_templated_before(text, error.pos, ctx) else _json_error(value, error.msg, error.pos)
    except _ConstantError as constant:
        word = str(constant)
        start = value.find(word)
        return _Error("constant", start, start + len(word), {"word": word})
    except RecursionError:
        return None
    if isinstance(parsed, dict):
        return None
    found = "an array" if isinstance(parsed, list) else "a string" if isinstance(parsed, str) else "no object"
    return _Error("no-object", values={"found": found})


def _is_templated_before(text: Text, offset: int, ctx: Context) -> bool:
    """Whether a template tag precedes a place in a text: what it writes may change all that follows."""
    tags = ctx.document.tags
    first = bisect_left(tags, text.span.start, key=lambda tag: tag.span.start)
    return first < len(tags) and tags[first].span.start <= text.part(offset, offset).start


def _json_error(value: str, message: str, pos: int) -> _Error:
    index = min(pos, max(len(value.rstrip()) - 1, 0))
    if value[index] in _QUOTES:
        return _Error("quotes", index, index + 1)
    word = _word_at(value, index)
    if word in _LITERALS:
        return _Error("literal", index, index + len(word), {"word": word, "right": _LITERALS[word]})
    before = value[:index].rstrip()
    if value[index] in "}]" and before.endswith(","):
        return _Error("trailing-comma", len(before) - 1, len(before))
    if pos >= len(value.rstrip()):
        return _Error("end", index, index + 1)
    return _Error(_IDS.get(message, "value-expected"), index, index + max(len(word), 1))


def _word_at(value: str, start: int) -> str:
    end = start
    while end < len(value) and (value[end].isalnum() or value[end] == "_"):
        end += 1
    return value[start:end]
