"""Write the files that are made from the rules, the schemas and the settings: ``python -m twimllint.generate``.

- ``rules/_index.py``: what is known of each rule without importing it
- ``twimllint/schema/_table.py``, ``_docs.py`` and ``_limits.py``: what the schemas allow, what they say in words, and
  the numbers of ``limits.json``
- ``twimllint/source/templates/_table.py`` and ``twimllint/source/_signs.py``: the template languages, and the strings
  without which a text holds no template tag
- ``rules/README.md`` and ``rules/messages.txt``, from the rules; the schemas that the site serves, below ``docs``
- ``schemas/twimllint.schema.json``, the configuration reference and the settings of the VS Code extension, from the
  settings table
- ``man/twimllint.1``, from the commands' help
- the numbers in ``README.md`` and ``docs/index.md`` of what twimllint knows

A test holds them fresh; ``--check`` lists the stale ones and exits with 1.

``--site`` writes the pages of the rules into ``docs/rules``, for the builders of the site. Git ignores them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twimllint.config.tables import Setting
    from twimllint.engine.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
VSCODE_MANIFEST = "editors/vscode/package.json"
_HEAD = '"""What is known of each rule without importing it. Made by ``make generate``: do not edit."""\n'


def rule_classes() -> list[type[Rule]]:
    """Every built-in rule class, by code."""
    from twimllint.engine.plugins import rules_in

    classes: list[type[Rule]] = []
    for path in sorted((ROOT / "rules").glob("*/*.py")):
        if path.name.startswith("_"):
            continue
        try:
            module = import_module(f"twimllint.rules.{path.parent.name}.{path.stem}")
        except ImportError as error:
            sys.stderr.write(f"{path.relative_to(ROOT)}: {error}\n")
            continue
        classes.extend(rules_in(module))
    return sorted(classes, key=lambda cls: cls.code)


def index() -> str:
    """The text of ``rules/_index.py``."""
    from twimllint.engine.registry import describe, row

    rows = []
    for cls in rule_classes():
        rows.append(f"    {row(describe(cls))!r},\n")
    return f"{_HEAD}\n# ruff: noqa\nRULES = (\n{''.join(rows)})\n"


def readme() -> str:
    """The text of ``rules/README.md``."""
    from twimllint import explain
    from twimllint.engine.basics import DOCS
    from twimllint.engine.registry import describe

    infos = [describe(cls) for cls in rule_classes()]
    head = "# Rules\n\nA folder a family, one module a rule. This index is made by `python -m twimllint.generate`.\n"
    return head + explain.index(infos, DOCS + "{name}/")


def messages_page() -> str:
    """The text of ``rules/messages.txt``: all that the rules can say, so that a change of words is read as one."""
    lines = []
    for cls in rule_classes():
        lines.append(f"{cls.code} {cls.name} ({cls.source}, since {cls.since})\n")
        for name, message in cls.messages.items():
            code = cls.twilio_code if message.twilio_code is None else message.twilio_code
            lines.append(f"    {name} ({message.severity or cls.severity}, {code or '-'})\n")
            lines.append(f"        {message.title}: {message.label}\n        {message.help or '-'}\n")
    return "".join(lines)


def rule_pages() -> Iterator[tuple[str, Callable[[], str]]]:
    """The pages of the rules and their index, which only the site needs: ``explain`` makes its text itself."""
    from twimllint import explain
    from twimllint.engine.registry import describe

    classes = [(cls, describe(cls)) for cls in rule_classes()]

    def overview() -> str:
        return "# Rules\n" + explain.index([info for _, info in classes])

    yield "docs/rules/index.md", overview
    infos = [info for _, info in classes]
    neighbours = zip([None, *infos[:-1]], [*infos[1:], None], strict=True)
    for (cls, info), (before, after) in zip(classes, neighbours, strict=True):
        yield f"docs/rules/{info.name}.md", partial(explain.page, cls, info, before, after)


def served_schemas() -> Iterator[tuple[str, Callable[[], str]]]:
    """Copies of the schemas in the documentation, so that the site serves each at the URL that is its ``$id``."""
    import json

    from twimllint.config.reference import SITE, schema_text

    for path in sorted((ROOT / "schemas").glob("*.schema.json")):
        text = path.read_text(encoding="utf-8")
        place = json.loads(text)["$id"].removeprefix(SITE)
        yield f"docs/{place}", schema_text if path.name == "twimllint.schema.json" else partial(str, text)


def vscode_manifest() -> str:
    """The manifest of the VS Code extension, with the settings that take the place of the project's."""
    import json

    from twimllint.config.settings import SETTINGS
    from twimllint.server.settings import OVERRIDES

    manifest = json.loads((ROOT / VSCODE_MANIFEST).read_text(encoding="utf-8"))
    settings = {setting.key: setting for setting in SETTINGS}
    group = manifest["contributes"]["configuration"][-1]
    group["properties"] = {f"twimllint.{name}": _vscode_setting(settings[key]) for name, key in OVERRIDES.items()}
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


