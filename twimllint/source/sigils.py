"""Template languages whose tags begin with a sign of their own: Blade's ``@if``, Smarty's ``{if}``, ``<#if>``.

``@`` and braces stand in plain text too. So the tags are looked for only where the file shows the language, by one that
nothing else has (``@endif``, ``{/if}``) outside of the tags of any other, or by its name. ``<#if>`` is FreeMarker's.
"""

from __future__ import annotations

import re

from twimllint.source.errors import TemplateTag
from twimllint.source.mask import OPENER, Finder, fill, is_braced
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK

#: The languages by the groups that open their tags.
_NAMES = {"directive": "blade", "smarty": "smarty", "freemarker": "freemarker"}

_BLADE_ENDS = (
    "if|unless|isset|empty|foreach|forelse|for|while|switch|section|php|auth|guest|can|cannot|canany|env|production|"
    "component|slot|push|prepend|once|error|verbatim|session"
)
#: Directives that make no sense without arguments; those of the second row put something in.
_BLADE_CALLS = (
    "if|elseif|unless|isset|empty|foreach|forelse|for|while|switch|case|extends|section|hasSection|sectionMissing|can|"
    "cannot|canany|env|component|slot|push|prepend|error|inject|use|props|php|session|break|continue|auth|guest|"
    "yield|include|includeIf|includeWhen|includeUnless|includeFirst|each|json|js|lang|choice|stack"
)
_BLADE_OUTPUT = re.compile(r"@(?:yield|include\w*|each|json|js|lang|choice|stack|parent)\b")
_BLADE_BARE = (
    "else|default|break|continue|empty|show|stop|append|overwrite|parent|php|verbatim|once|auth|guest|production|csrf"
)
_BLADE_SIGN = rf"(?<![\w@.])@(?:end(?:{_BLADE_ENDS})\b|(?:extends|section|include\w*|yield|each)[ ]?\()"
_BLADE = rf"(?<![\w@.])@(?:end(?:{_BLADE_ENDS})\b|(?:{_BLADE_CALLS})[ \t]*+(?=\()|(?:{_BLADE_BARE})(?![\w(]|[ \t]*+\())"
_ARGUMENTS = re.compile(r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|[()]", re.DOTALL)
#: How far the arguments of a directive may reach.
_FAR = 4000

_SMARTY_WORDS = (
    "if|elseif|else|foreach|foreachelse|for|forelse|while|section|sectionelse|strip|block|capture|nocache|function|"
    "literal|switch|case|default|define|snippet|first|last|sep|ifset|elseifset"
)
_SMARTY_SIGN = rf"\{{/(?:{_SMARTY_WORDS})\}}|\{{(?:foreach|if|elseif)[ ](?=[^{{}}\"\n$]*+\$\w)[^{{}}\n]*+\}}"
_SMARTY = r"\{(?:\*|(?=[$/A-Za-z_]))"
_SMARTY_REST = re.compile(r"""[^{}"']*+(?:(?:"[^"\n]*+"|'[^'\n]*+'|\{[^{}\n]*+\})[^{}"']*+)*+\}""")
_SMARTY_CONTROL = re.compile(
    rf"\{{(?:/|(?:{_SMARTY_WORDS}|assign|append|extends|config_load|call|var|include_php|continue|break|layout|import|"
    r"contentType|parameters|varType|templateType)\b)"
)
_ASSIGNED = re.compile(r"\{\$[\w.\[\]>-]+\s*=[^=>]")

_FREEMARKER_SIGN = r"<#--|</?[#@][A-Za-z]\w*(?=[\s/>.])"
_FREEMARKER = r"<#--|</?[#@](?=[A-Za-z])"
_FREEMARKER_REST = re.compile(r"""(?:[^<>"'(]++|"[^"]*+"|'[^']*+'|\((?:[^()"']++|"[^"]*+"|'[^']*+')*+\)|\()*+>""")

#: Group, sign, and what opens a tag.
_LANGUAGES = (
    ("directive", _BLADE_SIGN, _BLADE),
    ("smarty", _SMARTY_SIGN, _SMARTY),
    ("freemarker", _FREEMARKER_SIGN, _FREEMARKER),
)


def more_tags(text: str, path: str, tags: tuple[TemplateTag, ...]) -> tuple[TemplateTag, ...]:
    """All tags of a text in which ``tags`` are those that open with brackets."""
    rest = fill(text, [(tag.span, OUTPUT_MASK) for tag in tags if tag.closed])
    names = [name for name, sign, _ in _LANGUAGES if re.search(sign, rest)]
    comment = rest.find("{*")
    if "smarty" not in names and (rest.find("*}", comment) > comment >= 0 or ("{" in rest and is_braced(path))):
        names.append("smarty")
    if not names:
        return tags
    finder = _Finder(text)
    more = "".join([f"|(?P<{name}>{opener})" for name, _, opener in _LANGUAGES if name in names])
    finder.opener = re.compile(OPENER.pattern + more)
    return tuple(finder.run())


class _Finder(Finder):
    """A walk that knows these languages too."""

    __slots__ = ()
    plain = frozenset(_NAMES)

    def end(self, opener: str, language: str, start: int) -> int:
        text = self.text
        if language == "directive":
            if opener == "@php" and text[start : start + 1] != "(":
                found = self.next("@endphp", start)
                return found + len("@endphp") if found >= 0 else start
            return self.arguments_end(start) if text[start : start + 1] == "(" else start
        if opener in ("{*", "<#--"):
            closer = "*}" if opener == "{*" else "-->"
            found = self.next(closer, start)
            return found + len(closer) if found >= 0 else -1
        if language in _NAMES:
            match = (_SMARTY_REST if language == "smarty" else _FREEMARKER_REST).match(text, start)
            return match.end() if match is not None else -1
        return super().end(opener, language, start)

    def arguments_end(self, start: int) -> int:
        """Where the parenthesis closes that opens at ``start``; -1 where it does not within reach."""
        if start < self.following.get("(", 0):
            return -1
        depth = 0
        for match in _ARGUMENTS.finditer(self.text, start, start + _FAR):
            depth += {"(": 1, ")": -1}.get(match[0], 0)
            if depth == 0:
                return match.end()
        self.following["("] = start + _FAR  # what opens before there is not sought again
        return -1

    def tag(self, opener: str, language: str, start: int, end: int) -> TemplateTag:
        if language in _NAMES:
            text = self.text[start:end]
            return TemplateTag(_kind(language, text), _NAMES[language], Span(start, end), text)
        return super().tag(opener, language, start, end)


def _kind(language: str, text: str) -> str:
    """Output, control or comment, for the text of a tag."""
    if text.startswith(("{*", "<#--")):
        return "comment"
    if language == "directive":
        return "output" if _BLADE_OUTPUT.match(text) else "control"
    if language == "smarty":
        return "control" if _SMARTY_CONTROL.match(text) or _ASSIGNED.match(text) else "output"
    return "output" if text.startswith(("<@", "<#include", "<#nested")) else "control"
