"""Voice or messaging: from the document's directive, the settings, or the verbs in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.schema.grammar import load

if TYPE_CHECKING:
    from twimllint.engine.directives import Directives
    from twimllint.engine.settings import LintSettings
    from twimllint.source.tree import Channel, Document

CHANNELS = ("voice", "messaging")


def find_channel(document: Document, settings: LintSettings, directives: Directives | None) -> Channel:
    """The channel that a document is written for; ``unknown`` where only verbs of both are in it."""
    declared = None if directives is None and settings.channel is None else declared_channel(settings, directives)
    return content_channel(document) if declared is None else declared


def declared_channel(settings: LintSettings, directives: Directives | None) -> Channel | None:
    """What the directive or else the settings say."""
    setting = directives.setting("channel") if directives is not None else None
    for value in (setting.value if setting is not None else None, settings.channel):
        if value == "voice":
            return "voice"
        if value == "messaging":
            return "messaging"
    return None


def content_channel(document: Document) -> Channel:
    """What the verbs directly in the root say: voice wins where both channels' own verbs are side by side."""
    if document.root is None:
        return "unknown"
    names = {node.name for node in (document.root.children or [document.root])}
    voice = load("voice").verbs
    if names <= voice:
        return "voice" if names - {"Redirect", "Sms"} else "unknown"
    messaging = load("messaging").verbs
    if names & (voice - messaging):
        return "voice"
    return "messaging" if names & messaging - {"Redirect", "Sms"} else "unknown"
