"""TW737 media-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, edits, limit

_ABSOLUTE = re.compile(r"https?:", re.IGNORECASE)


class MediaInvalid(Rule):
    """Media that is empty, is not an absolute URL, or is one of more than ten.

    Twilio fetches each file itself when the message is sent, so it needs the whole address. A message can have ten
    files.

    Flagged:
        <Response><Message>Hi<Media></Media></Message></Response>
                              ^^^^^ <Media> is empty: expected an absolute URL
    Flagged:
        <Response><Message>Hi<Media>/images/cat.png</Media></Message></Response>
                                    ^^^^^^^^^^^^^^^ <Media> must be an absolute URL: found "/images/cat.png"
    Flagged:
        <Response><Message>[[<Media>https://cdn.acme.test/a.png</Media>*10]]<Media>https://cdn.acme.test/b.png</Media></Message></Response>
                                                                             ^^^^^ too many <Media> in one <Message>: 11 files; at most 10
    Flagged:
        <Response><Message>Hi<Media url="https://cdn.acme.test/a.png"/></Message></Response>
                              ^^^^^ <Media> is empty: attribute url is ignored
    Fixed:
        <Response><Message>Hi<Media>https://cdn.acme.test/a.png</Media></Message></Response>
    Allowed:
        <Response><Message>Hi<Media>https://cdn.acme.test/a.png</Media></Message></Response>
    Allowed:
        <Response><Message>[[<Media>https://cdn.acme.test/a.png</Media>*10]]</Message></Response>
    Allowed:
        <Response><Message>Hi<Media>{{ base }}/a.png</Media></Message></Response>
    """

    code, name = "TW737", "media-invalid"
    source = "https://www.twilio.com/docs/messaging/twiml/message"
    fixable = "unsafe"
    on = ("Media",)
    templated = True
    supersedes = (
        "text-required",
        "unknown-attribute",
        "malformed-url",
        "url-bad-escape",
        "url-local-host",
        "url-whitespace",
    )
    messages = {
        "empty": Message(
            "<Media> is empty",
            "expected an absolute URL",
            "Write the address of the file as text, such as https://example.com/cat.png.",
        ),
        "attribute": Message(
            "<Media> is empty",
            "attribute {name} is ignored",
            "Write the address of the file as text, such as https://example.com/cat.png.",
        ),
        "relative": Message(
            "<Media> must be an absolute URL",
            'found "{value}"',
            "Write the whole address of the file, such as https://example.com/cat.png.",
        ),
        "too-many": Message(
            "too many <Media> in one <Message>",
            "{count} files; at most {most}",
            "Send the others in a further <Message>.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        message, most = node.parent, limit("message-media").maximum
        if message is None or message.name != "Message":
            return
        if node.index >= most and not message.templated:
            files = _files(message, ctx)
            if len(files) > most and files[most] is node:
                yield self.report(node, "too-many", count=len(files), most=most)
        if node.is_empty:
            attr = attributes.attribute_for_text(node, ctx)
            if attr is None:
                yield self.report(node, "empty")
            else:
                fix = edits.attribute_to_text(ctx.source, node, attr)
                yield self.report(node, "attribute", name=attr.name, covers=(attr,), fix=fix)
        elif not node.children and not node.templated and not _ABSOLUTE.match(node.text.strip()):
            yield self.report(node.text_span, "relative", value=node.text.strip())


def _files(message: Node, ctx: Context) -> list[Node]:
    """The files of a message, found once for all of them."""
    cache: dict[Node, list[Node]] = ctx.shared("files of messages", dict)
    if message not in cache:
        cache[message] = [child for child in message.children if child.name == "Media"]
    return cache[message]
