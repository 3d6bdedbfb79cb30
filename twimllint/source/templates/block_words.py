"""Blocks of the languages whose tags begin with a word: ``{% if %}``, ``{{#each}}``, ``#foreach``, ``<#list>``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from twimllint.source.errors import TemplateTag
from twimllint.source.templates.block_steps import Kind, Step, UnclearError

_ELSE = frozenset({"else", "elif", "elsif", "elseif", "elseunless"})


def read_braces(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """``{% %}``, and what is between two braces: the sections of Handlebars and Mustache, or Go's blocks."""
    values = [tag for tag in tags if tag.text.startswith("{{") and not tag.text.startswith("{{{{")]
    steps: list[Step] = []
    with suppress(UnclearError):
        steps = _percent_steps([tag for tag in tags if tag.text.startswith("{%")])
    yield steps
    has_sections = any(_SECTION.match(tag.text) for tag in values)
    has_go_blocks = any(_GO_BLOCK.match(tag.text) for tag in values)
    if has_sections and not has_go_blocks:
        yield _section_steps(values)
    elif has_go_blocks and not has_sections:
        yield _go_steps(values)


# -- {% %}

_PERCENT = re.compile(r"\{%[-+~]?\s*+(\w+)")
#: Words that need an end in each of these engines that has them.
_PERCENT_BLOCKS = frozenset({
    "if", "unless", "for", "case", "macro", "block", "with", "call", "filter", "capture", "raw", "verbatim",
})  # fmt: skip
#: Words that have no end, so that nothing between them can have an ``else``.
_PERCENT_STANDALONE = frozenset({
    "set", "include", "extends", "import", "from", "do", "load", "assign", "echo", "render", "url", "static",
    "csrf_token", "cycle", "increment", "decrement", "layout", "break", "continue", "print", "now", "firstof", "let",
    "use",
})  # fmt: skip
#: Nunjucks names the ends of its asynchronous blocks otherwise.
_ASYNC = {"ifAsync": "if", "asyncEach": "each", "asyncAll": "all"}
_BLOCK_NAME = re.compile(r"\S+(?:\s+(?:scoped|required))*")


def _percent_steps(tags: Sequence[TemplateTag]) -> list[Step]:
    matches = [
        (tag, match[1], tag.text[match.end() : -2].strip().rstrip("-+~").rstrip())
        for tag in tags
        if (match := _PERCENT.match(tag.text))
    ]
    words = {word for _, word, _ in matches}
    if "end" in words:  # Tornado has this end for all
        raise UnclearError
    ends = {word[3:] for word in words if word.startswith("end")}
    is_known = words <= _PERCENT_BLOCKS | _PERCENT_STANDALONE | _ELSE | {"end" + word for word in _PERCENT_BLOCKS}
    steps: list[Step] = []
    for tag, word, arguments in matches:
        name = _ASYNC.get(word, word)
        if word.startswith("end"):
            steps.append(Step(Kind.CLOSE, tag, word[3:], f"{{% {word[3:]} %}}", word[3:] in _PERCENT_BLOCKS))
        elif word in _ELSE:
            steps.append(Step(Kind.MIDDLE, tag, is_firm=is_known))
        elif _is_percent_block(word, arguments, ends):
            steps.append(Step(Kind.OPEN, tag, name, f"{{% end{name} %}}", word in _PERCENT_BLOCKS))
    return steps


def _is_percent_block(word: str, arguments: str, ends: set[str]) -> bool:
    """Whether a tag opens a block: some words do so only without a value."""
    if word == "block":  # {% block title "Menu" %} is all of the block in Twig
        return _BLOCK_NAME.fullmatch(arguments) is not None
    if word == "case":  # a branch of a switch
        return "switch" not in ends
    if word in ("set", "assign"):
        return word in ends and "=" not in arguments
    return word in _PERCENT_BLOCKS or _ASYNC.get(word, word) in ends


# -- {{#section}} {{/section}}

_SECTION = re.compile(r"\{\{\{?[~\-]?\s*+[#/^](?=\s*+[*>(]*+\s*+[A-Za-z_@.\"'\[$])")
_SECTION_TAG = re.compile(
    r"\{\{\{?[~\-]?\s*+([#/^<$]?+)\s*+(?:>\s*+(?P<dynamic>\()|\*?\s*+>?\s*+(?P<name>[^\s~{}|()]*+))"
)


