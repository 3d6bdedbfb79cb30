"""Template languages whose tags begin with a sign of their own: Blade's ``@if``, Smarty's ``{if}``, FreeMarker's ``<#if>``.

An ``@`` or a brace stands in plain text too, so that these are looked for only where the file shows the language: by
a tag that nothing else has, such as ``@endif`` or ``{/if}``, or by its name.
"""

from __future__ import annotations

import re
from functools import cache

#: The languages by the names of their groups in ``openers``.
NAMES = {"directive": "blade", "smarty": "smarty", "freemarker": "freemarker"}

#: Suffixes of templates with single braces: Smarty's and Latte's own, and those of nothing in particular.
_BRACED = frozenset({"tpl", "smarty", "latte", "tmpl"})

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
_BLADE = (
    rf"(?<![\w@.])@(?:end(?:{_BLADE_ENDS})\b|(?:{_BLADE_CALLS})[ \t]*+(?=\()|(?:{_BLADE_BARE})(?![\w(]|[ \t]*+\())"
)
_BLADE_CODE = re.compile(r"@php\b(?![ \t]*\().*?@endphp\b", re.DOTALL)
_ARGUMENTS = re.compile(r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|[()]", re.DOTALL)
#: How far the arguments of a directive may reach.
_FAR = 4000

_SMARTY_WORDS = (
    "if|elseif|else|foreach|foreachelse|for|forelse|while|section|sectionelse|strip|block|capture|nocache|function|"
    "literal|switch|case|default|define|snippet|first|last|sep|ifset|elseifset"
)
_SMARTY_SIGN = (
    rf"\{{/(?:{_SMARTY_WORDS})\}}|\{{\*(?:(?!\*\}}).)*+\*\}}|\{{(?:foreach|if|elseif)[ ][^{{}}\"\n]*\$\w[^{{}}\n]*\}}"
)
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

#: Name, what a text must hold for a closer look to pay, the sign, and what opens a tag.
_LANGUAGES = (
    ("directive", ("@end", "@extends", "@section", "@include", "@yield", "@each"), _BLADE_SIGN, _BLADE),
    ("smarty", ("{/", "{*", "{if ", "{elseif ", "{foreach "), _SMARTY_SIGN, _SMARTY),
    ("freemarker", ("<#", "<@", "</@"), _FREEMARKER_SIGN, _FREEMARKER),
)


def languages(text: str, path: str) -> tuple[str, ...]:
    """The groups whose languages a text shows, its other tags masked, or that the name of its file stands for."""
    found = [
        name
        for name, hints, sign, _ in _LANGUAGES
        if any(hint in text for hint in hints) and _pattern(sign).search(text)
    ]
    if "smarty" not in found and "{" in text:
        name = path.replace("\\", "/").rpartition("/")[2].lower()
        if not _BRACED.isdisjoint(name.split(".")[1:]):
            found.append("smarty")
    return tuple(found)


@cache
def openers(names: tuple[str, ...]) -> str:
    """Alternatives for whatever opens a tag of these languages, each in a group of its name."""
    return "".join([f"|(?P<{name}>{opener})" for name, _, _, opener in _LANGUAGES if name in names])


def end(language: str, text: str, start: int, inside: int) -> int:
    """Where the tag ends that opens at ``start`` and whose inside begins at ``inside``; -1 for what is none after all."""
    if language == "directive":
        code = _BLADE_CODE.match(text, start) if text.startswith("@php", start) else None
        if code is not None:
            return code.end()
        return _arguments_end(text, inside) if text[inside : inside + 1] == "(" else inside
    for opener, closer in (("{*", "*}"), ("<#--", "-->")):
        if text.startswith(opener, start):
            found = text.find(closer, inside)
            return found + len(closer) if found >= 0 else -1
    rest = _SMARTY_REST if language == "smarty" else _FREEMARKER_REST
    match = rest.match(text, inside)
    return match.end() if match is not None else -1


def kind(language: str, text: str) -> str:
    """Output, control or comment, for the text of a tag."""
    if text.startswith(("{*", "<#--")):
        return "comment"
    if language == "directive":
        return "output" if _BLADE_OUTPUT.match(text) else "control"
    if language == "smarty":
        return "control" if _SMARTY_CONTROL.match(text) or _ASSIGNED.match(text) else "output"
    return "output" if text.startswith(("<@", "<#include", "<#nested")) else "control"


def _arguments_end(text: str, start: int) -> int:
    """Where the parenthesis closes that opens at ``start``; -1 where it does not within reach."""
    depth = 0
    for match in _ARGUMENTS.finditer(text, start, start + _FAR):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.end()
    return -1


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)
