"""TW737 media-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, limit, phone, wording

_ABSOLUTE = re.compile(r"https?:", re.IGNORECASE)


class MediaInvalid(Rule):
    """Media that is empty, is no absolute URL, or is one of more than ten.

    Twilio fetches each file itself when the message goes out, so it needs the whole address. Ten files fit into one
    message.

    Flagged:
        <Response><Message>Hi<Media></Media></Message></Response>
                              ^^^^^ <Media> is empty; its text is the absolute URL of a file, such as https://example.com/cat.png (11751)
    Flagged:
        <Response><Message>Hi<Media>/images/cat.png</Media></Message></Response>
                                    ^^^^^^^^^^^^^^^ "/images/cat.png" is no absolute URL; Twilio fetches the file from an address such as https://example.com/cat.png (11751)
    Flagged:
        <Response><Message>[[<Media>https://cdn.acme.test/a.png</Media>*10]]<Media>https://cdn.acme.test/b.png</Media></Message></Response>
                                                                             ^^^^^ this <Message> has 11 <Media>; 10 fit into one message (11751)
    Allowed:
        <Response><Message>Hi<Media>https://cdn.acme.test/a.png</Media></Message></Response>
    Allowed:
        <Response><Message>Hi<Media>{{ base }}/a.png</Media></Message></Response>
    """

    code, name, twilio_code = "TW737", "media-invalid", 11751
    source = "https://www.twilio.com/docs/messaging/twiml/message"
    on = ("Media",)
    known, templated = False, True
    supersedes = ("text-required", "malformed-url", "url-bad-escape", "url-local-host", "url-whitespace")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.content(node, ctx)
        if found is None or node.parent is None or node.parent.name != "Message":
            return
        most = limit("message-media").maximum
        count = [child.name for child in node.before].count("Media") if node.index >= most else 0
        if count == most and not node.parent.templated:
            total = [child.name for child in node.parent.children].count("Media")
            yield self.report(node, f"this <Message> has {total} <Media>; {most} fit into one message (11751)")
        if found.templated or node.children:
            return
        if not found.text:
            legal = "its text is the absolute URL of a file, such as https://example.com/cat.png"
            yield self.report(node, f"<Media> is empty; {legal} (11751)")
        elif not _ABSOLUTE.match(found.text):
            legal = "Twilio fetches the file from an address such as https://example.com/cat.png"
            yield self.report(found.span, f'"{wording.shortened(found.text)}" is no absolute URL; {legal} (11751)')
