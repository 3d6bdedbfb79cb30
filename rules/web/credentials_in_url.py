"""TW809 credentials-in-url."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, has_template, urls


class CredentialsInUrl(Rule):
    """A user name and password inside a URL.

    They are in the repository, in Twilio's request log and in the logs of every server on the way. Twilio supports
    basic authentication; a template can write the password when the document is served. Better still, the server checks
    Twilio's signature and needs no password at all.

    Flagged:
        <Response><Redirect>https://bob:s3cret@ivr.acme.test/n</Redirect></Response>
                                    ^^^^^^^^^^ password in a URL: password of "bob"
    Flagged:
        <Response><Play>https://{{ user }}:s3cret@cdn.acme.test/a.mp3</Play></Response>
                                ^^^^^^^^^^^^^^^^^ password in a URL: password of "…"
    Flagged:
        <Response><Redirect>https://:s3cret@ivr.acme.test/n</Redirect></Response>
                                    ^^^^^^^ password in a URL: readable by everyone
    Allowed:
        <Response><Redirect>https://bob:{{ password }}@ivr.acme.test/n?mail=bob:x@acme.test</Redirect></Response>
    """

    code, name = "TW809", "credentials-in-url"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/usage/security"
    on = ("#url",)
    local = True
    known, templated = False, True
    needs = ("@",)
    messages = {
        "user": Message(
            "password in a URL",
            'password of "{user}"',
            "Check the X-Twilio-Signature header instead, or let a template write the password.",
        ),
        "password": Message(
            "password in a URL",
            "readable by everyone",
            "Check the X-Twilio-Signature header instead, or let a template write the password.",
        ),
    }
    supersedes = ("secret-in-document",)

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.parse_url(item)
        if url.userinfo is None:
            return
        user, _, password = url.userinfo.text.partition(":")
        if password and not has_template(password):
            yield self.report(url.span(url.userinfo), "user" if user else "password", user=user)
