"""The languages that are read, as data: suffixes, the module of each front end, what it needs to be installed.

A front end is a module with one of two functions:

- ``read(text) -> form.Program`` for a programming language. It raises ``UnreadableError`` for a text that is none
  (a syntax error that leaves nothing to trust, Python 2).
- ``blocks(text) -> list[Block]`` for documentation: the blocks in it that may hold TwiML or a program. Such a module
  has ``remarks(text) -> list[Remark]`` too: the comments of the page that are for us.

Front ends are imported when the first file of their language turns up, and never for XML only. A module of a
programming language also has ``dialect``, a ``dialect.Dialect``: what the language and its helper library mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from twimllint.host.mapped import Mapped


class UnreadableError(Exception):
    """The text is no program of its language, or none that can be trusted; ``offset`` says where that shows."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class Language(NamedTuple):
    """One language. ``needs`` lists modules that must be importable, all of them brought by an extra."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    needs: tuple[str, ...] = ()
    #: words that name the language in documentation (```` ```py ````)
    aliases: tuple[str, ...] = ()
    #: what a program begins with, which listings in documentation leave out
    opening: str = ""


class Block(NamedTuple):
    """A block of documentation: its language by name (``xml`` for TwiML itself, empty where it is not said)."""

    language: str
    mapped: Mapped


_SITTER = "tree_sitter"

LANGUAGES: tuple[Language, ...] = (
    Language("python", (".py", ".pyw", ".pyi"), "twimllint.host.python", (), ("py", "python3", "python")),
    Language(
        "javascript", (".js", ".mjs", ".cjs", ".jsx", ".es6"), "twimllint.host.javascript",
        (_SITTER, "tree_sitter_javascript"), ("js", "javascript", "node", "nodejs", "jsx", "mjs", "cjs"),
    ),
    Language(
        "typescript", (".ts", ".mts", ".cts"), "twimllint.host.typescript",
        (_SITTER, "tree_sitter_typescript"), ("ts", "typescript"),
    ),
    Language("tsx", (".tsx",), "twimllint.host.tsx", (_SITTER, "tree_sitter_typescript"), ("tsx",)),
    Language(
        "ruby", (".rb", ".ru", ".rake", ".builder", ".ruby"), "twimllint.host.ruby",
        (_SITTER, "tree_sitter_ruby"), ("rb", "ruby"),
    ),
    Language("php", (".php",), "twimllint.host.php", (_SITTER, "tree_sitter_php"), ("php",), "<?php "),
    Language("java", (".java",), "twimllint.host.java", (_SITTER, "tree_sitter_java"), ("java",)),
    Language(
        "csharp", (".cs",), "twimllint.host.csharp", (_SITTER, "tree_sitter_c_sharp"), ("cs", "csharp", "c#", "dotnet"),
    ),
    Language("go", (".go",), "twimllint.host.go", (_SITTER, "tree_sitter_go"), ("go", "golang")),
    Language(
        "markdown", (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".qmd", ".rmd"),
        "twimllint.host.markdown", ("markdown_it",),
    ),
    Language("mdx", (".mdx",), "twimllint.host.mdx", ("markdown_it",)),
    Language("restructuredtext", (".rst",), "twimllint.host.restructuredtext"),
    Language("html", (".html", ".htm"), "twimllint.host.html"),
)  # fmt: skip

#: Languages of pages, whose blocks hold documents or programs.
DOCUMENTATION = frozenset({"markdown", "mdx", "restructuredtext", "html"})
#: The extra that brings what ``needs`` names.
EXTRA = "twimllint[code]"


def needs_extra(name: str) -> str:
    """Why a file of a language of that name cannot be read."""
    return f"{name} cannot be read without the extra: pip install '{EXTRA}'"


#: Programs whose names say in which language they are written.
_RUBY_FILES = frozenset(
    {"berksfile", "capfile", "fastfile", "gemfile", "guardfile", "podfile", "rakefile", "vagrantfile"}
)
_BY_SUFFIX = {suffix: language for language in LANGUAGES for suffix in language.suffixes}
_BY_ALIAS = {alias: language for language in LANGUAGES for alias in language.aliases}


def language_of(path: str) -> Language | None:
    """The language of a file, by its suffix or its name."""
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    if name in _RUBY_FILES:
        return _BY_ALIAS["ruby"]
    return _BY_SUFFIX.get(name[name.rfind(".") :]) if "." in name else None


def language_named(word: str) -> Language | None:
    """The language that documentation calls by this word."""
    return _BY_ALIAS.get(word.lower())
