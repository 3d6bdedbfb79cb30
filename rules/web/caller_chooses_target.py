"""TW814 caller-chooses-target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, Severity, TemplateTag, Text, conditions, templates

#: ``Digits``, ``req.body.Digits``, ``params[:Digits]``, ``$_REQUEST['Digits']``, ``request.form.get("Digits")``.
_ACCESS = re.compile(
    r"[$@.]?(?P<path>(?:[A-Za-z_]\w*(?:\(\))?(?:[?&]?\.|->|::))*)"
    r"(?:(?P<bare>[A-Za-z_]\w*)|(?P<holder>[A-Za-z_]\w*)(?:\[\s*|\(\s*)(?:['\"]|:(?=\w))(?P<key>\w+)['\"]?\s*(?:,[^()\[\]]*)?[\])])"
)
_WRAPPED = re.compile(
    r"(?:\w+[.:\\]+)*(?:htmlspecialchars|htmlentities|e|h|escape\w*|esc_\w+|trim|strip_tags|urlencode|"
    r"encodeURIComponent|String|str|xml_escape|html_escape)\((?P<inner>.*)\)",
    re.DOTALL,
)
_DEFAULT = re.compile(r"(?<!\s)\s*+(?:\?\?|\|\||\bor\b)\s*+(?:'[^']*'|\"[^\"]*\"|null|None|nil)?\s*+\Z")
_READERS = frozenset({
    "get", "input", "query", "post", "request", "param", "params", "form", "Request", "values", "fetch", "dig",
    "getParameter", "getlist", "data",
})  # fmt: skip
_ROOTS = frozenset({
    "", "req", "request", "params", "event", "body", "query", "form", "values", "twilio", "context", "ctx", "self",
    "this", "post", "data", "Request", "args", "payload", "parameters",
})  # fmt: skip
#: Twilio's parameters that the other side fills in.
_CALLERS = frozenset({
    "digits", "speechresult", "unstablespeechresult", "transcriptiontext", "body", "from", "caller", "to", "called",
})  # fmt: skip
_SAFE_FILTERS = frozenset({
    "e", "escape", "safe", "raw", "trim", "strip", "string", "default", "urlencode", "h", "e164", "force_escape",
})  # fmt: skip
_GUARD = re.compile(r"\W*(?:if|elif|elsif|elseif|unless|case|when|switch|with)\b")
_ONLY_INPUT = re.compile(r"(?:\+\d{0,3}|(?i:sips?|tel|whatsapp):)?\ue000+", re.DOTALL)
_MESSAGES = {"Redirect": "redirect", "Message": "message", "Sms": "message"}


class CallerChoosesTarget(Rule):
    """Something the caller enters decides whom Dial calls, where Redirect leads, or who gets a message.

    Anyone who finds the number can then place calls to premium numbers at your cost, which is called toll fraud.
    Compare the input with a list of targets. `To` in a softphone's application, with a callerId beside it, is the usual
    way and is not reported.

    Flagged:
        <Response><Dial>{{Digits}}</Dial></Response>
                        ^^^^^^^^^^ caller decides whom <Dial> calls: Digits comes from the caller
    Flagged (call.php):
        <Response><Redirect><?= htmlspecialchars($_REQUEST['SpeechResult']) ?></Redirect></Response>
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caller decides which document runs: SpeechResult comes from the caller
    Flagged:
        <Response><Message to="{{ request.values['Body'] }}">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sender decides who gets the message: Body comes from the sender
    Allowed:
        <Response><Dial>{{ targets[Digits] }}</Dial><Redirect>/menu/{{Digits}}</Redirect></Response>
    Allowed:
        <Response><Dial callerId="+14155550100"><Number>{{#e164}}{{To}}{{/e164}}</Number></Dial></Response>
    Allowed:
        <Response>{% if Digits in allowed %}<Dial>{{ Digits }}</Dial>{% endif %}</Response>
    Allowed:
        <Response><Message to="{{From}}">{{Body}}</Message></Response>
    """

    code, name = "TW814", "caller-chooses-target"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/usage/anti-fraud-developer-guide"
    on = ("Dial/text", "Number/text", "Redirect/text", "Sip/text", "WhatsApp/text", "Message@to", "Sms@to")
    known, templated = False, True
    when = (conditions.templated_value,)
    messages = {
        "call": Message(
            "{who} decides whom <{element}> calls",
            "{parameter} comes from the {who}",
            "Compare it with a list of targets first. Anyone can place calls at your cost.",
        ),
        "redirect": Message(
            "{who} decides which document runs",
            "{parameter} comes from the {who}",
            "Compare it with a list of targets first. Anyone can make the call run any document.",
        ),
        "message": Message(
            "{who} decides who gets the message",
            "{parameter} comes from the {who}",
            "Compare it with a list of targets first. Anyone can send messages at your cost.",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        node, span = item.parent, item.value_span
        if node is None or not item.templated or not _ONLY_INPUT.fullmatch(item.value.strip()):
            return
        tags = [
            tag for tag in templates.tags_in(ctx.document, span) if tag.kind != "comment" and "e164" not in tag.text
        ]
        caller = _input(tags[0]) if len(tags) == 1 and tags[0].kind == "output" else None
        if caller is None or _is_exempt(caller.lower(), node) or _is_guarded(tags[0], ctx):
            return
        yield self.report(
            span,
            _MESSAGES.get(node.name, "call"),
            parameter=caller,
            element=node.name,
            who="sender" if ctx.channel == "messaging" else "caller",
        )


def _input(tag: TemplateTag) -> str | None:
    """The parameter that a tag puts in as the caller gave it, or ``None``."""
    code, filters = templates.filters(_DEFAULT.sub("", templates.expression(tag)))
    wrapped = _WRAPPED.fullmatch(code)
    access = _ACCESS.fullmatch(_DEFAULT.sub("", wrapped["inner"]).strip() if wrapped else code)
    if access is None or not set(filters) <= _SAFE_FILTERS:
        return None
    name, path = access["bare"] or access["key"], access["path"]
    plain = name.replace("_", "").lower()
    holder = access["holder"] or ""
    if plain not in _CALLERS or (
        access["key"] and "(" in access[0][access.end("holder") :][:2] and holder not in _READERS
    ):
        return None
    if plain in ("digits", "speechresult"):
        return name
    root = path.rstrip(".->:?&").partition(".")[0].partition("-")[0] or holder
    return name if name[0].isupper() and (root in _ROOTS or root.startswith("_")) else None


def _is_exempt(name: str, node: Node) -> bool:
    """``To`` beside a callerId is a softphone's way; a message to ``From`` answers its sender."""
    if name in ("to", "called"):
        dial = node if node.name == "Dial" else node.closest("Dial")
        return dial is None or dial.attr("callerId") is not None or dial.templated_attrs
    return name in ("from", "caller") and node.name in ("Message", "Sms")


def _is_guarded(tag: TemplateTag, ctx: Context) -> bool:
    """Whether a condition comes before the tag, which may well be the comparison asked for."""
    first = ctx.shared("first condition", lambda: _first_condition(ctx))
    return first < tag.span.start


def _first_condition(ctx: Context) -> int:
    """Where the first condition of a template is; behind the end of the text where there is none."""
    return next(
        (
            tag.span.start
            for tag in ctx.document.tags
            if tag.kind == "control" and _GUARD.match(templates.expression(tag))
        ),
        len(ctx.source.text) + 1,
    )
