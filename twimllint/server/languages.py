"""What a document is by the identifier that a client gives to its language, where its name does not say it."""

from __future__ import annotations

from twimllint.files.detect import is_candidate_name
from twimllint.files.discover import why_not_read
from twimllint.host.detect import program_language
from twimllint.host.languages import LANGUAGES, Language, language_named

#: The identifier that VS Code and others give to TwiML documents.
TWIML = "twiml"
_BY_NAME = {language.name: language for language in LANGUAGES}
#: Identifiers that are neither the name of a language here nor a word for it in documentation.
_OTHER_NAMES = {
    "c-sharp": "csharp",
    "c_sharp": "csharp",
    "javascript-jsx": "javascript",
    "javascriptreact": "javascript",
    "js-jsx": "javascript",
    "rst": "restructuredtext",
    "typescript-tsx": "tsx",
    "typescriptreact": "tsx",
}
#: Languages in which TwiML is not looked for. Identifiers that are in none of these tables say nothing: markup,
#: templates and plain text have many.
_NOT_READ = frozenset(
    {
        "asciidoc", "bash", "bat", "c", "clojure", "coffeescript", "cpp", "css", "dart", "diff", "dockerfile", "elixir",
        "erlang", "fsharp", "groovy", "haskell", "ini", "json", "json5", "jsonc", "julia", "kotlin", "latex", "less",
        "lua", "make", "makefile", "objective-c", "objective-cpp", "perl", "perl6", "powershell", "r", "rust", "scala",
        "scss", "sh", "shellscript", "sql", "swift", "toml", "vb", "vim", "yaml", "zsh",
    }
)  # fmt: skip


def language_of(identifier: str) -> Language | None:
    """The language of programs or documentation that an identifier names; ``None`` for any other."""
    name = identifier.lower()
    return _BY_NAME.get(_OTHER_NAMES.get(name, name)) or language_named(name)


def is_never_twiml(path: str, identifier: str) -> bool:
    """Whether the name of a file, or its language where the name says nothing, rules TwiML out."""
    if identifier == TWIML:
        return False
    if why_not_read(path) is not None:
        return True
    if is_candidate_name(path.replace("\\", "/").rpartition("/")[2]) or program_language(path) is not None:
        return False
    return identifier.lower() in _NOT_READ or language_of(identifier) is not None


def with_suffix(name: str, identifier: str) -> str:
    """The name of a document that is no file, such that it says what the identifier says."""
    if is_candidate_name(name):
        return name
    if identifier == TWIML:
        return f"{name}.twiml"
    language = language_of(identifier)
    return name if language is None or program_language(name) == language else name + language.suffixes[0]