def _section_steps(tags: Sequence[TemplateTag]) -> list[Step]:
    if any(tag.text.startswith("{{=") for tag in tags):  # other delimiters from here on
        raise UnclearError
    matches = [(tag, match) for tag in tags if (match := _SECTION_TAG.match(tag.text))]
    # the end of {{#> (lookup . "name")}} is {{/undefined}}
    signs = [(tag, match[1], "undefined" if match["dynamic"] else match["name"].strip("\"'")) for tag, match in matches]
    opened = Counter([name for _, sign, name in signs if sign == "#"])
    closed = Counter([name for _, sign, name in signs if sign == "/"])
    steps: list[Step] = []
    inside: Counter[str] = Counter()
    for tag, sign, name in signs:
        inside[name] += {"#": 1, "/": -1}.get(sign, 0)
        if sign == "/":
            steps.append(Step(Kind.CLOSE, tag, name, f"{{{{#{name}}}}}", name.isidentifier()))
        elif not sign and name == "else":
            steps.append(Step(Kind.MIDDLE, tag))
        elif sign == "^" and (not name or (inside[name] > 0 and closed[name] == opened[name])):
            continue  # another ``else``, which may be a block of its own elsewhere
        elif sign in ("#", "^") and name:
            steps.append(Step(Kind.OPEN, tag, name, f"{{{{/{name}}}}}"))
        elif closed[name] > opened[name]:  # {{$block}} of Mustache, {{ if }} of engines that close it with {{ /if }}
            steps.append(Step(Kind.OPEN, tag, name, is_firm=False))
    return steps


# -- Go

#: A block that can only be Go's: others have helpers and values of these names.
_GO_BLOCK = re.compile(
    r"\{\{-?\s*+(?:(?:if|range|with)\s++(?:[.$(]|(?:eq|ne|lt|gt|le|ge|not|and|or|len|index)\s)|(?:define|block)\s++\")"
)
_GO_TAG = re.compile(r"\{\{-?\s*+(if|range|with|define|block|else|end)\b")


def _go_steps(tags: Sequence[TemplateTag]) -> list[Step]:
    steps: list[Step] = []
    for tag in tags:
        match = _GO_TAG.match(tag.text)
        if match is not None:
            kind = {"end": Kind.CLOSE, "else": Kind.MIDDLE}.get(match[1], Kind.OPEN)
            steps.append(Step(kind, tag, "", "" if kind is Kind.CLOSE else "{{end}}"))
    return steps


# -- the others

_VELOCITY = re.compile(r"#(@?)\{?(\w+)")
_VELOCITY_LINES = frozenset({"set", "include", "parse", "stop", "break", "evaluate"})


