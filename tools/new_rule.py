"""Start a new rule: ``make rule NAME=say-emoji FAMILY=speech``.

Writes the module of the rule with the next free code of its family, a message, and examples that hold already, a
document for ``tests/cases/ok`` and ``tests/cases/err``, and a line in ``CHANGELOG.md``. The rule works from the start:
it reports a placeholder word, which is what the author replaces first.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Where the site has the pages of the rules.
DOCS = "https://twimllint.github.io/twimllint/rules/"
#: What the new rule reports until its author decides otherwise.
WORD = "XXXXX"

_RULE = '''\
"""{code} {name}."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, Severity, Text


class {cls}(Rule):
    """Text of a Say with a placeholder word.

    Here belongs what Twilio does with such a document, with the number that it logs.

    Flagged:
        <Response><Say>Hello {word}</Say></Response>
                             ^^^^^ placeholder word: "{word}"
    Allowed:
        <Response><Say>Hello</Say></Response>
    """

    code, name, severity = "{code}", "{name}", Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/say"
    since = "{since}"
    on = ("Say/text",)
    needs = ("{word}",)
    messages = {{
        "found": Message("placeholder word", '"{{word}}"', "Write the remedy here, then what Twilio does."),
    }}

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        at = text.value.find("{word}")
        if at >= 0:
            yield self.report(text.part(at, at + len("{word}")), "found", word="{word}")
'''

_DOCUMENT = """\
<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Say>Hello{text}</Say>
</Response>
"""


class RefusedError(Exception):
    """The rule cannot be made under that name, or in that family."""


def class_name(name: str) -> str:
    """The class of a rule, by the rule's name."""
    return "".join(part.capitalize() for part in name.split("-"))


def next_code(family: str, codes: dict[str, str]) -> str:
    """The code after the last one of a family; ``codes`` has the folder of each code. No code is given twice."""
    taken = [int(code[2:]) for code, folder in codes.items() if folder == family]
    if not taken:
        families = ", ".join(sorted(set(codes.values())))
        raise RefusedError(f'there is no family "{family}"; the families are {families}')
    number = max(taken) + 1
    while f"TW{number:03}" in codes:  # a neighbouring family has it
        number += 1
    if number // 100 != min(taken) // 100:
        raise RefusedError(f'the family "{family}" has no free code')
    return f"TW{number:03}"


def files(name: str, family: str, codes: dict[str, str]) -> dict[str, str]:
    """Path below the project's root and text of each file of a new rule."""
    if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name) is None:
        raise RefusedError(f'"{name}" is not a name: lower-case words joined by hyphens, such as say-emoji')
    code = next_code(family, codes)
    rule = _RULE.format(code=code, name=name, cls=class_name(name), since=next_release(), word=WORD)
    column = 3 + len("<Say>Hello ")
    expected = f'{name}/placeholder.xml:3:{column}: warning {code} {name} placeholder word: "{WORD}"\n'
    return {
        f"rules/{family}/{name.replace('-', '_')}.py": rule,
        f"tests/cases/ok/{family}/{name}.xml": _DOCUMENT.format(text=""),
        f"tests/cases/err/{name}/placeholder.xml": _DOCUMENT.format(text=f" {WORD}"),
        f"tests/cases/err/{name}/placeholder.out": expected,
    }


def next_release() -> str:
    """The release that the rule will be part of: new rules come with minor ones."""
    from twimllint import __version__

    major, minor, _ = __version__.split(".")
    return f"{major}.{int(minor) + 1}"


def known_codes() -> dict[str, str]:
    """The code of every built-in rule and the folder that it is in."""
    from twimllint.generate import rule_classes

    return {cls.code: cls.__module__.split(".")[-2] for cls in rule_classes()}


def announced(changelog: str, name: str, code: str) -> str:
    """The changelog with a line about the new rule, the first one under "Added" of what is not released yet."""
    before, unreleased, after = changelog.partition("## Unreleased\n\n")
    if not unreleased:
        before, release, after = changelog.partition("\n## ")
        before, unreleased, after = before + "\n", "## Unreleased\n\n", release.lstrip("\n") + after
    if not after.startswith("### Added\n\n"):
        after = "### Added\n\n\n" + after
    after = after.removeprefix("### Added\n\n")
    return f"{before}{unreleased}### Added\n\n- New rule: [{name}]({DOCS}{name}/) ({code}).\n{after}"


def write(root: Path, made: dict[str, str]) -> None:
    """Write the files below ``root``; none of them may exist."""
    present = [path for path in made if (root / path).exists()]
    if present:
        raise RefusedError(f"{present[0]} exists already")
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Iterable[str]) -> int:
    """Write the files and name them; 2 where that cannot be done."""
    parser = argparse.ArgumentParser(description="Start a new rule.")
    parser.add_argument("name", help="the mistake, such as say-emoji")
    parser.add_argument("family", help="the folder below rules/, such as speech")
    options = parser.parse_args(list(arguments))
    try:
        codes = known_codes()
        new_files = files(options.name, options.family, codes)
        write(ROOT, new_files)
    except RefusedError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    changelog = ROOT / "CHANGELOG.md"
    text = announced(changelog.read_text(encoding="utf-8"), options.name, next_code(options.family, codes))
    changelog.write_text(text, encoding="utf-8", newline="\n")
    for path in (*new_files, "CHANGELOG.md"):
        sys.stdout.write(f"wrote {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
