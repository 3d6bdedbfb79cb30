"""TW613 play-not-audio."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Context, Diagnostic, Rule, Text, data

_SUFFIX = re.compile(r"\.[A-Za-z0-9]+$")


class PlayNotAudio(Rule):
    """Play of a web page, or of a file that Twilio does not play.

    Sharing pages of Drive, Dropbox, GitHub and the like answer with a page about the file: Twilio logs 12300 and plays
    nothing. An address without a suffix proves nothing and is left alone.

    Flagged:
        <Response><Play>https://drive.google.com/file/d/abc/view</Play></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this URL answers with the viewer or a folder of Google Drive, not with sound (12300); instead: https://drive.google.com/uc?export=download&id=ID, or any web server
    Flagged:
        <Response><Play>/sounds/welcome.m4a</Play></Response>
                        ^^^^^^^^^^^^^^^^^^^ ".m4a" is audio in a form that Twilio does not play (12300); it plays MP3, WAV, AIFF, GSM and mu-law
    Allowed:
        <Response><Play>https://cdn.acme.test/greeting.mp3</Play></Response>
    Allowed:
        <Response><Play>https://api.acme.test/tts?text=hello.html</Play></Response>
    Allowed:
        <Response><Play>https://www.dropbox.com/s/abc/a.mp3?dl=1</Play></Response>
    """

    code, name, twilio_code = "TW613", "play-not-audio", 12300
    source = "https://www.twilio.com/docs/api/errors/12300"
    on = ("Play/text",)
    known, templated = False, True

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        url = text.value.strip()
        if not url or any(char.isspace() for char in url):
            return
        hosts = data("hosts")
        for page in hosts["media_pages"]:
            if _may_be(page, url.lower()) and re.match(page["regex"], url, re.IGNORECASE):
                yield self.report(
                    text, f"this URL answers with {page['what']}, not with sound (12300); instead: {page['direct']}"
                )
                return
        path = re.split(r"[?#]", url, maxsplit=1)[0]
        file = path.partition("://")[2].partition("/")[2] if "://" in path else path
        suffix = _SUFFIX.search(file)
        entry = hosts["media_suffixes"].get(suffix[0].lower()) if suffix is not None else None
        if suffix is not None and entry is not None and not entry["plays"]:
            message = f'"{suffix[0]}" is {entry["what"]} (12300); Twilio plays MP3, WAV, AIFF, GSM and mu-law'
            if "not play" in entry["what"]:
                message = f'"{suffix[0]}" is {entry["what"]} (12300); it plays MP3, WAV, AIFF, GSM and mu-law'
            yield self.report(text, message)


def _may_be(page: dict[str, Any], url: str) -> bool:
    """Whether a domain of the page's examples stands in the URL: compiling every pattern would take far longer."""
    hosts = [example.split("/")[2] for example in page["match"]]
    return any(".".join(host.split(".")[-2:]) in url for host in hosts)
