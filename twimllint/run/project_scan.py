"""What kind of project this is: what ``twimllint init`` fits its files to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import escape, glob

from twimllint.host.detect import program_language
from twimllint.host.languages import DOCUMENTATION
from twimllint.source.parse import parse
from twimllint.source.text import decode

#: The template languages of tags, as people call them.
LANGUAGES = {
    "braces": "Jinja, Handlebars or the like ({{ }})",
    "erb": "ERB or EJS (<% %>)",
    "php": "PHP (<?php ?>)",
    "dollar": "JavaScript or shell strings (${ })",
    "hash": "Ruby strings (#{ })",
    "blade": "Blade ({!! !!})",
}

#: Files that list the dependencies of a project, in its folder or one directly below it.
_DEPENDENCIES = (
    "package.json", "deno.json", "requirements*.txt", "requirements/*.txt", "constraints*.txt", "pyproject.toml",
    "Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "setup.cfg", "setup.py", "environment.yml", "environment.yaml",
    "Gemfile", "gems.rb", "*.gemspec", "composer.json", "pom.xml", "build.gradle", "build.gradle.kts",
    "gradle/libs.versions.toml", "go.mod", "*.csproj", "Directory.Packages.props", "packages.config",
)  # fmt: skip
#: What is read of such a file.
_MAX_BYTES = 1 << 20
#: Folders with dependencies themselves, not with what lists them.
_INSTALLED = frozenset({"node_modules", "vendor", "venv", "env", "bower_components"})


@dataclass(frozen=True, slots=True)
class ProjectScan:
    """What was found: TwiML files by their suffixes, template languages, channels, and the tools in use.

    ``folders`` counts the files of each folder; ``templates`` the files of each template language. ``code`` says that
    programs hold TwiML, or may: the twilio package is among the dependencies; ``documentation`` the same of pages.
    """

    files: int
    suffixes: tuple[str, ...]
    folders: tuple[str, ...]
    templates: tuple[str, ...]
    pre_commit: bool
    github: bool
    gitlab: bool
    configured: str | None
    code: bool = False
    documentation: bool = False


def scan_project(root: str, files: Iterable[tuple[str, str]], configured: str | None) -> ProjectScan:
    """Look at a project; ``files`` are the paths of its TwiML documents, on disk and as shown."""
    suffixes: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    number = programs = pages = 0
    for path, display in files:
        language = program_language(display)
        if language is not None:
            programs += language.name not in DOCUMENTATION
            pages += language.name in DOCUMENTATION
            continue
        number += 1
        suffixes["." + os.path.basename(display).partition(".")[2]] += 1
        folders[os.path.dirname(display) or "."] += 1
        languages.update(_languages(path))
    depends = _depends_on_twilio(root)
    return ProjectScan(
        number,
        tuple([suffix for suffix, _ in suffixes.most_common(8)]),
        tuple([folder for folder, _ in folders.most_common(8)]),
        tuple([language for language, _ in languages.most_common()]),
        _exists(root, ".pre-commit-config.yaml", ".pre-commit-config.yml"),
        os.path.isdir(os.path.join(root, ".github")),
        _exists(root, ".gitlab-ci.yml"),
        configured,
        programs > 0 or depends,
        pages > 0 or depends,
    )


def _depends_on_twilio(root: str) -> bool:
    """Whether one of the files that list a project's dependencies names Twilio's helper library."""
    return any(_names_twilio(path) for folder in _folders(root) for path in _listing(folder))


def _folders(root: str) -> Iterator[str]:
    yield root
    with os.scandir(root) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if not entry.name.startswith(".") and entry.name not in _INSTALLED and entry.is_dir(follow_symlinks=False):
                yield entry.path


def _listing(folder: str) -> Iterator[str]:
    """The files of a folder that list dependencies."""
    for pattern in _DEPENDENCIES:
        if "*" in pattern:
            yield from sorted(glob(os.path.join(escape(folder), pattern)))
        else:
            yield os.path.join(folder, pattern)


def _names_twilio(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            return b"twilio" in file.read(_MAX_BYTES).lower()
    except OSError:
        return False


def _languages(path: str) -> set[str]:
    try:
        with open(path, "rb") as file:
            document = parse(decode(file.read(1 << 20)))
    except OSError:
        return set()
    return {tag.language for tag in document.tags if tag.closed}


def _exists(root: str, *names: str) -> bool:
    return any(os.path.exists(os.path.join(root, name)) for name in names)


def configuration(project: ProjectScan) -> str:
    """A commented configuration file for the project."""
    number = "one TwiML document" if project.files == 1 else f"{project.files or 'no'} TwiML documents"
    lines = [
        "#:schema https://twimllint.github.io/twimllint/twimllint.schema.json",
        f"# twimllint: {number} found" + (f" ({', '.join(project.suffixes)})" if project.files else " so far"),
        "# Every setting: https://twimllint.github.io/twimllint/configuration/",
        "",
        '# The rules that run: "recommended", "strict" (all of them) or "essential" (only errors).',
        '# preset = "recommended"',
        "",
        "# Codes, prefixes or names to leave out or to add.",
        "# ignore = []",
        '# extend-select = ["TW604"]',
        "",
        "# The lowest severity that makes a run fail: error, warning, info or never.",
        '# fail-on = "warning"',
        "",
        "# The Twilio Region that runs the documents, where it is not us1: ie1 or au1 offer less.",
        '# region = "ie1"',
        "",
        "# Files and folders to leave out, besides what .gitignore names.",
        "# extend-exclude = []",
    ]
    if project.templates:
        named = "; ".join(LANGUAGES.get(language, language) for language in project.templates)
        lines += ["", f"# Template tags are recognised by themselves; seen here: {named}."]
    lines += [
        "",
        "# What a file cannot show: the type of Video Rooms (a phone call can join only group rooms).",
        '# room-type = "group"',
        "# [rooms]",
        '# "support-*" = "group"',
        "",
        "# Folders with rules of their own.",
        "# [per-file-settings]",
        f'# "{_folder(project)}/**" = {{ channel = "voice" }}',
        "# [per-file-ignores]",
        f'# "{_folder(project)}/**" = ["TW509"]',
    ]
    return "\n".join(lines) + "\n"


def _folder(project: ProjectScan) -> str:
    return next((folder for folder in project.folders if folder != "."), "voice")


def pre_commit_stanza(project: ProjectScan, version: str) -> str:
    """The hooks that fit the project, for its .pre-commit-config.yaml."""
    return PRE_COMMIT.format(version=version) + "".join([f"      - id: {hook}\n" for hook in hooks(project)])


def hooks(project: ProjectScan) -> list[str]:
    """The names of the hooks that fit the project."""
    fitting = {"twimllint": True, "twimllint-code": project.code, "twimllint-markdown": project.documentation}
    return [hook for hook, fits in fitting.items() if fits]


PRE_COMMIT = """\
  - repo: https://github.com/twimllint/twimllint
    rev: v{version}
    hooks:
"""

WORKFLOW = """\
name: twimllint
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  twimllint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: twimllint/twimllint@v{version}
"""
