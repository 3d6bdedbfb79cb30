"""TW809 credentials-in-url."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Text, urls


class CredentialsInUrl(Rule):
    """A user name and password inside a URL.

    They lie in the repository, in Twilio's request log and in the logs of every server on the way, and Twilio refuses
    some characters there (11100). A template can put them in when the document is served; better still, the server
    checks Twilio's signature and needs no password at all.

    Flagged:
        <Response><Redirect>https://bob:s3cret@ivr.acme.test/n</Redirect></Response>
                                    ^^^^^^^^^^ the text of <Redirect> holds the password of "bob" in clear; check the X-Twilio-Signature header in place of a password
    Flagged:
        <Response><Play>https://{{ user }}:s3cret@cdn.acme.test/a.mp3</Play></Response>
                                ^^^^^^^^^^^^^^^^^ the text of <Play> holds the password of "…" in clear; ...
    Allowed:
        <Response><Redirect>https://bob:{{ password }}@ivr.acme.test/n?mail=bob:x@acme.test</Redirect></Response>
    """

    code, name, twilio_code = "TW809", "credentials-in-url", 11100
    source = "https://www.twilio.com/docs/usage/security"
    on = ("#url",)
    known, templated = False, True
    needs = ("@",)
    supersedes = ("secret-in-document",)

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.read(item)
        if url.userinfo is None:
            return
        user, _, password = url.userinfo.text.partition(":")
        if password and "\ue000" not in password:
            owned = f'the password of "{user}"' if user else "a password"
            message = (
                f"{urls.where(item)} holds {owned} in clear; check the X-Twilio-Signature header in place of a password"
            )
            yield self.report(url.span(url.userinfo), message)
