"""Blocks of program code in tags: Ruby, Elixir, JavaScript, Java, PHP and C#."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twimllint.source.errors import TemplateTag
from twimllint.source.templates.block_steps import Kind, Step, UnclearError

_DELIMITERS = re.compile(r"\A<%[-=#_!@]*+|[-_]?%>\Z|\A<\?(?:php\b|=)?|\?>\Z", re.IGNORECASE)


def _code(tag: TemplateTag) -> str:
    """What is in a tag, with white space for what is around it."""
    return _DELIMITERS.sub(lambda match: " " * len(match[0]), tag.text)


def _offset(tag: TemplateTag, offset: int) -> int:
    """A place in a tag that fills more than a line."""
    return offset if "\n" in tag.text else -1


def read_scriptlets(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """``<% %>``: Ruby or Elixir where a tag says ``end``, JavaScript or Java where one begins or ends with a brace."""
    codes = [(tag, _code(tag).strip()) for tag in tags]
    if any(_GO.match(code) for _, code in codes):
        raise UnclearError
    is_ruby = any(_RUBY_END.match(code) for _, code in codes)
    is_braced = any(code.startswith("}") or code.endswith("{") for _, code in codes)
    if is_ruby and is_braced:
        raise UnclearError
    if is_braced:
        yield _brace_steps(tags, _SCRIPT)
    elif is_ruby or any(_RUBY_OPENER.match(code) or _RUBY_ELSE.match(code) for _, code in codes):
        yield _ruby_steps(codes)


# -- braces

#: Strings, comments and braces; what is ``unclear`` is a string that does not end, or may hold code.

_SCRIPT = re.compile(
    r"""'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+"|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)"""
    r"|(?<=[(,=:\[!&|?;])[ ]?/(?![/*])(?:[^/\\\n]|\\.)++/|(?P<unclear>[`'\"])|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)
