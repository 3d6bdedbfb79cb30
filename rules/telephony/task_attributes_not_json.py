"""TW721 task-attributes-not-json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from twimllint import Context, Diagnostic, Node, Rule, Text, placement, wording

#: What the JSON reader of the standard library says, and how it is told here.
_WORDS = {
    "Expecting property name enclosed in double quotes": "a name in double quotes belongs here",
    "Expecting ':' delimiter": "a colon belongs here, between name and value",
    "Expecting ',' delimiter": "a comma belongs here, between one value and the next",
    "Expecting value": "a value belongs here: a string in double quotes, a number, true, false, null, [ ] or { }",
    "Unterminated string starting at": "this string has no closing quote",
    "Invalid control character at": "a string may not run over several lines; write \\n",
    "Invalid \\escape": 'a backslash in a string stands before one of " \\ / b f n r t u',
    "Invalid \\uXXXX escape": "four hexadecimal digits follow \\u",
    "Extra data": "the JSON is over before this",
    "Illegal trailing comma before end of object": "this comma has nothing after it",
    "Illegal trailing comma before end of array": "this comma has nothing after it",
}


class TaskAttributesNotJson(Rule):
    """Task whose body is not a JSON object.

    What stands in `<Task>` become the attributes by which TaskRouter finds a worker. Twilio refuses anything but a JSON
    object, names and strings in double quotes, and the call is not queued.

    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{'skill':'sales'}</Task></Enqueue></Response>
                                                                                   ^ the task's attributes are not JSON: names and strings stand in double quotes, not single ones (14221)
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill": "sales", "level": None}</Task></Enqueue></Response>
                                                                                                              ^^^^ the task's attributes are not JSON: None is written null (14221)
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"sales",}</Task></Enqueue></Response>
                                                                                                  ^ the task's attributes are not JSON: this comma has nothing after it (14221)
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>["sales"]</Task></Enqueue></Response>
                                                                                  ^^^^^^^^^ the task's attributes are an array; TaskRouter takes a JSON object, such as {"skill": "sales"} (14221)
    Flagged:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task/></Enqueue></Response>
                                                                             ^^^^ <Task> is empty; its text is a JSON object, {} at least (14221)
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"sales","languages":["en","fr"],"who":{"id":7}}</Task></Enqueue></Response>
    Allowed:
        <Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"{{ skill }}","level":{{ level }}}</Task></Enqueue></Response>
    """

    code, name, twilio_code = "TW721", "task-attributes-not-json", 14221
    source = "https://www.twilio.com/docs/api/errors/14221"
    on = ("Task",)
    known, templated = False, True
    supersedes = ("text-required",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.type_of(node, ctx) is None or node.children:
            return
        texts = [text for text in node.texts if not text.blank]
        if not texts and not node.templated:
            yield self.report(node, "<Task> is empty; its text is a JSON object, {} at least (14221)")
        # comments cut the text into pieces, and a template may write any of it
        if len(texts) != 1:
            return
        fault = _fault(texts[0], ctx)
        if fault is not None:
            where = texts[0].trimmed if fault.end < 0 else texts[0].part(fault.start, fault.end)
            yield self.report(where, f"the task's attributes are {fault.words} (14221)", covers=[texts[0].trimmed])


class _Fault(NamedTuple):
    words: str
    start: int = -1
    end: int = -1


def _fault(text: Text, ctx: Context) -> _Fault | None:
    import json

    value = text.value
    try:
        parsed = json.loads(value, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        # what a template writes may change all that follows it
        place = text.part(error.pos, error.pos)
        if any(text.span.start <= tag.span.start <= place.start for tag in ctx.document.tags):
            return None
        return _worded(value, error)
    except _ConstantError as constant:
        at = value.find(str(constant))
        return _Fault(f"not JSON: {constant} is no number there", at, at + len(str(constant)))
    except RecursionError:
        return None
    if isinstance(parsed, dict):
        return None
    return _Fault(f'{_called(parsed)}; TaskRouter takes a JSON object, such as {{"skill": "sales"}}')


class _ConstantError(Exception):
    """``NaN`` or ``Infinity``, which Python reads and JSON does not have."""


def _refuse(name: str) -> Any:
    raise _ConstantError(name)


def _called(parsed: Any) -> str:
    if isinstance(parsed, list):
        return "an array"
    return "a string" if isinstance(parsed, str) else "no object"


def _worded(value: str, error: Any) -> _Fault:
    at = min(error.pos, max(len(value.rstrip()) - 1, 0))
    words = _WORDS.get(error.msg, "a character is wrong here")
    char = value[at]
    if char in "'\u2018\u2019\u201c\u201d":
        kind = "single" if char in "'\u2018\u2019" else "curly"
        return _Fault(f"not JSON: names and strings stand in double quotes, not {kind} ones", at, at + 1)
    word = ""
    while at + len(word) < len(value) and (value[at + len(word)].isalnum() or value[at + len(word)] == "_"):
        word += value[at + len(word)]
    right = {"None": "null", "True": "true", "False": "false", "nil": "null", "undefined": "null"}.get(word)
    if right is not None:
        return _Fault(f"not JSON: {word} is written {right}", at, at + len(word))
    before = value[:at].rstrip()
    if char in "}]" and before.endswith(","):
        return _Fault("not JSON: this comma has nothing after it", len(before) - 1, len(before))
    if error.pos >= len(value.rstrip()):
        return _Fault("not JSON: they end too soon, before everything is closed", at, at + 1)
    shown = f' at "{wording.shortened(word)}"' if word else ""
    return _Fault(f"not JSON{shown}: {words}", at, at + max(len(word), 1))
