"""TW814 caller-chooses-target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Node, Rule, Severity, TemplateTag, Text, templates

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
_DEFAULT = re.compile(r"\s*(?:\?\?|\|\||\bor\b)\s*(?:'[^']*'|\"[^\"]*\"|null|None|nil)?\s*\Z")
_READERS = frozenset({
    "get", "input", "query", "post", "request", "param", "params", "form", "Request", "values", "fetch", "dig",
    "getParameter", "getlist", "data",
})  # fmt: skip
_ROOTS = frozenset({
    "", "req", "request", "params", "event", "body", "query", "form", "values", "twilio", "context", "ctx", "self",
    "this", "post", "data", "Request", "args", "payload", "parameters",
})  # fmt: skip
#: Twilio's parameters that the other side fills in, and who does.
_CALLERS = {
    "digits": "keys in", "speechresult": "says", "unstablespeechresult": "says", "transcriptiontext": "says",
    "body": "writes", "from": "appears as", "caller": "appears as", "to": "dials", "called": "dials",
}  # fmt: skip
_HARMLESS = frozenset({
    "e", "escape", "safe", "raw", "trim", "strip", "string", "default", "urlencode", "h", "e164", "force_escape",
})  # fmt: skip
_GUARD = re.compile(r"\W*(?:if|elif|elsif|elseif|unless|case|when|switch|with)\b")
_ALONE = re.compile(r"(?:\+\d{0,3}|(?i:sips?|tel|whatsapp):)?\ue000+", re.DOTALL)
_TARGETS = {"Redirect": "which document runs next", "Message": "who gets the message", "Sms": "who gets the message"}


class CallerChoosesTarget(Rule):
    """Something the caller enters decides alone whom Dial calls, where Redirect leads, or whom a message goes to.

    Anyone who finds the number can then place calls to premium numbers at your cost, which is called toll fraud.
    Compare the input with a list of targets. `To` in a softphone's application, with a callerId beside it, is the usual
    way and left alone.

    Flagged:
        <Response><Dial>{{Digits}}</Dial></Response>
                        ^^^^^^^^^^ Digits, which the caller keys in, alone decides whom <Dial> calls, at your cost; compare it with a list of targets first
    Flagged (call.php):
        <Response><Redirect><?= htmlspecialchars($_REQUEST['SpeechResult']) ?></Redirect></Response>
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SpeechResult, which the caller says, alone decides which document runs next; compare ...
    Flagged:
        <Response><Message to="{{ request.values['Body'] }}">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Body, which the sender writes, alone decides who gets the message, at your cost; compare ...
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
    needs = ("\ue000",)
    supersedes = ("code-residue",)

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        node, span = item.parent, item.value_span if isinstance(item, Attr) else item.trimmed
        if node is None or not _ALONE.fullmatch(item.value.strip()):
            return
        tags = [
            tag for tag in templates.tags_in(ctx.document, span) if tag.kind != "comment" and "e164" not in tag.text
        ]
        caller = _input(tags[0]) if len(tags) == 1 and tags[0].kind == "output" else None
        if caller is None or _exempt(caller.lower(), node) or _guarded(tags[0], ctx):
            return
        target = _TARGETS.get(node.name, f"whom <{node.name}> calls")
        cost = "" if node.name == "Redirect" else ", at your cost"
        who = "sender" if ctx.channel == "messaging" else "caller"
        message = (
            f"{caller}, which the {who} {_CALLERS[caller.lower()]}, alone decides {target}{cost}; "
            "compare it with a list of targets first"
        )
        yield self.report(span, message)


def _input(tag: TemplateTag) -> str | None:
    """The parameter that a tag puts in as the caller gave it, or ``None``."""
    code, filters = templates.filters(_DEFAULT.sub("", templates.expression(tag)))
    wrapped = _WRAPPED.fullmatch(code)
    access = _ACCESS.fullmatch(_DEFAULT.sub("", wrapped["inner"]).strip() if wrapped else code)
    if access is None or not set(filters) <= _HARMLESS:
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


def _exempt(name: str, node: Node) -> bool:
    """``To`` beside a callerId is a softphone's way; a message to ``From`` answers its sender."""
    if name in ("to", "called"):
        dial = node if node.name == "Dial" else node.closest("Dial")
        return dial is None or dial.attr("callerId") is not None or dial.templated_attrs
    return name in ("from", "caller") and node.name in ("Message", "Sms")


def _guarded(tag: TemplateTag, ctx: Context) -> bool:
    """Whether a condition stands before the tag, which may well be the comparison asked for."""
    return any(
        other.kind == "control" and other.span.start < tag.span.start and _GUARD.match(templates.expression(other))
        for other in ctx.document.tags
    )
