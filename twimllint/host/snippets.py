"""Which blocks of documentation are read, and as what."""

from __future__ import annotations

import re

from twimllint.host.languages import language_named

#: What a block must hold for TwiML to be in it.
_INTERESTING = re.compile(r"Response|[Tt]wi(?:ml|ML|lio)|<(?:Say|Gather|Dial|Message|Play|Connect|Record|Redirect)\b")
#: What may well hold plain TwiML, by the word that names it.
_MARKUP = frozenset({"xml", "twiml", "html", "xhtml", "svg", "text", "txt", "plain", "plaintext", "none", "markup"})
#: Template languages, whose tags are known wherever they are; a block of one may hold any page.
_TEMPLATES = frozenset({
    "blade", "django", "ejs", "erb", "handlebars", "hbs", "j2", "jinja", "jinja2", "liquid", "mustache", "njk",
    "nunjucks", "twig",
})  # fmt: skip
_BEGINS = re.compile(r"\s*(?:<\?xml\b|<!--|<Response\b)")


def is_interesting(content: str) -> bool:
    """Whether TwiML may be in there, by a search for a few words."""
    return _INTERESTING.search(content) is not None


def language_of_block(word: str, content: str) -> str:
    """The language of a block that is called by a word, ``xml`` for TwiML itself; empty for no language of ours."""
    if word.lower().partition("+")[0] in _MARKUP:  # a lexer of Pygments may name a template language too: xml+jinja
        return "xml"
    if not word or word.lower() in _TEMPLATES:
        return "xml" if _BEGINS.match(content) else ""
    language = language_named(word)
    return language.name if language is not None else ""