_PHP = re.compile(
    r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|(?://|\#(?!\[))[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?P<unclear><<<|[`'"])"""
    r"""|(?P<open>\{)|(?P<close>\})|(?<![$>\w])(?P<word>if|for|foreach|while|switch)\s*+(?=\()"""
    r"""|(?<![$>\w])end(?P<end>if|for|foreach|while|switch)\b|(?<![$>\w])(?P<middle>else(?=\s*+:)|elseif\b(?=\s*+\())""",
    re.DOTALL | re.IGNORECASE,
)
_CSHARP = re.compile(
    r"""@"(?:[^"]|"")*+"|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|//[^\n]*+"""
    r"|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?P<unclear>['\"])|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)


def _brace_steps(tags: Sequence[TemplateTag], pattern: re.Pattern[str]) -> list[Step]:
    """One step for each brace outside strings and comments."""
    steps: list[Step] = []
    for tag in tags:
        for match in pattern.finditer(_code(tag)):
            offset = _offset(tag, match.start())
            if match.lastgroup == "unclear":
                raise UnclearError
            if match.lastgroup == "open":
                steps.append(Step(Kind.OPEN, tag, "{", "}", offset=offset))
            elif match.lastgroup == "close":
                steps.append(Step(Kind.CLOSE, tag, "{", offset=offset))
    return steps


def read_csharp(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """Razor's code; a closing brace too many is plain text to it."""
    steps = _brace_steps([tag for tag in tags if tag.kind == "control"], _CSHARP)
    yield [step if step.kind is Kind.OPEN else step._replace(is_firm=False) for step in steps]


def read_php(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """Braces, and ``if (...):`` with ``endif``."""
    steps: list[Step] = []
    for tag in tags:
        code = _code(tag)
        plain = _PHP.sub(_blank, code)
        closings = _closing_parentheses(plain)
        for match in _PHP.finditer(code):
            kind, offset = match.lastgroup, _offset(tag, match.start())
            if kind == "open":
                steps.append(Step(Kind.OPEN, tag, "{", "}", offset=offset))
            elif kind == "close":
                steps.append(Step(Kind.CLOSE, tag, "{", offset=offset))
            elif kind == "end":
                name = match["end"].lower()
                steps.append(Step(Kind.CLOSE, tag, name, f"{name} (...):", offset=offset))
            elif kind == "middle" and _is_branch(match, plain, closings):
                steps.append(Step(Kind.MIDDLE, tag, offset=offset))
            elif kind == "word" and _COLON.match(plain, closings.get(match.end(), len(plain))):
                name = match["word"].lower()
                steps.append(Step(Kind.OPEN, tag, name, f"end{name}", offset=offset))
    yield steps


def _blank(match: re.Match[str]) -> str:
    if match.lastgroup == "unclear":
        raise UnclearError
    return match[0] if match.lastgroup in ("open", "close", "word", "end", "middle") else " " * len(match[0])


def _is_branch(match: re.Match[str], plain: str, closings: dict[int, int]) -> bool:
    """Whether ``else`` or ``elseif (...)`` has the colon of a block without braces."""
    if match["middle"].lower() == "else":
        return True
    condition = plain.find("(", match.end())
    return _COLON.match(plain, closings.get(condition, len(plain))) is not None


_PARENTHESES = re.compile(r"[()]")
_COLON = re.compile(r"\s*+:")


def _closing_parentheses(code: str) -> dict[int, int]:
    """Where the parentheses end, by where they begin."""
    closings: dict[int, int] = {}
    opened: list[int] = []
    for match in _PARENTHESES.finditer(code):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            closings[opened.pop()] = match.end()
    return closings


# -- Ruby and Elixir

#: What only Go's templates hold, which take any delimiters.
_GO = re.compile(r"\.|(?:if|with|range|else if)\s++\.|range\b|(?:define|template|block)\s++\"")
_RUBY_END = re.compile(r"end\b(?![?!:(])")
#: Code that is a branch and nothing else; with braces it would be no whole tag.
_RUBY_ELSE = re.compile(r"else\Z|elsif\b")
_RUBY_OPENER = re.compile(r"(?:if|unless|case|for|while|until|begin)\b(?![?!:])|.*\bdo(?:\s*+\|[^|]*+\|)?\Z", re.DOTALL)
_RUBY_STRINGS = re.compile(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|(?<!\S)#.*|(?P<unclear>['"])""")
_RUBY_WORDS = re.compile(
    r"(?<![.:@$\w])(?:if|unless|case|for|while|until|begin|do|end|def|class|module|else|elsif|when|in|rescue|ensure|fn|then)"
    r"\b(?![?!:=])"
)
#: ``if a, do: b`` is all of it.
_ELIXIR_LINE = re.compile(r",\s*+do:")
_RUBY_STARTS = frozenset({"if", "unless", "case", "for", "while", "until", "begin"})
_RUBY_MIDDLES = frozenset({"else", "elsif", "when", "in", "rescue", "ensure"})
_MODIFIERS = frozenset({"if", "unless", "while", "until"})


def _ruby_steps(codes: Sequence[tuple[TemplateTag, str]]) -> list[Step]:
    """The step of each tag that holds one statement; anything else is not understood."""
    steps: list[Step] = []
    for tag, code in codes:
        kind = _ruby_kind(_RUBY_STRINGS.sub(_empty_string, code).strip())
        if kind is not None:
            steps.append(Step(kind, tag, "", {Kind.OPEN: "end"}.get(kind, "")))
    return steps


def _empty_string(match: re.Match[str]) -> str:
    if match.lastgroup == "unclear":
        raise UnclearError
    return "''"


def _ruby_kind(code: str) -> Kind | None:
    found = list(_RUBY_WORDS.finditer(code))
    words = [match[0] for match in found]
    if not words:
        return Kind.MIDDLE if code.endswith("->") else None  # a clause of Elixir's case
    if _ELIXIR_LINE.search(code):
        return None
    if words == ["do"] and _RUBY_OPENER.match(code):
        return Kind.OPEN
    if "\n" in code or ";" in code:
        raise UnclearError
    first = words[0] if found[0].start() == 0 else ""
    if first == "end" and len(words) == 1:
        return Kind.CLOSE
    if first in _RUBY_MIDDLES and not _RUBY_STARTS.intersection(words[1:]):
        return Kind.MIDDLE
    if first in _RUBY_STARTS and not {"end", "then"}.intersection(words):
        return Kind.OPEN
    if words == ["fn"] and code.endswith("->"):
        return Kind.OPEN
    if (
        not first
        and len(words) == 1
        and words[0] in _MODIFIERS
        and not re.search(r"[=(]\s*+\Z", code[: found[0].start()])
    ):
        return None
    raise UnclearError