def read_velocity(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """``#if``, ``#foreach``, ``#macro`` and ``#@call``, all with ``#end``; directives of one's own may have it too."""
    matches = [(tag, match[1], match[2]) for tag in tags if (match := _VELOCITY.match(tag.text))]
    known = _VELOCITY_LINES | {"if", "elseif", "else", "end", "foreach", "macro", "define"}
    is_known = all(word in known for _, _, word in matches)
    steps: list[Step] = []
    for tag, sign, word in matches:
        if word == "end":
            steps.append(Step(Kind.CLOSE, tag, is_firm=is_known))
        elif word in ("else", "elseif"):
            steps.append(Step(Kind.MIDDLE, tag, is_firm=is_known))
        elif sign or word in ("if", "foreach", "macro", "define"):
            steps.append(Step(Kind.OPEN, tag, "", "#end"))
    yield steps


_FREEMARKER = re.compile(r"[<\[](/?)#(\w+)")
_FREEMARKER_BLOCKS = frozenset({
    "if", "list", "foreach", "macro", "function", "switch", "attempt", "escape", "noescape", "compress", "items",
})  # fmt: skip


def read_freemarker(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """Directives; calls of macros are left out, since ``</@>`` closes any."""
    # <#attempt> may be closed by </#recover>
    if any(tag.text[1:-1] == "/#recover" for tag in tags):
        tags = [tag for tag in tags if "attempt" not in tag.text]
    is_square = any(tag.text.startswith("[") for tag in tags)
    forms = ("[/#{}]", "[#{}]") if is_square else ("</#{}>", "<#{}>")
    yield _named_steps(tags, _FREEMARKER, _FREEMARKER_BLOCKS, forms)


_SMARTY = re.compile(r"\{(/?)(\w*)")
_SMARTY_BLOCK = re.compile(r"\{(?:if|foreach|for|while)\b")


def read_smarty(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """Tags with a variable, since text is in braces as well; Latte's ``{/}`` closes any block.

    A condition without a variable is of another language, or plain text.
    """
    if any(tag.text == "{/}" or ("$" not in tag.text and _SMARTY_BLOCK.match(tag.text)) for tag in tags):
        raise UnclearError
    chosen = [tag for tag in tags if "$" in tag.text or not tag.text[1:2].isalpha() or tag.text[1:].startswith("else")]
    yield _named_steps(chosen, _SMARTY, frozenset({"if", "foreach", "for", "while"}), ("{{/{}}}", "{{{}}}"))


_BLADE = re.compile(r"@(end)?(\w+)")
#: Directives that are closed by ``@endif``.
_BLADE_IFS = {"hasSection": "if", "sectionMissing": "if", "hasStack": "if"}
_BLADE_BLOCKS = frozenset({"if", "unless", "isset", "foreach", "forelse", "for", "while", "switch"})


def read_blade(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """Conditions and loops; a project's own directives may share their ``@endif`` and ``@else``."""
    steps: list[Step] = []
    for tag in tags:
        match = _BLADE.match(tag.text)
        name = _BLADE_IFS.get(match[2], match[2]) if match else ""
        if match is None or name not in _BLADE_BLOCKS:
            continue
        if match[1]:
            steps.append(Step(Kind.CLOSE, tag, name, f"@{name}", name != "if"))
        else:
            steps.append(Step(Kind.OPEN, tag, name, f"@end{name}"))
    yield steps


_MAKO_LINE = re.compile(r"\s*+%\s*+(end)?(\w+)")
_MAKO_TAG = re.compile(r"<(/?)%(\w+)")


def read_mako(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """Control lines, and tags such as ``<%def>``."""
    lines = [tag for tag in tags if not tag.text.startswith("<")]
    if any(tag.text.rstrip().endswith("{") for tag in lines):  # Perl
        raise UnclearError
    steps = _named_steps(lines, _MAKO_LINE, frozenset({"if", "for", "while", "try", "with"}), ("% end{}", "% {}"))
    yield [step._replace(is_inline=step.tag.language == "mako_inline") for step in steps]
    yield _named_steps(
        [tag for tag in tags if tag.text.startswith("<")],
        _MAKO_TAG,
        frozenset({"def", "block", "call", "text"}),
        ("</%{}>", "<%{}>"),
    )


_THYMELEAF = re.compile(r"<(/?)(th:block)")


def read_thymeleaf(tags: Sequence[TemplateTag]) -> Iterator[list[Step]]:
    """The element ``<th:block>``: all others are elements of the document."""
    yield _named_steps(tags, _THYMELEAF, frozenset({"th:block"}), ("</{}>", "<{}>"))


def _named_steps(
    tags: Sequence[TemplateTag], pattern: re.Pattern[str], blocks: frozenset[str], forms: tuple[str, str]
) -> list[Step]:
    """Steps of tags that say which block they close; ``forms`` are those of an end and of a beginning."""
    steps: list[Step] = []
    for tag in tags:
        match = pattern.match(tag.text)
        if match is None:
            continue
        if match[2] in _ELSE:
            steps.append(Step(Kind.MIDDLE, tag, is_firm=False))
        elif match[2] in blocks and match[1]:
            steps.append(Step(Kind.CLOSE, tag, match[2], forms[1].format(match[2])))
        elif match[2] in blocks and not tag.text.endswith("/>"):
            steps.append(Step(Kind.OPEN, tag, match[2], forms[0].format(match[2])))
    return steps
