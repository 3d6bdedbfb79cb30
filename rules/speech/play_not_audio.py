"""TW613 play-not-audio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Context, Diagnostic, Message, Rule, Text, data

#: What Twilio logs for a Play whose file is not audio.
_ANYWHERE, _IN_GATHER = 13420, 13325
_SUFFIX = re.compile(r"\.[A-Za-z0-9]+$")


class PlayNotAudio(Rule):
    """Play of a web page, or of a file that Twilio does not play.

    Sharing pages of Drive, Dropbox, GitHub and the like answer with a page about the file: Twilio logs 13420, in
    Gather 13325, and plays nothing. An address without a suffix proves nothing and is not reported.

    Flagged:
        <Response><Play>https://drive.google.com/file/d/abc/view</Play></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ <Play> of a web page, not of audio: the viewer or a folder of Google Drive
    Flagged:
        <Response><Play>/sounds/welcome.m4a</Play></Response>
                        ^^^^^^^^^^^^^^^^^^^ <Play> of a file that is not playable audio: ".m4a" is audio in a form that Twilio does not play
    Allowed:
        <Response><Play>https://cdn.acme.test/greeting.mp3</Play></Response>
    Allowed:
        <Response><Play>https://api.acme.test/tts?text=hello.html</Play></Response>
    Allowed:
        <Response><Play>https://www.dropbox.com/s/abc/a.mp3?dl=1</Play></Response>
    """

    code, name, twilio_code = "TW613", "play-not-audio", _ANYWHERE
    source = "https://www.twilio.com/docs/api/errors/13420"
    on = ("Play/text",)
    local = True
    templated = True
    messages = {
        "page": Message(
            "<Play> of a web page, not of audio",
            "{what}",
            "{direct}. Twilio plays nothing ({code}).",
        ),
        "suffix": Message(
            "<Play> of a file that is not playable audio",
            '"{suffix}" is {what}',
            "Use MP3, WAV, AIFF, GSM or mu-law. Twilio plays nothing ({code}).",
        ),
    }

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        url, hosts = text.value.strip(), data("hosts")
        if not url or any(char.isspace() for char in url):
            return
        page = _page(url, hosts["media_pages"])
        suffix = _suffix(url)
        entry = hosts["media_suffixes"].get(suffix.lower())
        if page is not None:
            yield self.report(text, "page", what=page["what"], direct=page["direct"], twilio_code=_error(text))
        elif entry is not None and not entry["plays"]:
            yield self.report(text, "suffix", suffix=suffix, what=entry["what"], twilio_code=_error(text))


def _error(text: Text) -> int:
    """The number that Twilio logs for what is not audio."""
    return _IN_GATHER if text.parent is not None and text.parent.closest("Gather") is not None else _ANYWHERE


def _page(url: str, pages: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What is known of a sharing page; its pattern is compiled only where a domain of its examples is in the URL."""
    lower = url.lower()
    for page in pages:
        hosts = [example.split("/")[2] for example in page["match"]]
        likely = any(".".join(host.split(".")[-2:]) in lower for host in hosts)
        if likely and re.match(page["regex"], url, re.IGNORECASE):
            return page
    return None


def _suffix(url: str) -> str:
    """The suffix of the file that a URL names, with its dot; empty where there is none."""
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    file = path.partition("://")[2].partition("/")[2] if "://" in path else path
    suffix = _SUFFIX.search(file.rpartition("/")[2])
    return "" if suffix is None else suffix[0]
