"""Names that are surely meant as elements, to distinguish them from placeholders in angle brackets."""

from __future__ import annotations

#: Names of TwiML, SSML and HTML elements, in lower case. A tag of such a name that is never closed was forgotten;
#: one of another name, in the middle of a text, is more likely no tag at all. What TwiML allows is said elsewhere.
KNOWN_ELEMENT_NAMES = frozenset({
    "response", "application", "autopilot", "client", "conference", "connect", "conversation", "conversationrelay",
    "dial", "echo", "enqueue", "gather", "hangup", "identity", "language", "leave", "message", "number",
    "parameter", "pause", "pay", "play", "prompt", "queue", "record", "redirect", "refer", "refersip", "reject",
    "room", "say", "sim", "sip", "siprec", "start", "stop", "stream", "task", "transcription", "virtualagent",
    "assistant", "aisession", "config", "option", "body", "media", "sms", "receive", "fax", "event", "failover",
    "recording", "annotate", "applicationsid", "billingreferencetag", "conversationrelaysession", "publish",
    "taskattributes", "whatsapp", "audio", "break", "emphasis", "lang", "mark", "p", "phoneme", "prosody", "s",
    "say-as", "speak", "sub", "voice", "w", "amazon:auto-breaths", "amazon:breath", "amazon:domain", "amazon:effect",
    "a", "b",
    "blockquote", "br", "center", "code", "dd", "div", "dl", "dt", "em", "font", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "li", "link", "main", "meta",
    "nav", "ol", "pre", "script", "section", "small", "span", "strong", "style", "table", "tbody", "td", "th",
    "thead", "title", "tr", "u", "ul",
})  # fmt: skip
