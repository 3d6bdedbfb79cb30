"""TW811 secret-in-document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import log2

from twimllint import Attr, Comment, Context, Diagnostic, Message, Rule, Severity, Span, Text, data, find, find_all

#: ``token=...`` of a query, ``authToken: "..."`` of a comment.
_PAIR = re.compile(r"(?<![\w.\-])([A-Za-z][\w.\-]{0,60})[\"']?\s*[:=]\s*[\"']?([^\s\"'<>,;&#?]{16,})")
_SAMPLE = re.compile(r"x{4}|X{4}|\*{3}|\.{3}|(?i:example|your|sample|dummy|placeholder|changeme|\ue000)")
#: Names of passwords, and what is one, however short; a word by itself may say something about the password.
_PASSWORD = re.compile(r"(?:\A|.*(?:[a-z](?=P)|[_.\-]))(?:password|passwd|pwd|passphrase)\Z", re.IGNORECASE)
_LITERAL = re.compile(r"(?=\D*\d|\w*[^\w\s.\-])\S{4,64}")
_SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: A signed URL names the key it was signed with, which is no secret.
_SIGNED = re.compile(r"(?:X-Amz-Credential|AWSAccessKeyId|GoogleAccessId)=\Z", re.IGNORECASE)
_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[a-z0-9])|(?<=[0-9])(?=[A-Za-z])")


_HELP = "Let the server write it when the document is served, and replace this one: it is readable by everyone."


class SecretInDocument(Rule):
    """A key, token or password in the file.

    Whoever can read the repository, or fetch the document, can use it, and what a URL holds goes into the logs of
    every server on the way. Reported where the form of the value proves it, or its name and its randomness together.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="apiKey" value="sk_live_4f9a0000000000000000"/></Stream></Connect></Response>
                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ secret in the document: a Stripe secret key
    Flagged:
        <Response><Redirect>https://ivr.acme.test/n?auth_token=9f2c7ab14e6d40c58b1e0a3d7c6f5e21</Redirect></Response>
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ secret in the document: called "auth_token"
    Flagged:
        <Response><!-- AC0f9e8d7c6b5a49382716059483726150:0f9e8d7c6b5a49382716059483726150 --><Hangup/></Response>
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ secret in the document: a Twilio account SID with its auth token
    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="password" value="hunter2"/></Stream></Connect></Response>
                                                                                               ^^^^^^^ secret in the document: called "password"
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="password" value="required"/></Stream></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="apiKey" value="{{ api_key }}"/><Parameter name="token" value="customer-support-line-1"/></Stream></Connect></Response>
    Allowed:
        <Response><Redirect>https://ivr.acme.test/n?key=CA0f9e8d7c6b5a49382716059483726150&amp;token=sk_live_xxxxxxxxxxxxxxxx</Redirect></Response>
    """

    code, name = "TW811", "secret-in-document"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/usage/security"
    on = ("#url", "#comment", "Sip/text", "Parameter@name", "Parameter@value", "Header@value", "Config@value")
    local = True
    known, templated = False, True
    messages = {
        "form": Message("secret in the document", "{what}", _HELP),
        "name": Message("secret in the document", 'called "{what}"', _HELP),
    }
    needs = (
        "AC", "SK", "SG.", "sk_", "rk_", "sk-", "AKIA", "ASIA", "AIza", "ghp_", "gho_", "ghu_", "ghs_", "ghr_",
        "github_pat_", "xox", "bearer", "eyJ", "key", "token", "secret", "passw", "passphrase", "pwd",
        "credential", "auth", "jwt",
    )  # fmt: skip

    def check(self, item: Attr | Text | Comment, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr) and item.name == "name":
            value = item.parent.attr("value")
            is_secret = value and (_secret(item.value, value.value.strip()) or _is_password(item.value, value))
            if value and is_secret and _find_secret(value.value) is None:
                yield self.report(value.value_span, "name", what=item.value)
            return
        text = item.text if isinstance(item, Comment) else item.value
        secret = _find_secret(text)
        if secret is not None:
            start, end, message, what = secret
            yield self.report(_place(item, text, start, end, ctx), message, what=what)


def _find_secret(text: str) -> tuple[int, int, str, str] | None:
    """The first secret of a text: its place, the id of the message, and what it is."""
    for hit in find_all("secrets", "any", text):
        if not _SAMPLE.search(text, hit.start, hit.end) and not _SIGNED.search(
            text[max(0, hit.start - 40) : hit.start]
        ):
            return hit.start, hit.end, "form", hit.what
    for pair in _PAIR.finditer(text):
        if _secret(pair[1], pair[2]):
            return pair.start(2), pair.end(2), "name", pair[1]
    return None


def _secret(name: str, value: str) -> bool:
    """Whether name, form and randomness together say that a value is a secret."""
    if len(value) < 16 or find("secret_names", "any", name) is None or _SAMPLE.search(value) or _SID.fullmatch(value):
        return False
    form = find("secret_values", "any", value)
    if form is None or _entropy(value) < data("placeholders")["entropy"][0]["bits"]:
        return False
    # letters and digits of names and words change their kind seldom, those of keys at every other place
    return form.id == "hex" or len(_CHANGE.findall(value)) >= 0.4 * len(value)


def _is_password(name: str, value: Attr) -> bool:
    """Whether the value of a Parameter is a password that somebody wrote, short as it may be."""
    text = value.value.strip()
    is_written = not value.templated and not find("unfilled", "any", text) and _SAMPLE.search(text) is None
    return is_written and _PASSWORD.match(name.strip()) is not None and _LITERAL.fullmatch(text) is not None


def _entropy(value: str) -> float:
    return -sum(n / len(value) * log2(n / len(value)) for n in Counter(value).values())


def _place(item: Attr | Text | Comment, text: str, start: int, end: int, ctx: Context) -> Span:
    if not isinstance(item, Comment):
        return item.part(start, end)
    base = ctx.source.text.find(text[start:end], item.span.start)
    return item.span if base < 0 else Span(base, base + end - start)