def _vscode_setting(setting: Setting) -> dict[str, Any]:
    """A setting as VS Code describes it; without a value the project's files decide."""
    from twimllint.config.checks import Choice, Selectors

    kind: dict[str, Any] = {"type": ["string", "null"]}
    if isinstance(setting.check, Selectors):
        kind = {"type": ["array", "null"], "items": {"type": "string"}}
    elif isinstance(setting.check, Choice):
        kind["enum"] = [*setting.check.choices, None]
    doc = f"{setting.doc} In place of `{setting.key}` in the project's configuration."
    return {**kind, "default": None, "scope": "resource", "markdownDescription": doc}


def counts() -> dict[str, int]:
    """How much there is of what README and the home page count, by the words that follow the number there."""
    from twimllint import explain
    from twimllint.host.languages import LANGUAGES
    from twimllint.report import FORMATS
    from twimllint.schema.data import data
    from twimllint.schema.grammar import load

    types = [kind for channel in ("voice", "messaging") for kind in load(channel).types()]
    return {
        "rules": len(rule_classes()),
        "families": len(explain.FAMILIES),
        "elements": len({kind.name for kind in types}),
        "attributes": len({(kind.name, attribute) for kind in types for attribute in kind.attributes}),
        "voices": len(data("voices")["voices"]),
        "Twilio error numbers": len(data("errors")["errors"]),
        "template languages": len({row["title"] for row in data("templates")["languages"].values()}),
        "languages of programs and pages": len(LANGUAGES),
        "report formats": len(FORMATS),
    }


def counted(name: str) -> str:
    """The text of a page with each number that is before words of ``counts`` as it is now."""
    now = counts()
    words = "|".join(sorted(map(re.escape, now), key=len, reverse=True))
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.sub(rf"\b\d[\d,]* ({words})\b", lambda match: f"{now[match[1]]:,} {match[1]}", text)


def schema_outputs() -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and maker of the modules made from the schemas, on which all other files depend."""
    from twimllint.schema import compile as schemas
    from twimllint.schema import compile_templates as templates

    yield "twimllint/schema/_table.py", schemas.table
    yield "twimllint/schema/_docs.py", schemas.docs
    yield "twimllint/schema/_limits.py", schemas.limits
    yield "twimllint/source/templates/_table.py", templates.table
    yield "twimllint/source/_signs.py", templates.signs


def outputs() -> Iterator[tuple[str, Callable[[], str]]]:
    """Path below the project's root and maker of every other generated file."""
    from twimllint.cli.manpage import manpage
    from twimllint.config.reference import reference, schema_text

    yield "rules/_index.py", index
    yield "rules/README.md", readme
    yield "rules/messages.txt", messages_page
    yield "schemas/twimllint.schema.json", schema_text
    yield "man/twimllint.1", manpage
    yield VSCODE_MANIFEST, vscode_manifest
    for name in ("README.md", "docs/index.md"):
        yield name, partial(counted, name)
    yield "docs/configuration.md", reference
    yield from served_schemas()


def main(arguments: list[str]) -> int:
    """Write what is stale, or with ``--check`` only say so; with words, only the files whose path holds one."""
    if "--site" in arguments:
        return _write_rule_pages()
    check = "--check" in arguments
    words = [word for word in arguments if not word.startswith("-")]
    if _write(schema_outputs(), words, check=check):
        if check:
            return 1  # the rules cannot be trusted with a table that is out of date
        # this process holds the old table
        return subprocess.run(
            [sys.executable, "-m", "twimllint.generate", *arguments], cwd=ROOT, check=False
        ).returncode
    stale = _write(outputs(), words, check=check)
    return int(check and stale)


def _write_rule_pages() -> int:
    """Write the pages of the rules, and remove those of rules that are gone."""
    pages = dict(rule_pages())
    for path in (ROOT / "docs" / "rules").glob("*.md"):
        if path.relative_to(ROOT).as_posix() not in pages:
            path.unlink()
    _write(pages.items(), [], check=False)
    return 0


def _write(files: Iterable[tuple[str, Callable[[], str]]], words: list[str], *, check: bool) -> bool:
    """Write the stale ones among some files, or with ``check`` only name them; returns whether there are any."""
    stale = False
    for name, make in files:
        if words and not any(word in name for word in words):
            continue
        path, text = ROOT / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale = True
        sys.stdout.write(f"{'stale' if check else 'wrote'} {name}\n")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
